"""The W3C's SPARQL 1.1 Protocol tests that must fail, and those of updates.

Nobody writes here, so updates that the suite wants carried out are refused as well:
a parameter `update` with 400, a body that is an update with 415.
"""

import urllib.parse

import pytest

from tests.protocol.asking import FORM
from tests.protocol.asking import PROBLEM
from tests.protocol.asking import QUERY
from tests.protocol.asking import UPDATE

GRAPH = "https://w3id.org/city2city/graph/data/one"
INSERT = "INSERT { ?s a <http://example.org/Copy> } WHERE { ?s a ?type }"
CONFLICT = "WITH <http://example.org/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }"


def form(*pairs):
    return {
        "method": "POST",
        "body": urllib.parse.urlencode(pairs),
        "headers": {"Content-Type": FORM},
    }


def body(media_type, text, *parameters):
    headers = {"Content-Type": media_type} if media_type else {}
    return {
        "method": "POST",
        "body": text if isinstance(text, bytes) else text.encode(),
        "headers": headers,
        "parameters": parameters,
    }


def get(*parameters):
    return {"method": "GET", "parameters": parameters}


QUERIES = {
    "bad_query_method": ({"method": "PUT", "parameters": [("query", "ASK {}")]}, 405),
    "bad_multiple_queries": (get(("query", "ASK {}"), ("query", "SELECT * {}")), 400),
    "bad_query_wrong_media_type": (body("text/plain", "ASK {}"), 415),
    "bad_query_missing_form_type": (body(None, "query=ASK%20%7B%7D"), 415),
    "bad_query_missing_direct_type": (body(None, "ASK {}"), 415),
    "bad_query_non_utf8": (
        body(f"{QUERY}; charset=UTF-16", "ASK {}".encode("utf-16")),
        (400, 415),
    ),
    "bad_query_syntax": (get(("query", "ASK {")), 400),
}
UPDATES = {
    "bad_update_get": (get(("update", "CLEAR ALL")), 400),
    "bad_multiple_updates": (
        form(("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT")),
        400,
    ),
    "bad_update_wrong_media_type": (body("text/plain", "CLEAR NAMED"), 415),
    "bad_update_missing_form_type": (body(None, "update=CLEAR%20NAMED"), 415),
    "bad_update_non_utf8": (
        body(f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
        415,
    ),
    "bad_update_syntax": (form(("update", "CLEAR XYZ")), 400),
    "bad_update_dataset_conflict": (
        form(("using-named-graph-uri", GRAPH), ("update", CONFLICT)),
        400,
    ),
    "update_dataset_default_graph": (
        body(UPDATE, INSERT, ("using-graph-uri", GRAPH)),
        415,
    ),
    "update_dataset_default_graphs": (
        body(UPDATE, INSERT, *[("using-graph-uri", GRAPH)] * 2),
        415,
    ),
    "update_dataset_named_graphs": (
        body(UPDATE, INSERT, ("using-named-graph-uri", GRAPH)),
        415,
    ),
    "update_dataset_full": (
        form(
            ("using-graph-uri", GRAPH),
            ("using-named-graph-uri", GRAPH),
            ("update", INSERT),
        ),
        400,
    ),
    "update_post_form": (form(("update", "CLEAR ALL")), 400),
    "update_post_direct": (body(UPDATE, "CLEAR ALL"), 415),
    "update_base_uri": (body(UPDATE, "INSERT DATA { <a:s> <a:p> <test> }"), 415),
    "update as query": (get(("query", "CLEAR ALL")), 400),
    "update in a query body": (body(QUERY, "CLEAR ALL"), 400),
}
REFUSED = {**QUERIES, **UPDATES}


@pytest.mark.parametrize(("request_", "status"), REFUSED.values(), ids=list(REFUSED))
def test_it_is_refused_with_a_problem_document(endpoint, request_, status):
    answer = endpoint.send(**request_)
    assert answer.status in (status if isinstance(status, tuple) else (status,))
    assert answer.media_type == PROBLEM
    assert answer.json["status"] == answer.status
    assert answer.json["detail"]


def test_nothing_was_written(endpoint):
    sources = 'FILTER STRSTARTS(STR(?g), "https://w3id.org/city2city/graph/data/")'
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} {sources} }}"
    assert endpoint.ask(query, "text/csv").body.split() == [b"n", b"9"]
