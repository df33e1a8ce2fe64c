"""The shipped facts, read once: `graph` is a store, `rows` asks it."""

from collections.abc import Callable

import pytest
from pyoxigraph import Store

from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.settings import packaged_dataset

Rows = list[tuple[str | None, ...]]


@pytest.fixture(scope="session")
def graph() -> Store:
    """Every file of the shipped ontology and data, each in its named graph.

    Nothing stands in the default graph: ask with
    `use_default_graph_as_union=True`, and DISTINCT where a triple that two files
    state must count once.
    """
    dataset = read_dataset(packaged_dataset())
    assert not dataset.faults
    store = Store()
    for file in dataset.role("ontology", "data"):
        store.extend(file.document.quads)
    return store


@pytest.fixture(scope="session")
def rows(graph: Store) -> Callable[[str], Rows]:
    """Return a function that answers a SELECT query over all graphs with texts."""
    prefixes = load_prefixes()

    def ask(query: str) -> Rows:
        answers = graph.query(query, prefixes=prefixes, use_default_graph_as_union=True)
        return [tuple(term and term.value for term in row) for row in answers]

    return ask
