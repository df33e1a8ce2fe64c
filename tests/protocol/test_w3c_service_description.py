"""The W3C's SPARQL 1.1 Service Description tests, against the live server."""

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Store

from tests.protocol.asking import GRAPHS
from tests.protocol.asking import JSON
from tests.protocol.asking import TURTLE

SD = "http://www.w3.org/ns/sparql-service-description#"
PREFIXES = f"PREFIX sd: <{SD}> PREFIX void: <http://rdfs.org/ns/void#> "


@pytest.fixture(scope="module")
def description(endpoint):
    answer = endpoint.send("GET", headers={"Accept": TURTLE})
    assert (answer.status, answer.media_type) == (200, TURTLE)
    store = Store()
    store.load(answer.body, format=RdfFormat.TURTLE)
    return store


def found(store, pattern):
    return list(store.query(f"{PREFIXES} SELECT * {{ {pattern} }}"))


@pytest.mark.parametrize("media_type", GRAPHS)
def test_returns_rdf(endpoint, media_type):
    answer = endpoint.send("GET", headers={"Accept": media_type})
    assert (answer.status, answer.media_type) == (200, media_type)
    store = Store()
    syntax = RdfFormat.from_media_type(media_type)
    store.load(answer.body, format=syntax, base_iri="http://base.example/")
    assert len(store) > 20


def test_it_is_given_to_whoever_names_no_format(endpoint):
    for headers in ({}, {"Accept": "*/*"}):
        assert endpoint.send("GET", headers=headers).media_type == TURTLE


def test_a_format_of_solutions_is_not_one_of_the_description(endpoint):
    assert endpoint.send("GET", headers={"Accept": JSON}).status == 406


def test_has_endpoint_triple(endpoint, description):
    (row,) = found(description, "?service a sd:Service ; sd:endpoint ?endpoint")
    assert row["endpoint"].value.endswith("/sparql")


def test_conforms_to_schema(description):
    languages = found(description, "?service sd:supportedLanguage ?language")
    assert NamedNode(SD + "SPARQL11Query") in {row["language"] for row in languages}
    assert not found(description, "?s sd:supportedLanguage sd:SPARQL11Update")
    assert found(description, "?s sd:defaultDataset/sd:defaultGraph/a sd:Graph")
    named = found(
        description, "?s sd:namedGraph [ sd:name ?name ; sd:graph ?g ] . ?g a sd:Graph"
    )
    names = {row["name"].value.rpartition("/")[2] for row in named}
    assert {"one", "two", "three"} <= names
    assert len(found(description, "?s sd:resultFormat ?format")) >= 10


def test_the_description_counts_the_triples_of_each_graph(description):
    rows = found(description, "?n sd:name ?name ; sd:graph/void:triples ?triples")
    counts = {r["name"].value.rpartition("/")[2]: int(r["triples"].value) for r in rows}
    assert (counts["one"], counts["two"], counts["three"]) == (3, 3, 3)
    (row,) = found(description, "?s sd:defaultGraph/void:triples ?triples")
    assert int(row["triples"].value) == 8  # one triple stands in two graphs


def test_it_has_a_tag(endpoint):
    headers = {"Accept": TURTLE}
    known = endpoint.send("GET", headers=headers).headers["ETag"]
    again = endpoint.send("GET", headers={**headers, "If-None-Match": known})
    assert (again.status, again.body) == (304, b"")


def test_a_past_release_is_described_too(endpoint):
    headers = {"Accept": TURTLE}
    answer = endpoint.send("GET", headers=headers, path="/releases/1/sparql")
    assert (answer.status, answer.media_type) == (200, TURTLE)
    assert b"/releases/1/sparql" in answer.body
