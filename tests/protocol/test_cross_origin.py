"""Scripts of any other site may ask and read what they are told (Fetch, §3.2 CORS)."""

import pytest

from tests.protocol.asking import FORM
from tests.protocol.asking import QUERY
from tests.protocol.asking import UPDATE

ORIGIN = {"Origin": "https://notebook.example"}
ANSWERS = {
    "solutions": ({"method": "GET", "parameters": [("query", "SELECT * {}")]}, 200),
    "page": (
        {
            "method": "GET",
            "parameters": [("query", "ASK {}")],
            "headers": {"Accept": "text/html"},
        },
        200,
    ),
    "head": ({"method": "HEAD", "parameters": [("query", "ASK {}")]}, 200),
    "description": ({"method": "GET"}, 200),
    "syntax error": ({"method": "GET", "parameters": [("query", "ASK {")]}, 400),
    "nothing asked": ({"method": "POST", "headers": {"Content-Type": FORM}}, 400),
    "update": (
        {"method": "POST", "body": "CLEAR ALL", "headers": {"Content-Type": UPDATE}},
        415,
    ),
    "unknown address": ({"method": "GET", "path": "/nothing/here"}, 404),
    "method": ({"method": "DELETE"}, 405),
    "format": (
        {
            "method": "GET",
            "parameters": [("query", "ASK {}")],
            "headers": {"Accept": "image/png"},
        },
        406,
    ),
    "too long": (
        {
            "method": "POST",
            "body": "#" * 3_000_000,
            "headers": {"Content-Type": QUERY},
        },
        413,
    ),
    "media type": (
        {"method": "POST", "body": "x", "headers": {"Content-Type": "text/plain"}},
        415,
    ),
}
READABLE = {
    "allow",
    "content-length",
    "etag",
    "link",
    "retry-after",
    "c2c-release",
    "x-request-id",
    "ratelimit",
    "ratelimit-policy",
}


@pytest.mark.parametrize(("request_", "status"), ANSWERS.values(), ids=list(ANSWERS))
def test_every_answer_may_be_read_by_scripts(endpoint, request_, status):
    headers = {**request_.get("headers", {}), **ORIGIN}
    answer = endpoint.send(**{**request_, "headers": headers})
    assert answer.status == status
    assert answer.headers.get_all("Access-Control-Allow-Origin") == ["*"]
    exposed = answer.listed("Access-Control-Expose-Headers")
    assert READABLE - exposed == set()


def test_every_header_of_an_answer_that_is_ours_is_exposed(endpoint):
    answer = endpoint.ask("SELECT * { ?s ?p ?o }", Origin="https://notebook.example")
    ours = {name.lower() for name in answer.headers if name.lower() in READABLE}
    assert {"etag", "link", "c2c-release"} <= ours
    assert ours <= answer.listed("Access-Control-Expose-Headers")


@pytest.mark.parametrize(
    ("method", "wanted"),
    [
        ("POST", "content-type"),
        ("POST", "content-type, x-request-id, accept"),
        ("GET", "if-none-match"),
        ("GET", "x-any-thing"),
    ],
)
def test_a_preflight_allows_what_is_going_to_be_asked(endpoint, method, wanted):
    headers = {
        **ORIGIN,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": wanted,
    }
    answer = endpoint.send("OPTIONS", headers=headers)
    assert answer.status in (200, 204)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert method.lower() in answer.listed("Access-Control-Allow-Methods")
    names = {name.strip() for name in wanted.split(",")}
    assert names <= answer.listed("Access-Control-Allow-Headers")
    assert int(answer.headers["Access-Control-Max-Age"]) > 0


def test_no_cookie_is_set_and_no_credentials_are_asked_for(endpoint):
    answer = endpoint.ask("ASK {}", Origin="https://notebook.example", Cookie="a=b")
    assert answer.headers["Set-Cookie"] is None
    assert answer.headers["Access-Control-Allow-Credentials"] is None
    assert answer.headers["WWW-Authenticate"] is None
