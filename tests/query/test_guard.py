"""What the guard lets through, and what it refuses with which words."""

import time

import pytest

from c2c_graph import errors
from c2c_graph.query.guard import Kind
from c2c_graph.query.guard import inspect
from tests.query import service_forms

ELSEWHERE = "http://127.0.0.1:1/"
UPDATES = (
    "INSERT DATA { <a> <b> <c> }",
    "DELETE WHERE { ?s ?p ?o }",
    "LOAD <http://e/x>",
    "load <http://e/x> into graph <g>",
    "CLEAR ALL",
    "CREATE GRAPH <g>",
    "DROP ALL",
    "COPY <a> TO <b>",
    "MOVE <a> TO <b>",
    "ADD <a> TO <b>",
    "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "PREFIX e: <http://e/> # DELETE\n INSERT DATA { e:a e:b e:c }",
)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("SELECT * {}", Kind.SELECT),
        ("ask{}", Kind.ASK),
        ("# SELECT\nCONSTRUCT WHERE { ?s ?p ?o }", Kind.CONSTRUCT),
        ("DESCRIBE <http://e/x>", Kind.DESCRIBE),
        ("VERSION '1.2' PREFIX ask:<http://e/select>\nDESCRIBE ask:x", Kind.DESCRIBE),
        ("BASE <http://e/> PREFIX : <#> ASK {}", Kind.ASK),
    ],
)
def test_the_form_is_told(text, kind):
    assert inspect(text, nesting=10) is kind


@pytest.mark.parametrize("text", UPDATES)
def test_an_update_is_refused_by_name(text):
    with pytest.raises(errors.QueryRefused, match=r"^query:\d+:\d+: [A-Z]+ is an up"):
        inspect(text, nesting=10)


@pytest.mark.parametrize("text", service_forms.FORMS.values(), ids=service_forms.FORMS)
def test_service_is_refused_in_every_form(text):
    with pytest.raises((errors.QueryRefused, errors.QuerySyntaxError)):
        inspect(service_forms.at(ELSEWHERE, text), nesting=10)


def test_service_behind_an_escape_is_refused():
    with pytest.raises(errors.QueryRefused, match="SERVICE is not followed"):
        inspect(service_forms.at(ELSEWHERE, service_forms.ESCAPED), nesting=10)


@pytest.mark.parametrize(
    "text", service_forms.HARMLESS.values(), ids=service_forms.HARMLESS
)
def test_the_word_service_elsewhere_is_let_through(text):
    assert inspect(service_forms.at(ELSEWHERE, text), nesting=10) is Kind.SELECT


def test_service_may_call_an_allowed_iri_written_in_full():
    text = f"SELECT * {{ SERVICE SILENT <{ELSEWHERE}> {{}} SERVICE<{ELSEWHERE}>{{}} }}"
    assert inspect(text, nesting=10, allowed_services=[ELSEWHERE]) is Kind.SELECT


@pytest.mark.parametrize(
    "call",
    ["SERVICE <http://e/>", "SERVICE ?x", "SERVICE :", "SERVICE <>", "SERVICE:x"],
)
def test_service_calls_nothing_but_what_is_allowed(call):
    text = service_forms.at(ELSEWHERE, f"SELECT * {{ {call} {{}} }}")
    with pytest.raises(
        errors.QueryRefused, match=f"calls no endpoint here but {ELSEWHERE},"
    ):
        inspect(text, nesting=10, allowed_services=[ELSEWHERE])


@pytest.mark.parametrize("brackets", ["{}", "()", "[]"])
def test_deep_nesting_is_refused_with_its_place(brackets):
    opener, closer = brackets
    text = f"ASK {{\n{opener * 11}{closer * 11} }}"
    with pytest.raises(errors.QueryTooDeep, match=r"^query:2:10: brackets") as caught:
        inspect(text, nesting=10)
    assert (caught.value.line, caught.value.column) == (2, 10)
    assert caught.value.text == text.split("\n")[1]


def test_brackets_in_strings_do_not_nest():
    assert inspect(f"ASK {{ ?s ?p '{'(' * 20}' }}", nesting=10) is Kind.ASK


def test_many_brackets_side_by_side_do_not_nest():
    assert inspect(f"ASK {{ {'{} ' * 50} }}", nesting=10) is Kind.ASK


def test_a_long_text_is_refused_with_the_limit():
    with pytest.raises(errors.QueryRefused, match="has 1,005 bytes; the limit is 1,0"):
        inspect("ASK{}" + " " * 1000, nesting=10, longest=1000)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", (1, 1)),
        ("# nothing\n", (2, 1)),
        ("PREFIX e: <http://e/>\n  FIND { ?s ?p ?o }", (2, 3)),
        ("ASK {\n { service:x { \ud800 } }", (2, 16)),
    ],
)
def test_what_is_no_query_is_a_syntax_error_with_its_place(text, place):
    with pytest.raises(errors.QuerySyntaxError) as caught:
        inspect(text, nesting=10)
    assert (caught.value.line, caught.value.column) == place
    assert caught.value.text == text.split("\n")[place[0] - 1].rstrip()


@pytest.mark.parametrize(
    "piece",
    [
        "service:x",
        "x.service",
        "<a#'",
        '"""a""',
        "'''\\'",
        "#\n",
        "ex:a.",
        "(",
        "\\u0053",
        "PREFIX a:<b>",
    ],
)
def test_a_hostile_text_takes_time_in_proportion_to_its_length(piece):
    text = "SELECT * { service " + piece * (256 * 1024 // len(piece))
    started = time.perf_counter()
    with pytest.raises(errors.C2CError):
        inspect(text, nesting=200)
    assert time.perf_counter() - started < 4
