"""An answer tells whether it holds anything, in every format."""

import pytest

from c2c_graph.query.emptiness import counts_nothing
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS

NO_ROWS = "SELECT ?s ?o { ?s ?p ?o FILTER(false) }"
ROWS = [
    "SELECT * {}",
    "SELECT ?x {}",
    "SELECT ('results' AS ?bindings) {}",
    """SELECT ('"results":{"bindings":[]}}' AS ?json) {}""",
    "SELECT ('<results></results></sparql>' AS ?xml) {}",
    "SELECT ('\\n' AS ?csv) {}",
]


@pytest.mark.parametrize("format", RESULT_FORMATS, ids=lambda format: format.name)
def test_no_row_is_nothing(format, ask):
    assert ask(NO_ROWS, format=format.media_type).empty


@pytest.mark.parametrize("text", ROWS)
@pytest.mark.parametrize("format", RESULT_FORMATS, ids=lambda format: format.name)
def test_a_row_is_something_whatever_it_holds(format, text, ask):
    assert not ask(text, format=format.media_type).empty


@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: format.name)
def test_a_graph_is_nothing_without_a_triple(format, ask):
    text = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o %s } LIMIT 1"
    assert ask(text % "FILTER(false)", format=format.media_type).empty
    assert not ask(text % "", format=format.media_type).empty


def test_a_boolean_is_something(ask):
    assert not ask("ASK { FILTER(false) }").empty


@pytest.mark.parametrize(
    ("select", "nothing"),
    [
        ("(COUNT(*) AS ?n)", True),
        ("(COUNT(?o) AS ?n) (SUM(?o) AS ?all) (MIN(?o) AS ?least)", True),
        ("(COUNT(*) AS ?n) (SAMPLE(?o) + 1 AS ?none) ('x' AS ?text)", False),
        ("(COUNT(*) + 10 AS ?n)", False),
        ("(MIN(?o) AS ?none)", False),
    ],
)
@pytest.mark.parametrize("format", RESULT_FORMATS, ids=lambda format: format.name)
def test_a_count_of_none_is_nothing(format, select, nothing, ask):
    text = f"SELECT {select} {{ ?s ?p ?o FILTER(false) }}"
    body = ask(text, format=format.media_type).body
    assert counts_nothing(format.media_type, body) is nothing
