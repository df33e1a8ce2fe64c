"""The store of a past release is made again for what is a query, and nothing else."""

import shutil

import pytest

from c2c_graph.release import again
from c2c_graph.release.pointer import STORE
from c2c_graph.release.pointer import release_folder
from tests.web.conftest import client_of
from tests.web.conftest import engine_of
from tests.web.past_releases import Past

GONE, KEPT, NEWEST = "/releases/1/sparql", "/releases/2/sparql", "/sparql"
TERM = "<https://w3id.org/city2city/ns#hasMembersip>"
UPDATE = "CLEAR ALL"
REFUSED = {
    "DELETE": (405, {"method": "DELETE"}),
    "PUT": (405, {"method": "PUT", "data": "x"}),
    "PATCH": (405, {"method": "PATCH"}),
    "TRACE": (405, {"method": "TRACE"}),
    "an update": (
        415,
        {"method": "POST", "data": UPDATE, "content_type": "application/sparql-update"},
    ),
    "an update in a form": (400, {"method": "POST", "data": {"update": UPDATE}}),
    "an update as a query": (400, {"query_string": {"query": UPDATE}}),
    "no SPARQL": (400, {"query_string": {"query": "SELEC * {}"}}),
    "no whole query": (400, {"query_string": {"query": "ASK {"}}),
    "an error inside": (400, {"query_string": {"query": "ASK {?s ?p\n?o ?x ?y} #"}}),
    "another endpoint": (
        403,
        {"query_string": {"query": "ASK { SERVICE <http://x.example/> {} }"}},
    ),
    "no format": (406, {"query_string": {"query": "ASK {}", "format": "docx"}}),
    "two queries": (400, {"query_string": "query=ASK{}&query=ASK{}"}),
    "no release": (404, {"path": "/releases/9/sparql?query=ASK{}"}),
}


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """Three releases: the second has a term more, the store of the first is gone."""
    past = Past(tmp_path_factory.mktemp("nonsense"))
    past.release()
    term = f"\n{TERM} a <http://www.w3.org/2002/07/owl#ObjectProperty> .\n"
    text = (past.dataset / "ontology/ns.ttl").read_text()
    past.write("ontology/ns.ttl", text + term)
    past.release()
    past.write("ontology/ns.ttl", text)
    past.release()
    shutil.rmtree(release_folder(past.settings.home, 1) / STORE)
    return past


@pytest.fixture(scope="module")
def client(past):
    return client_of(past.settings, engine_of(past.settings))


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_elsewhere_is_refused_without_a_store(client, past, case):
    status, given = REFUSED[case]
    answers = [client.open(**{"path": p, **given}) for p in (GONE, KEPT, NEWEST)]
    assert [answer.status_code for answer in answers] == [status] * 3
    assert len({answer.data for answer in answers}) == 1
    assert again.status(past.settings.home, 1).state is again.State.ABSENT


def test_without_a_query_the_endpoint_describes_itself_without_a_store(client, past):
    answer = client.get(GONE, headers={"Accept": "text/turtle"})
    assert (answer.status_code, "sd:Service" in answer.text) == (200, True)
    assert again.status(past.settings.home, 1).state is again.State.ABSENT


def test_hints_know_the_words_of_the_release_that_is_asked(client):
    asked = {"query": f"ASK {{ ?s {TERM} ?o }}"}
    then, now = (client.get(path, query_string=asked) for path in (KEPT, NEWEST))
    assert then.json["boolean"] is now.json["boolean"] is False
    assert "did you mean" in now.headers["C2C-Hint"]
    assert "C2C-Hint" not in then.headers


def test_hints_about_a_past_release_are_given_too(client):
    asked = {"query": "ASK { ?s <https://w3id.org/city2city/ns#hasMembershp> ?o }"}
    hint = client.get(KEPT, query_string=asked).headers["C2C-Hint"]
    assert "did you mean" in hint


@pytest.mark.parametrize("query", ["ASK {}", "SELECT * { ?s ?p 'x' } LIMIT 1 # end"])
def test_a_query_is_waited_for(client, past, query):
    answer = client.get(GONE, query_string={"query": query})
    assert answer.status_code in (200, 202)
    assert again.status(past.settings.home, 1).state is not again.State.ABSENT
