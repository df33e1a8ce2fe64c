"""The question that asks Wikidata, with an endpoint on loopback in its place."""

import re

import pytest
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph.query.guard import Kind
from c2c_graph.query.guard import inspect
from tests.catalogue.answers import CATALOGUE
from tests.catalogue.answers import HERE
from tests.catalogue.answers import expect
from tests.catalogue.answers import written
from tests.catalogue.stand_in import standing_in

FEDERATED = [saved for saved in CATALOGUE if saved.federates]
# made up: what matters is where the numbers come from
REMOTE = """
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
wd:Q2211 wdt:P1082 1001 .
wd:Q25319 wdt:P1082 1002 .
wd:Q64 wdt:P1082 1003 .
"""
ITEMS = """
PREFIX c2c: <https://w3id.org/city2city/ns#>
PREFIX network: <https://w3id.org/city2city/id/network/>
PREFIX schema: <https://schema.org/>
SELECT ?item WHERE {
  ?city c2c:hasBeenMemberOf network:nordic-city-network ;
    schema:sameAs ?item .
  FILTER (strstarts(str(?item), "http://www.wikidata.org/entity/"))
}"""
each = pytest.mark.parametrize("saved", FEDERATED, ids=lambda saved: saved.name)


@pytest.fixture(scope="module")
def remote():
    with standing_in(REMOTE) as server:
        yield server


@each
def test_the_remote_is_asked_once_and_joined_with_ours(saved, shipped_release, remote):
    remote.asked.clear()
    text = saved.text.replace(saved.federates[0], remote.address)
    expect(HERE / "expected", saved, written(shipped_release.store.query(text)))
    assert len(remote.asked) == 1


@each
def test_where_the_remote_is_down_our_own_figures_still_come(saved, shipped_release):
    text = saved.text.replace(saved.federates[0], "http://127.0.0.1:9/")
    rows = list(shipped_release.store.query(text))
    assert rows
    assert all(row["theirs"] is None and row["ours"] for row in rows)


@each
@pytest.mark.parametrize("there", [REMOTE, ""], ids=["remote", "nothing"])
def test_without_our_members_no_number_of_theirs_is_told(saved, there):
    with standing_in(there) as server:
        text = saved.text.replace(saved.federates[0], server.address)
        assert written(Store().query(text)).rows == 0


@each
def test_without_their_numbers_only_ours_are_told(saved, shipped_release):
    with standing_in("") as server:
        text = saved.text.replace(saved.federates[0], server.address)
        rows = list(shipped_release.store.query(text))
    assert rows
    assert not any(row["theirs"] for row in rows)


@each
def test_it_is_refused_unless_the_operator_allows_the_remote(saved):
    with pytest.raises(errors.QueryRefused):
        inspect(saved.text, nesting=200)
    allowed = inspect(saved.text, allowed_services=saved.federates, nesting=200)
    assert allowed is Kind.SELECT


@each
def test_the_head_names_every_remote(saved):
    named = re.findall(r"SERVICE (?:SILENT )?<([^>]+)>", saved.text)
    assert set(named) == set(saved.federates)


def test_the_listed_items_are_the_members_of_the_network(shipped_release):
    (saved,) = FEDERATED
    listed = set(re.findall(r"\bwd:(Q\d+)", saved.body))
    rows = shipped_release.store.query(ITEMS)
    assert listed == {row["item"].value.rpartition("/")[2] for row in rows}
    assert len(listed) <= 50


def test_no_other_question_asks_elsewhere():
    asking = [s.name for s in CATALOGUE if re.search(r"\bSERVICE\b", s.body)]
    assert asking == [s.name for s in FEDERATED]
