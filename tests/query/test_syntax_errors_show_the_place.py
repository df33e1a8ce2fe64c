"""A syntax error names the line, the column and what is wrong there."""

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.query.diagnosis import explain

CASES = {
    "no object": ("SELECT * { ?s ?p }", 1, 18, "} is not expected here"),
    "no operand": ("ASK { FILTER(?x = ) }", 1, 19, ") is not expected here"),
    "misspelt": ("SELECT * {} LIMT 4", 1, 13, "LIMT is not expected here"),
    "later line": ("SELECT *\n{ ?s ?p ?o\n ?a ?b }", 3, 2, "?a is not expected here"),
    "tabs": ("ASK {\n\t\t?s ?p }", 2, 9, "} is not expected here"),
    "not ASCII": ("ASK { 'éé𝔘' ?p }", 1, 16, "} is not expected here"),
    "too early": ("SELECT * WHERE", 1, 15, "the query ends too early"),
    "too early, lines": ("SELECT *\nWHERE\n\n", 2, 6, "the query ends too early"),
    "unclosed": ("ASK {\n { ?s ?p ?o }", 1, 5, "this { is never closed"),
    "unopened": ("ASK { ?s ?p ?o }}", 1, 17, "this } closes nothing"),
    "crossed": ("ASK { FILTER(1 }", 1, 16, "this } closes nothing"),
    "string": ("ASK { ?s ?p 'o }", 1, 13, "this string is not closed"),
    "IRI": ("ASK { ?s <a b> ?o }", 1, 10, "this is not a valid IRI"),
    "relative": ("ASK { ?s <p> }", 1, 14, "} is not expected here"),
    "twice": ("SELECT ?x (1 AS ?x) {}", 1, 23, "Duplicated variable name in SELECT"),
    "prefix": ("ASK { ?s\n x:p ?o }", 2, 2, "add the line: PREFIX x: <…>"),
    "known": ("ASK { ?s k:p 1 }", 1, 10, "PREFIX k: <http://k/>"),
    "datatype": ("ASK { ?s ?p '1'^^k:d }", 1, 18, "the prefix k: is not declared"),
}


def refusal(text):
    """Return the syntax error for `text`, None where Oxigraph takes it."""
    try:
        Store().query(text, base_iri=namespaces.BASE)
    except SyntaxError as error:
        return explain(str(error), text, {"k": "http://k/"})
    return None


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_the_place_and_the_repair_are_named(case):
    text, line, column, words = case
    error = refusal(text)
    assert (error.line, error.column) == (line, column)
    assert words in error.detail
    assert error.text == text.split("\n")[line - 1]


def test_a_slot_reports_it_with_our_prefixes(ask):
    with pytest.raises(errors.QuerySyntaxError) as caught:
        ask("ASK {\n ?s a c2c:City }")
    assert str(caught.value).startswith("query:2:7: the prefix c2c: is not declared")
    assert "PREFIX c2c: <https://w3id.org/city2city/ns#>" in str(caught.value)
    assert caught.value.text == " ?s a c2c:City }"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "ASK { ?s skso:broader ?o }",
            "did you mean skos: (PREFIX skos: <http://sk/>)?",
        ),
        ("PREFIX mine: <http://m/> ASK { ?s mien:x ?o }", "did you mean mine:?"),
        ("PREFIX sko: <http://m/> ASK { ?s skoo:x ?o }", "did you mean sko:?"),
        ("ASK { ?s skso:broader ?o }", "If not, add the line: PREFIX skso: <…>"),
    ],
)
def test_a_misspelt_prefix_is_told_from_a_missing_declaration(text, words):
    assert words in explain("", text, {"skos": "http://sk/"}).detail


VALID = """PREFIX k: <http://k/>
SELECT DISTINCT ?s (COUNT(*) AS ?n)
WHERE {
  ?s k:p/k:q* ?o , "a\\u0041" , 1.5 ; a k:C .
  OPTIONAL { ?s k:r [ k:t 'x'@en ] FILTER(?o < 3 && STRLEN(?o) >= 2) }
  FILTER NOT EXISTS { GRAPH ?g { ?s !k:u true } }
  VALUES (?a ?b) { (1 <http://b/>) (UNDEF "c"^^k:d) }
}
GROUP BY ?s HAVING (COUNT(*) > 1) ORDER BY DESC(?n) LIMIT 3"""


def test_the_query_that_is_broken_below_is_right():
    assert refusal(VALID) is None


@settings(max_examples=150, deadline=2000)
@given(
    at=st.integers(0, len(VALID)),
    cut=st.integers(0, 9),
    put=st.sampled_from(["", "}", "(", "'", "<", "?", "x:", "FILTER", "\\", "\n"]),
)
def test_every_broken_query_has_a_place_inside_it(at, cut, put):
    text = VALID[:at] + put + VALID[at + cut :]
    error = refusal(text)
    if error is not None:
        lines = text.split("\n")
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
        assert error.detail
