"""The service description says what the manifest, settings and engine say."""

import dataclasses

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference import void
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.limits import limits_of
from c2c_graph.dereference.service_description import SD
from c2c_graph.dereference.service_description import service_description
from c2c_graph.query.functions import FUNCTIONS
from c2c_graph.rdf import formats
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import VOID
from c2c_graph.settings import Settings

BASE = "http://data.example:8080"
ENDPOINT = f"{BASE}/sparql"
WIKIDATA = "https://query.wikidata.org/sparql"
PREFIXES = f"""
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <{SCHEMA}>
PREFIX sd: <{SD}>
PREFIX void: <{VOID}>
"""
# as SIB's sparql-editor asks for it (packages/sparql-editor/src/utils.ts), shortened
EDITOR = """SELECT DISTINCT ?subjectClass ?prop ?triples WHERE {
    OPTIONAL { ?graph sd:graph ?graphDesc . ?graphDesc void:classPartition ?cp . }
    ?cp void:class ?subjectClass ; void:propertyPartition ?pp .
    ?pp void:property ?prop . OPTIONAL { ?pp void:triples ?triples } }"""


@pytest.fixture(scope="module")
def facts(shipped_release):
    return Facts(shipped_release.store)


@pytest.fixture(scope="module")
def told(shipped_release, facts):
    """What the service says, with the statistics."""
    more = void.partitions(void.statistics(facts))
    return service_description(shipped_release.manifest, Settings(), BASE, more)


@pytest.fixture(scope="module")
def ask(told):
    """Return a function that asks what the service says."""
    return asking(told)


def asking(triples):
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in triples)

    def ask(query: str) -> set[tuple[str, ...]]:
        return {tuple(t.value for t in row) for row in store.query(PREFIXES + query)}

    return ask


def test_the_service_is_named_by_where_it_answers(ask) -> None:
    # Comunica looks for the service under the address that it asked
    found = ask("SELECT ?s ?e { ?s a sd:Service ; sd:endpoint ?e }")
    assert found == {(ENDPOINT, ENDPOINT)}


def test_the_default_graph_is_the_dataset_with_the_number_of_its_triples(
    ask, shipped_release
) -> None:
    found = ask(f"""SELECT ?graph ?n {{
        <{ENDPOINT}> sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph ?graph ] .
        ?graph a sd:Graph ; void:triples ?n }}""")
    number = str(shipped_release.manifest.default_triples)
    assert found == {(namespaces.DATASET, number)}


def test_the_named_graphs_are_those_of_the_manifest(ask, shipped_release) -> None:
    found = ask(f"""SELECT ?name ?n {{ <{ENDPOINT}> sd:defaultDataset/sd:namedGraph
        [ a sd:NamedGraph ; sd:name ?name ; sd:graph/void:triples ?n ] }}""")
    graphs = shipped_release.manifest.graphs
    assert found == {(entry.iri, str(entry.triples)) for entry in graphs}


def test_each_format_of_answers_is_listed(ask) -> None:
    found = {iri for (iri,) in ask("SELECT ?f { ?s sd:resultFormat ?f }")}
    names = "Turtle JSON-LD N-Triples RDF_XML TriG N-Quads SPARQL_Results_JSON"
    names += " SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV"
    assert found == {f"http://www.w3.org/ns/formats/{name}" for name in names.split()}
    assert len(found) == len(formats.GRAPH_FORMATS) + len(formats.RESULT_FORMATS)


def test_the_functions_are_those_that_evaluate(ask) -> None:
    found = {iri for (iri,) in ask("SELECT ?f { ?s sd:extensionFunction ?f }")}
    assert found == set(FUNCTIONS)


def test_the_limits_are_the_settings(shipped_release) -> None:
    given = Settings(
        deadline_seconds=7.5,
        result_mb=3,
        constructed_triples=11,
        slots=8,
        services="x:",
    )
    ask = asking(service_description(shipped_release.manifest, given, BASE))
    found = ask("""SELECT ?name ?value ?unit { ?s schema:additionalProperty
        [ schema:name ?name ; schema:maxValue ?value ; schema:unitText ?unit ] }""")
    assert found == {
        (limit.name, f"{limit.value:g}", limit.unit) for limit in limits_of(given)
    }
    assert found >= {
        ("deadline", "7.5", "seconds"),
        ("result-size", "3", "MiB"),
        ("constructed-triples", "11", "triples"),
        ("client-slots", "4", "queries"),
    }


