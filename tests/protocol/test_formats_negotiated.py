"""Which format an answer has: Accept (RFC 9110 §12.5.1), `format=`, the default."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from pyoxigraph import QueryResultsFormat
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from pyoxigraph import parse_query_results

from tests.protocol.asking import CSV
from tests.protocol.asking import GRAPHS
from tests.protocol.asking import JSON
from tests.protocol.asking import PROBLEM
from tests.protocol.asking import RESULTS
from tests.protocol.asking import TSV
from tests.protocol.asking import TURTLE
from tests.protocol.asking import XML

HTML = "text/html"
NTRIPLES = "application/n-triples"
SELECT = "SELECT ?label { ?d <http://example.org/label> ?label } ORDER BY ?label"
ASK = "ASK { ?d <http://example.org/label> ?label }"
CONSTRUCT = "CONSTRUCT WHERE { ?d <http://example.org/label> ?label }"
DESCRIBE = "DESCRIBE <http://example.org/document-3>"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
RDFLIB = "application/sparql-results+xml, application/sparql-results+json;q=0.9"

# (Accept, query, media type of the answer; None: not acceptable)
WISHES = [
    (None, SELECT, JSON),
    ("", SELECT, JSON),
    ("*/*", SELECT, JSON),
    ("application/*", SELECT, JSON),
    (None, CONSTRUCT, TURTLE),
    ("*/*", DESCRIBE, TURTLE),
    ("*/*;q=0.1", ASK, JSON),
    # the one with the greatest weight, wherever it stands
    (f"{CSV};q=0.5, {XML}", SELECT, XML),
    (f"{XML};q=0.5,{CSV};q=0.9", SELECT, CSV),
    (f"{XML};q=0.123, {CSV};q=0.124", SELECT, CSV),
    (RDFLIB, SELECT, XML),
    # the more specific range decides about its types
    (f"*/*, {JSON};q=0", SELECT, XML),
    (f"*/*;q=0.1, {TSV}", SELECT, TSV),
    (f"application/*;q=0.5, {TSV};q=0.6", SELECT, TSV),
    (f"application/*, {JSON};q=0.2", SELECT, XML),
    (f"application/*;q=0.1, {TURTLE};q=0.2, {NTRIPLES};q=0.5", CONSTRUCT, NTRIPLES),
    # spelling
    (XML.upper(), SELECT, XML),
    (f"{XML} ; Q=1.0", SELECT, XML),
    (f"  {CSV}  ,", SELECT, CSV),
    (f"{CSV}; header=present", SELECT, CSV),
    (f"{JSON}; charset=utf-8", SELECT, JSON),
    # names that clients use for what is meant
    ("application/json", SELECT, JSON),
    ("application/xml", SELECT, XML),
    ("text/xml", ASK, XML),
    ("application/json", CONSTRUCT, "application/ld+json"),
    ("application/xml", CONSTRUCT, "application/rdf+xml"),
    ("application/x-turtle", CONSTRUCT, TURTLE),
    ("text/plain", CONSTRUCT, NTRIPLES),
    ("text/plain", DESCRIBE, NTRIPLES),
    ("text/plain;q=0.9, image/png", CONSTRUCT, NTRIPLES),
    ("text/plain, */*;q=0.1", CONSTRUCT, NTRIPLES),  # rdflib
    ("application/xml, */*", SELECT, XML),
    (f"text/plain;q=0.5, {TURTLE};q=0.6", CONSTRUCT, TURTLE),
    (f"application/json, {XML}", SELECT, JSON),
    # people
    (BROWSER, SELECT, HTML),
    (BROWSER, ASK, HTML),
    (BROWSER, CONSTRUCT, HTML),
    ("text/html", DESCRIBE, HTML),
    (f"text/html;q=0.4, {JSON};q=0.5", SELECT, JSON),
    # nothing that fits
    ("image/png", SELECT, None),
    ("audio/*", CONSTRUCT, None),
    (TURTLE, SELECT, None),
    (TURTLE, ASK, None),
    (CSV, ASK, None),
    (TSV, ASK, None),
    (JSON, CONSTRUCT, None),
    (CSV, DESCRIBE, None),
    (f"{JSON};q=0", SELECT, None),
    ("*/*;q=0", SELECT, None),
]
NAMES = [
    ("json", SELECT, JSON),
    ("srj", SELECT, JSON),
    ("xml", SELECT, XML),
    ("csv", SELECT, CSV),
    ("tsv", SELECT, TSV),
    ("json", ASK, JSON),
    ("xml", ASK, XML),
    ("turtle", CONSTRUCT, TURTLE),
    ("ttl", CONSTRUCT, TURTLE),
    ("ntriples", CONSTRUCT, NTRIPLES),
    ("nt", DESCRIBE, NTRIPLES),
    ("jsonld", CONSTRUCT, "application/ld+json"),
    ("rdfxml", CONSTRUCT, "application/rdf+xml"),
    ("trig", CONSTRUCT, "application/trig"),
    ("nquads", CONSTRUCT, "application/n-quads"),
    ("CSV", SELECT, CSV),
    ("application/json", SELECT, JSON),
    # names that SPARQLWrapper has
    ("json", CONSTRUCT, "application/ld+json"),
    ("json-ld", CONSTRUCT, "application/ld+json"),
    ("n3", CONSTRUCT, TURTLE),
    ("rdf", CONSTRUCT, "application/rdf+xml"),
    ("rdf+xml", CONSTRUCT, "application/rdf+xml"),
    ("xml", DESCRIBE, "application/rdf+xml"),
    *((media_type, SELECT, media_type) for media_type in RESULTS),
    *((media_type, CONSTRUCT, media_type) for media_type in GRAPHS),
]


@pytest.mark.parametrize(("accept", "query", "expected"), WISHES)
def test_the_format_liked_best_is_given(endpoint, accept, query, expected):
    answer = endpoint.ask(query, accept)
    assert (answer.status, answer.media_type) == (
        (200, expected) if expected else (406, PROBLEM)
    )
    assert "accept" in answer.listed("Vary")


@pytest.mark.parametrize(("query", "there"), [(SELECT, RESULTS), (CONSTRUCT, GRAPHS)])
def test_not_acceptable_lists_what_there_is(endpoint, query, there):
    detail = endpoint.ask(query, "image/png").json["detail"]
    assert [media_type for media_type in there if media_type not in detail] == []


@pytest.mark.parametrize("parameter", ["format", "output"])
@pytest.mark.parametrize(("name", "query", "expected"), NAMES)
def test_a_browser_may_name_the_format_in_the_address(
    endpoint, parameter, name, query, expected
):
    answer = endpoint.ask(query, BROWSER, (parameter, name))
    assert (answer.status, answer.media_type) == (200, expected)


@pytest.mark.parametrize("parameter", ["format", "output"])
@pytest.mark.parametrize(
    ("name", "query"), [("xlsx", SELECT), ("turtle", SELECT), ("csv", CONSTRUCT)]
)
def test_a_format_that_is_not_there_is_not_acceptable(endpoint, parameter, name, query):
    answer = endpoint.ask(query, None, (parameter, name))
    assert (answer.status, answer.media_type) == (406, PROBLEM)


def test_of_several_names_the_first_counts(endpoint):
    names = [("output", "json"), ("format", "csv"), ("format", TSV), ("results", "x")]
    assert endpoint.ask(SELECT, None, *names).media_type == CSV


def test_a_page_may_be_named_too(endpoint):
    assert endpoint.ask(SELECT, None, ("format", "html")).media_type == HTML


@pytest.mark.parametrize("query", [CONSTRUCT, DESCRIBE])
@pytest.mark.parametrize("media_type", GRAPHS)
def test_a_graph_is_the_same_in_every_format(endpoint, query, media_type):
    answer = endpoint.ask(query, media_type)
    syntax = RdfFormat.from_media_type(media_type)
    found = {quad.triple for quad in parse(answer.body, format=syntax)}
    lines = endpoint.ask(query, NTRIPLES).body
    expected = {quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES)}
    assert found == expected
    assert found


def test_solutions_are_the_same_in_every_format(endpoint):
    texts = ['"drei"@de', '"three, \\"quoted\\""@en']
    for media_type in (JSON, XML, TSV):
        body = endpoint.ask(SELECT, media_type).body
        rows = parse_query_results(
            body, format=QueryResultsFormat.from_media_type(media_type)
        )
        assert [str(row["label"]) for row in rows] == texts
    rows = list(csv.reader(io.StringIO(endpoint.ask(SELECT, CSV).body.decode())))
    assert rows == [["label"], ["drei"], ['three, "quoted"']]


def test_yes_and_no_are_the_same_in_every_format(endpoint):
    no = "ASK { <http://example.org/document-1> a <http://example.org/document-1> }"
    for query, expected in ((ASK, True), (no, False)):
        assert endpoint.ask(query, JSON).json["boolean"] is expected
        root = ET.fromstring(endpoint.ask(query, XML).body)
        name = "{http://www.w3.org/2005/sparql-results#}boolean"
        assert root.findtext(name) == str(expected).lower()


@pytest.mark.parametrize(
    ("media_type", "query"),
    [*((m, SELECT) for m in (CSV, TSV)), (TURTLE, CONSTRUCT)],
)
def test_text_says_that_it_is_utf_8(endpoint, media_type, query):
    answer = endpoint.ask(query, media_type)
    assert answer.headers.get_content_charset() == "utf-8"
