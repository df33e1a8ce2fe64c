"""The W3C's SPARQL 1.1 Protocol tests of the query operation that must succeed.

Each is named as in the suite's manifest (data-sparql11/protocol); its documents
data1 to data3 are our graphs one to three.
"""

import urllib.parse

import pytest

from tests.protocol.asking import FORM
from tests.protocol.asking import JSON
from tests.protocol.asking import QUERY
from tests.protocol.asking import RESULTS
from tests.protocol.asking import TURTLE
from tests.protocol.asking import XML

ONE, TWO, THREE = (
    f"https://w3id.org/city2city/graph/data/{name}" for name in ("one", "two", "three")
)
BOTH = """ASK { <http://example.org/document-1> a ?type .
 <http://example.org/document-2> a ?other }"""
ONLY_ONE = "{ <http://example.org/document-1> ?p ?o }"
IN_ANY_GRAPH = "ASK { GRAPH ?g { ?s ?p ?o } }"


def default(*graphs):
    return [("default-graph-uri", graph) for graph in graphs]


def named(*graphs):
    return [("named-graph-uri", graph) for graph in graphs]


def by_get(query, dataset=()):
    return {"method": "GET", "parameters": [("query", query), *dataset]}


def by_form(query, dataset=()):
    body = urllib.parse.urlencode([("query", query), *dataset])
    return {"method": "POST", "body": body, "headers": {"Content-Type": FORM}}


def directly(query, dataset=()):
    headers = {"Content-Type": QUERY}
    return {"method": "POST", "parameters": dataset, "body": query, "headers": headers}


YES_OR_NO = {
    "query_get": (by_get("ASK {}"), True),
    "query_post_form": (by_form("ASK {}"), True),
    "query_post_direct": (directly("ASK {}"), True),
    "query_dataset_default_graph": (by_form("ASK " + ONLY_ONE, default(ONE)), True),
    "query_dataset_default_graphs_get": (by_get(BOTH, default(ONE, TWO)), True),
    "query_dataset_default_graphs_post": (directly(BOTH, default(ONE, TWO)), True),
    "query_dataset_named_graphs_get": (by_get(IN_ANY_GRAPH, named(ONE, TWO)), True),
    "query_dataset_named_graphs_post": (directly(IN_ANY_GRAPH, named(ONE, TWO)), True),
    "query_multiple_dataset": (
        directly(f"ASK FROM <{ONE}> {ONLY_ONE}", default(TWO)),
        False,
    ),
}
CONTENT_TYPES = {
    "query_content_type_select": ("SELECT (1 AS ?value) {}", RESULTS),
    "query_content_type_ask": ("ASK {}", (JSON, XML)),
    "query_content_type_describe": (
        "DESCRIBE <http://example.org/>",
        (TURTLE, "application/rdf+xml"),
    ),
    "query_content_type_construct": (
        "CONSTRUCT { <s> <p> 1 } WHERE {}",
        (TURTLE, "application/rdf+xml"),
    ),
}


@pytest.mark.parametrize(
    ("request_", "expected"), YES_OR_NO.values(), ids=list(YES_OR_NO)
)
def test_a_question_is_answered(endpoint, request_, expected):
    answer = endpoint.send(**request_)
    assert (answer.status, answer.media_type) == (200, JSON), answer.body
    assert answer.json["boolean"] is expected


def test_query_dataset_full(endpoint):
    query = "SELECT DISTINCT ?g ?x ?s { ?x ?y ?o GRAPH ?g { ?s ?p ?o2 } }"
    answer = endpoint.send(**directly(query, default(THREE) + named(ONE, TWO)))
    assert answer.status == 200, answer.body
    rows = answer.json["results"]["bindings"]
    assert {row["x"]["value"] for row in rows} == {"http://example.org/document-3"}
    assert {row["g"]["value"] for row in rows} == {ONE, TWO}


@pytest.mark.parametrize(
    ("query", "media_types"), CONTENT_TYPES.values(), ids=list(CONTENT_TYPES)
)
def test_the_answer_has_a_fitting_media_type(endpoint, query, media_types):
    answer = endpoint.send(**directly(query))
    assert answer.status == 200, answer.body
    assert answer.media_type in media_types
