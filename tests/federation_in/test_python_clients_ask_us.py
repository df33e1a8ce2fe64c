"""rdflib (SERVICE, SPARQLStore) and SPARQLWrapper ask our endpoint."""

import urllib.error
import urllib.parse

import pytest
from rdflib import RDF
from rdflib import Graph
from rdflib import Literal
from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV
from SPARQLWrapper import JSON
from SPARQLWrapper import JSONLD
from SPARQLWrapper import N3
from SPARQLWrapper import POST
from SPARQLWrapper import POSTDIRECTLY
from SPARQLWrapper import RDFXML
from SPARQLWrapper import TSV
from SPARQLWrapper import TURTLE
from SPARQLWrapper import URLENCODED
from SPARQLWrapper import XML
from SPARQLWrapper import SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

NS = "https://w3id.org/city2city/ns#"
SWEDEN = URIRef("https://w3id.org/city2city/id/country/se")
LABEL = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
COUNTRIES = URIRef("https://w3id.org/city2city/graph/data/countries")
# rdflib takes what follows the # in a line for a comment
PREFIX = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
NAME = (
    f"{PREFIX} SELECT ?name {{ <{SWEDEN}> rdfs:label ?name FILTER(lang(?name)='en') }}"
)
SOME = f"CONSTRUCT WHERE {{ ?city a <{NS}City> }} LIMIT 5"


@pytest.mark.parametrize("padding", ["", "# long enough to be posted " + "x" * 700])
def test_rdflib_joins_its_own_triples_with_ours(ours, notes, padding):
    pattern = f"{padding}\n?country rdfs:label ?name FILTER(lang(?name) = 'en')"
    query = f"""{PREFIX} SELECT ?name ?note WHERE {{
      ?country <http://example.org/note> ?note . SERVICE <{ours}> {{ {pattern} }} }}"""
    rows = {tuple(map(str, row)) for row in Graph().parse(notes).query(query)}
    assert rows == {("Sweden", "cold"), ("Senegal", "warm")}


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("format", ["json", "xml", "csv", "tsv"])
def test_a_graph_of_rdflib_reads_from_us(ours, method, format):
    graph = Graph(SPARQLStore(ours, method=method, returnFormat=format))
    (row,) = graph.query(NAME)
    assert str(row[0]) == "Sweden"
    assert bool(graph.query("ASK {}").askAnswer) if format in ("json", "xml") else True


def test_a_graph_of_rdflib_walks_our_triples(ours):
    graph = Graph(SPARQLStore(ours))
    assert Literal("Sweden", lang="en") in set(graph.objects(SWEDEN, LABEL))
    assert (SWEDEN, RDF.type, URIRef(NS + "Country")) in graph
    assert len(graph) > 1_000


def test_a_graph_of_rdflib_may_be_one_named_graph(ours):
    graph = Graph(SPARQLStore(ours, context_aware=True), identifier=COUNTRIES)
    assert Literal("Sweden", lang="en") in set(graph.objects(SWEDEN, LABEL))
    assert len(graph) > 100


# its own reader of JSON-LD makes one
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("format", ["turtle", "xml", "json-ld", "nt"])
def test_rdflib_reads_a_constructed_graph(ours, format):
    address = f"{ours}?{urllib.parse.urlencode({'query': SOME})}"
    assert len(Graph().parse(address, format=format)) == 5


@pytest.fixture
def wrapper(ours):
    return SPARQLWrapper(ours)


@pytest.mark.parametrize("method", ["GET", POST])
@pytest.mark.parametrize("way", [URLENCODED, POSTDIRECTLY])
@pytest.mark.parametrize("format", [JSON, XML, CSV, TSV])
def test_sparqlwrapper_gets_solutions(wrapper, method, way, format):
    wrapper.setMethod(method)
    wrapper.setRequestMethod(way)
    wrapper.setReturnFormat(format)
    wrapper.setQuery(NAME)
    answer = wrapper.queryAndConvert()
    text = answer.toxml() if format == XML else str(answer)
    assert "Sweden" in text


# the release of SPARQLWrapper that there is, of 2022, makes one
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("format", [XML, RDFXML, TURTLE, N3, JSONLD])
def test_sparqlwrapper_gets_graphs(wrapper, format):
    wrapper.setReturnFormat(format)
    wrapper.setQuery(SOME)
    answer = wrapper.queryAndConvert()
    found = answer if isinstance(answer, Graph) else Graph().parse(data=answer)
    assert len(found) == 5


def test_sparqlwrapper_gets_yes_or_no(wrapper):
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(f"ASK {{ <{SWEDEN}> a <{NS}Country> }}")
    assert wrapper.queryAndConvert()["boolean"] is True


def test_sparqlwrapper_names_graphs(wrapper):
    wrapper.setReturnFormat(JSON)
    wrapper.addDefaultGraph(str(COUNTRIES))
    wrapper.setQuery("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    (row,) = wrapper.queryAndConvert()["results"]["bindings"]
    assert int(row["n"]["value"]) > 100


def test_sparqlwrapper_hears_what_is_wrong(wrapper):
    wrapper.setQuery("ASK { ?s ?p }")
    with pytest.raises(QueryBadFormed, match="is not expected here"):
        wrapper.query()


def test_sparqlwrapper_cannot_update(wrapper):
    wrapper.setMethod(POST)
    wrapper.setQuery("CLEAR ALL")
    with pytest.raises((QueryBadFormed, urllib.error.HTTPError)):
        wrapper.query()