@pytest.mark.parametrize("name", [limit.name for limit in limits_of(Settings())])
def test_a_limit_has_a_place_on_the_page_of_limits(ask, name: str) -> None:
    assert ask(f'SELECT ?l {{ ?l schema:name "{name}" }}') == {
        (f"{BASE}/limits#{name}",)
    }


def test_without_allowed_services_no_federation_is_promised(ask) -> None:
    assert ask("SELECT ?f { ?s sd:feature ?f }") == set()
    allowed = ask('SELECT ?v { [] schema:name "federation" ; schema:value ?v }')
    assert allowed == set()


def test_the_allowed_services_are_told(shipped_release) -> None:
    other = "https://sparql.example/query"
    given = Settings(services=f"{WIKIDATA} {other}")
    ask = asking(service_description(shipped_release.manifest, given, BASE))
    assert ask("SELECT ?f { ?s sd:feature ?f }") == {(SD + "BasicFederatedQuery",)}
    allowed = ask('SELECT ?v { [] schema:name "federation" ; schema:value ?v }')
    assert allowed == {(WIKIDATA,), (other,)}


def test_no_feature_is_promised_that_there_is_not(ask) -> None:
    # neither: the default graph is no union as SPARQL 1.1 SD §3.2.7 means it, and
    # nothing is fetched for FROM
    for feature in ("UnionDefaultGraph", "DereferencesURIs", "EmptyGraphs"):
        assert ask(f"SELECT ?s {{ ?s sd:feature sd:{feature} }}") == set()
    assert ask("SELECT ?f { ?s sd:inputFormat ?f }") == set()


def test_the_version_and_the_dump_are_told(ask, shipped_release) -> None:
    number = shipped_release.number
    dump = f"{BASE}/releases/{number}/city2city.nq.gz"
    dataset = f"<{namespaces.DATASET}>"
    assert ask(f"SELECT ?d {{ {dataset} void:dataDump ?d }}") == {(dump,)}
    version = f"SELECT ?v {{ {dataset} <http://www.w3.org/ns/dcat#version> ?v }}"
    assert ask(version) == {(str(number),)}


def test_a_past_release_is_described_at_its_own_address(shipped_release) -> None:
    ask = asking(
        service_description(
            shipped_release.manifest, Settings(), BASE, path="/releases/1/sparql"
        )
    )
    endpoint = f"{BASE}/releases/1/sparql"
    assert ask("SELECT ?e { ?s sd:endpoint ?e }") == {(endpoint,)}
    found = ask("SELECT ?l { ?s rdfs:seeAlso ?l }")
    assert (f"{BASE}/limits",) in found


def test_an_editor_completes_classes_and_properties(ask, shipped_release) -> None:
    counted = "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"
    rows = shipped_release.store.query(counted)
    assert ask(EDITOR) == {tuple(term.value for term in row) for row in rows}


def test_nothing_but_whole_statements_without_blank_nodes(told) -> None:
    assert len(told) == len(set(told))
    assert all(isinstance(triple.subject, NamedNode) for triple in told)


def test_the_service_comes_first_and_its_dataset_before_its_graphs(told) -> None:
    # Comunica knows the default dataset when it meets the default graph, or not at all
    predicates = [triple.predicate.value for triple in told]
    assert told[0].predicate == TYPE
    first = predicates.index(SD + "defaultDataset")
    assert first < predicates.index(SD + "defaultGraph")


@pytest.mark.parametrize("format", formats.GRAPH_FORMATS, ids=lambda f: f.name)
def test_it_can_be_written_in_every_format(told, format) -> None:
    written = document.write(told, format, load_prefixes())
    store = Store()
    store.load(written, format.syntax)
    assert {quad.triple for quad in store} == set(told)


def test_a_graph_without_an_iri_is_left_out(shipped_release) -> None:
    blank = dataclasses.replace(shipped_release.manifest.graphs[0], iri="_:g")
    manifest = dataclasses.replace(shipped_release.manifest, graphs=(blank,))
    ask = asking(service_description(manifest, Settings(), BASE))
    assert ask("SELECT ?n { ?s sd:name ?n }") == set()
