"""An answer rests on its data: without it there is none, or the one we expect.

`removals.csv` names for each saved query a class whose members, or a property whose
statements, are taken out, and the number of rows that are left.
"""

import csv

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import Store

from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.terms import RDF
from tests.catalogue.answers import HERE
from tests.catalogue.answers import OURS
from tests.catalogue.answers import answer
from tests.catalogue.answers import example

QUERIES = {saved.name: saved for saved in OURS}
REMOVALS = list(csv.DictReader((HERE / "removals.csv").read_text().splitlines()))
PREFIXES = load_prefixes()


@pytest.fixture(scope="session")
def shipped_copy(shipped_release):
    return copy(shipped_release.store)


@pytest.fixture(scope="session")
def golden_copy(golden_release):
    return copy(golden_release.store)


@pytest.mark.parametrize(
    "removal", REMOVALS, ids=lambda removal: f"{removal['query']}-{removal['removed']}"
)
def test_an_answer_changes_with_its_data(removal, shipped_copy, golden_copy):
    saved = QUERIES[removal["query"]]
    store = golden_copy if saved.without_rows else shipped_copy
    whole = answer(store, saved, example(saved))
    removed = statements(store, removal["removed"])
    for quad in removed:
        store.remove(quad)
    found = answer(store, saved, example(saved))
    store.extend(removed)  # the next test finds the copy whole
    assert found.rows == int(removal["rows left"])
    assert found != whole


def test_every_question_loses_its_data_once():
    assert {removal["query"] for removal in REMOVALS} == QUERIES.keys()


def copy(store):
    """Return the content of `store` in memory, where it can be changed."""
    memory = Store()
    memory.bulk_extend(store)
    return memory


def statements(store, name):
    """Return the quads that make something a member of a class, or have a property."""
    prefix, _, local = name.partition(":")
    term = NamedNode(PREFIXES[prefix] + local)
    if local[0].isupper():
        return list(store.quads_for_pattern(None, NamedNode(RDF + "type"), term))
    return list(store.quads_for_pattern(None, term, None))
