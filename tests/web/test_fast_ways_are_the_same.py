"""What is done in a faster way than the library's own comes to the same."""

import re
from urllib.parse import quote
from urllib.parse import unquote_to_bytes

import pytest

from c2c_graph.web.observe import Observer
from c2c_graph.web.sparql_request import _unquoted

TEXTS = [
    "ASK {}",
    "?a = <b>\n\t&c",
    "é ü\u2028",
    "100 %",
    "_a=b=",
    " trailing ",
    "\r\n",
]
RAW = [b"a%zz", b"%", b"a%3", b"=41", b"a=\n", b"%3d%0a%0D", b"\xff%ff", b"."]


@pytest.mark.parametrize("value", [*(quote(t, safe=" ").encode() for t in TEXTS), *RAW])
def test_percent_encoding_is_undone_as_the_library_does(value):
    assert _unquoted(value) == unquote_to_bytes(value)


LASTING = "SELECT * { ?s ?p ?o } LIMIT 1"
FOR_ONCE = "SELECT (STRLEN(STRUUID()) AS ?n) {}"
# told anew each time
OF_EACH = {"query-id", "x-request-id", "ratelimit"}


@pytest.mark.parametrize("text", [LASTING, FOR_ONCE])
@pytest.mark.parametrize("accept", ["text/csv", "application/sparql-results+xml"])
def test_usual_headers_of_an_answer_are_those_of_the_long_way(client, text, accept):
    asked = {"query_string": {"query": text}, "headers": {"Accept": accept}}
    ways = [client.get("/sparql", **asked), client.head("/sparql", **asked)]
    short, long = (
        sorted((n.lower(), v) for n, v in way.headers if n.lower() not in OF_EACH)
        for way in ways
    )
    assert short == long


def test_durations_written_together_are_in_their_buckets(monkeypatch):
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    observer = Observer(None)
    series = observer._series("x", "GET", 200)
    for seconds in (0.001, 0.0011, 0.3, 99.0):
        series[1].observe(seconds)
    one_by_one = told(observer)
    observer = Observer(None)
    observer._count(
        observer._series("x", "GET", 200),
        [done(seconds) for seconds in (99.0, 0.001, 0.3, 0.0011)],
    )
    assert told(observer) == one_by_one


def done(seconds):
    return 0.0, "GET", "/", 200, 0, None, "id", seconds, "x"


def told(observer):
    return re.findall(
        rb"c2c_request_seconds_(?:bucket|sum|count).*", observer.metrics()
    )
