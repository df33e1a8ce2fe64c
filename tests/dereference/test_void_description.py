"""The VoID description holds the statistics and leads to the data."""

import pytest
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference.dataset_description import describe_dataset
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.void import void_description
from c2c_graph.rdf import formats
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import FOAF
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import VOID
from c2c_graph.release.dumps import dumps_of

BASE = "http://data.example:8080"
DATASET = NamedNode(namespaces.DATASET)


@pytest.fixture(scope="module")
def told(shipped_home, shipped_release):
    facts = Facts(shipped_release.store)
    dumps = dumps_of(shipped_home, shipped_release.number)
    dataset = describe_dataset(shipped_release.manifest, facts, dumps, ())
    return void_description(dataset, facts, BASE)


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
    assert dump in objects(VOID + "dataDump")


def test_every_named_graph_has_its_dump(told, shipped_release) -> None:
    dumped = {t.subject.value for t in told if t.predicate.value == VOID + "dataDump"}
    assert {entry.iri for entry in shipped_release.manifest.graphs} <= dumped


@pytest.mark.parametrize(
    ("predicate", "space"),
    [
        (SCHEMA + "sameAs", "http://www.wikidata.org/"),
        (SCHEMA + "sameAs", "https://sws.geonames.org/"),
        (SKOS + "relatedMatch", "http://metadata.un.org/"),
    ],
    ids=["Wikidata", "GeoNames", "SDG"],
)
def test_sets_of_links_are_counted_and_can_be_asked_for(
    shipped_release, predicate, space
) -> None:
    # void:Linkset, void:linkPredicate, void:objectsTarget: VoID §5
    (row,) = shipped_release.store.query(
        f"""PREFIX void: <{VOID}> SELECT ?count {{
          GRAPH <{namespaces.STATISTICS_GRAPH}> {{
            ?links a void:Linkset ; void:linkPredicate <{predicate}> ;
              void:triples ?count ; void:objectsTarget/void:uriSpace "{space}" }} }}"""
    )
    rows = shipped_release.store.query(
        f"""SELECT (COUNT(*) AS ?count) {{ ?s <{predicate}> ?o
          FILTER(STRSTARTS(STR(?o), "{space}")) }}"""
    )
    assert row["count"].value == next(iter(rows))["count"].value != "0"


def test_what_links_lead_to_are_datasets(told) -> None:
    target = NamedNode(VOID + "objectsTarget")
    datasets = {t.subject for t in told if t.object == NamedNode(VOID + "Dataset")}
    targets = {t.object for t in told if t.predicate == target}
    assert targets
    assert targets <= datasets


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
