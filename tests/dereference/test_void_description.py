"""The VoID description holds the statistics and leads to the data."""

import pytest
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.void import void_description
from c2c_graph.rdf import formats
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import FOAF
from c2c_graph.rdf.terms import VOID

BASE = "http://data.example:8080"
DATASET = NamedNode(namespaces.DATASET)


@pytest.fixture(scope="module")
def told(shipped_release):
    return void_description(
        shipped_release.manifest, Facts(shipped_release.store), BASE
    )


@pytest.fixture(scope="module")
def objects(told):
    """Return a function that returns what is said of the dataset by a property."""
    return lambda name: {
        triple.object.value
        for triple in told
        if triple.subject == DATASET and triple.predicate.value == name
    }


def test_the_document_speaks_of_the_dataset(told) -> None:
    document = NamedNode(f"{BASE}/.well-known/void")
    topics = {t.object for t in told if t.subject == document}
    assert DATASET in topics
    assert {t.predicate.value for t in told if t.subject == document} >= {
        FOAF + "primaryTopic"
    }


def test_every_statistic_is_there(told, shipped_release) -> None:
    graph = NamedNode(namespaces.STATISTICS_GRAPH)
    quads = shipped_release.store.quads_for_pattern(None, None, None, graph)
    assert {quad.triple for quad in quads} <= set(told)


def test_it_leads_to_the_endpoint_and_the_dump(objects, shipped_release) -> None:
    assert objects(VOID + "sparqlEndpoint") == {f"{BASE}/sparql"}
    dump = f"{BASE}/releases/{shipped_release.number}/city2city.nq.gz"
    assert objects(VOID + "dataDump") == {dump}


def test_licence_and_title_are_those_of_the_catalogue(objects) -> None:
    licence = "https://creativecommons.org/licenses/by/4.0/"
    assert objects(DCTERMS + "license") == {licence}
    assert len(objects(DCTERMS + "title")) == 3


def test_examples_are_things_that_are_described(objects, shipped_release) -> None:
    examples = objects(VOID + "exampleResource")
    assert len(examples) == 5
    facts = Facts(shipped_release.store)
    assert all(facts.about(NamedNode(iri)) for iri in examples)


def test_every_namespace_in_use_is_listed(objects, shipped_release) -> None:
    # Comunica takes a predicate of no listed vocabulary for one that is not there
    rows = shipped_release.store.query("SELECT DISTINCT ?p { ?s ?p ?o }")
    spaces = tuple(objects(VOID + "vocabulary"))
    assert [r["p"].value for r in rows if not r["p"].value.startswith(spaces)] == []


def test_all_things_begin_with_the_uri_space(objects, shipped_release) -> None:
    (space,) = objects(VOID + "uriSpace")
    rows = shipped_release.store.query("SELECT DISTINCT ?s { ?s ?p ?o }")
    ours = [row["s"].value.startswith(space) for row in rows]
    assert sum(ours) > 0.9 * len(ours)


@pytest.mark.parametrize("format", formats.GRAPH_FORMATS, ids=lambda f: f.name)
def test_it_can_be_written_in_every_format(told, format) -> None:
    assert document.write(told, format, load_prefixes())
