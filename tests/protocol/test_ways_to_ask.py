"""SPARQL 1.1 Protocol §2.1: the three ways to ask, however their type is spelt."""

import urllib.parse

import pytest

from tests.protocol.asking import CSV
from tests.protocol.asking import FORM
from tests.protocol.asking import PROBLEM
from tests.protocol.asking import QUERY
from tests.protocol.asking import UPDATE

DREI = 'SELECT ?d { ?d <http://example.org/label> "drei"@de }'
FOUND = b"d\r\nhttp://example.org/document-3\r\n"
ENCODED = urllib.parse.urlencode({"query": DREI})


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        (FORM, ENCODED),
        (f"{FORM}; charset=UTF-8", ENCODED),
        (f"{FORM};charset=utf-8", ENCODED),
        (f'{FORM}; charset="UTF-8"', ENCODED),
        ("Application/X-WWW-Form-URLEncoded", ENCODED),
        ("APPLICATION/X-WWW-FORM-URLENCODED; CHARSET=UTF-8", ENCODED),
        (QUERY, DREI),
        (f"{QUERY}; charset=UTF-8", DREI),
        ("Application/SPARQL-Query", DREI),
    ],
)
def test_the_media_type_of_a_body_may_be_spelt_in_every_valid_way(
    endpoint, media_type, body
):
    answer = endpoint.post(media_type, body, CSV)
    assert (answer.status, answer.body) == (200, FOUND)


def test_letters_beyond_ascii_arrive(endpoint):
    query = 'SELECT ("Malmö – 東京 🏙" AS ?name) {}'
    expected = "name\r\nMalmö – 東京 🏙\r\n".encode()
    form = urllib.parse.urlencode({"query": query})
    answers = (
        endpoint.ask(query, CSV),
        endpoint.post(FORM, form, CSV),
        endpoint.post(QUERY, query.encode(), CSV),
    )
    assert [answer.body for answer in answers] == [expected] * 3


def test_a_plus_in_a_form_is_a_space_and_an_encoded_one_is_a_plus(endpoint):
    answer = endpoint.post(FORM, "query=ASK+%7B+FILTER(1%2B1+=+2)+%7D")
    assert answer.json["boolean"] is True


def test_parameters_of_a_direct_query_stand_in_the_address(endpoint):
    answer = endpoint.post(QUERY, DREI, parameters=[("format", "csv")])
    assert answer.body == FOUND


@pytest.mark.parametrize(
    ("way", "status"),
    [
        ({"method": "GET", "parameters": [("query", "")]}, 400),
        ({"method": "GET", "parameters": [("query", " \n\t")]}, 400),
        ({"method": "GET", "parameters": [("query", "# nothing")]}, 400),
        ({"method": "POST", "body": "", "headers": {"Content-Type": FORM}}, 400),
        ({"method": "POST", "body": "", "headers": {"Content-Type": QUERY}}, 400),
        ({"method": "POST", "body": "a=b", "headers": {"Content-Type": FORM}}, 400),
    ],
    ids=[
        "empty",
        "blank",
        "only a comment",
        "empty form",
        "empty body",
        "form without a query",
    ],
)
def test_an_empty_query_is_refused_with_the_reason(endpoint, way, status):
    answer = endpoint.send(**way)
    assert (answer.status, answer.media_type) == (status, PROBLEM)
    assert answer.json["detail"]


@pytest.mark.parametrize(
    "way",
    [
        {"parameters": [("query", "ASK {}"), ("query", "ASK {}")]},
        {
            "body": "query=ASK+%7B%7D&query=ASK+%7B%7D",
            "headers": {"Content-Type": FORM},
        },
        {"parameters": [("query", "ASK {}"), ("update", "CLEAR ALL")]},
        {"parameters": [("query", "ASK {}"), ("timeout", "1"), ("timeout", "2")]},
    ],
    ids=["address", "form", "query and update", "timeout"],
)
def test_what_is_given_twice_is_refused(endpoint, way):
    answer = endpoint.send("POST" if "body" in way else "GET", **way)
    assert answer.status in (400, 403)
    assert answer.media_type == PROBLEM


@pytest.mark.parametrize(
    "media_type",
    [
        None,
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=a",
        "x",
        "",
    ],
)
def test_another_media_type_is_refused_with_what_can_be_sent(endpoint, media_type):
    answer = endpoint.post(media_type, "ASK {}")
    assert (answer.status, answer.media_type) == (415, PROBLEM)
    assert FORM in answer.json["detail"]
    assert QUERY in answer.json["detail"]


def test_an_update_is_refused_on_every_way(endpoint):
    clear = urllib.parse.urlencode({"update": "CLEAR ALL"})
    answers = (
        endpoint.post(UPDATE, "CLEAR ALL"),
        endpoint.post(f"{UPDATE}; charset=UTF-8", "CLEAR ALL"),
        endpoint.post(FORM, clear),
        endpoint.send("GET", [("update", "CLEAR ALL")]),
        endpoint.post(QUERY, "CLEAR ALL"),
    )
    assert [answer.status for answer in answers] == [415, 415, 400, 400, 400]
    assert all("update" in a.json["detail"].lower() for a in answers[:4])


def test_a_body_that_is_not_utf_8_is_refused(endpoint):
    answer = endpoint.post(QUERY, b'ASK { ?s ?p "\xe9" }')
    assert (answer.status, answer.media_type) == (400, PROBLEM)
    assert "UTF-8" in answer.json["detail"]


def test_a_query_in_another_charset_is_not_read_as_if_it_were_utf_8(endpoint):
    body = 'SELECT ("é" AS ?e) {}'.encode("latin-1")
    answer = endpoint.post(f"{QUERY}; charset=ISO-8859-1", body)
    assert answer.status in (400, 415)


def test_a_syntax_error_shows_the_line_with_a_caret(endpoint):
    answer = endpoint.ask("SELECT ?s\nWHERE { ?s ?p }")
    problem = answer.json
    assert (answer.status, problem["line"]) == (400, 2)
    shown = "WHERE { ?s ?p }\n" + " " * (problem["column"] - 1) + "^"
    assert any(shown in str(member) for member in problem.values())
