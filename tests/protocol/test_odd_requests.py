"""Requests that clients and proxies really send, if seldom; none is a fault of ours."""

import http.client
import socket
import urllib.parse

import pytest

from tests.protocol.asking import CSV
from tests.protocol.asking import FORM
from tests.protocol.asking import JSON
from tests.protocol.asking import QUERY
from tests.protocol.asking import XML

TWO = 'SELECT (1 AS ?one) ("two" AS ?two) {}'
ROWS = b"one,two\r\n1,two\r\n"


def speak(endpoint, *lines, body=b""):
    """Send the lines of a request as they are; return the answer."""
    name, port = endpoint.host.split(":")
    with socket.create_connection((name, int(port)), timeout=10) as wire:
        wire.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        answer = http.client.HTTPResponse(wire)
        answer.begin()
        return answer.status, answer.headers, answer.read()


def target(query=TWO):
    return "/sparql?" + urllib.parse.urlencode({"query": query})


def test_http_1_0_without_a_host(endpoint):
    status, _, body = speak(endpoint, f"GET {target()} HTTP/1.0", f"Accept: {CSV}")
    assert (status, body) == (200, ROWS)


def test_a_whole_address_as_the_target(endpoint):
    address = f"http://{endpoint.host}{target()}"
    head = (f"GET {address} HTTP/1.1", f"Host: {endpoint.host}", f"Accept: {CSV}")
    assert speak(endpoint, *head)[::2] == (200, ROWS)


def test_accept_in_several_lines_is_one_list(endpoint):
    lines = (f"Accept: {XML};q=0.1", f"Accept: {CSV};q=0.9", f"Accept: {JSON};q=0.5")
    status, headers, body = speak(
        endpoint, f"GET {target()} HTTP/1.1", "Host: a", "Connection: close", *lines
    )
    assert (status, headers.get_content_type(), body) == (200, CSV, ROWS)


def test_a_body_in_chunks(endpoint):
    pieces = (TWO[:10].encode(), TWO[10:].encode())
    headers = {"Content-Type": QUERY, "Accept": CSV}
    answer = endpoint.send("POST", body=iter(pieces), headers=headers)
    assert (answer.status, answer.body) == (200, ROWS)


def test_a_client_that_waits_to_be_told_to_continue(endpoint):
    head = [
        "POST /sparql HTTP/1.1",
        "Host: a",
        "Expect: 100-continue",
        "Connection: close",
        f"Content-Type: {QUERY}",
        f"Accept: {CSV}",
        f"Content-Length: {len(TWO)}",
    ]
    assert speak(endpoint, *head, body=TWO.encode())[::2] == (200, ROWS)


@pytest.mark.parametrize("length", [10_000, 50_000, 200_000])
def test_a_long_query_may_be_asked_by_post_and_a_fairly_long_one_by_get(
    endpoint, length
):
    query = f"{TWO} # {'x' * length}"
    assert endpoint.post(QUERY, query, CSV).body == ROWS
    form = urllib.parse.urlencode({"query": query})
    assert endpoint.post(FORM, form, CSV).body == ROWS
    answer = endpoint.ask(query, CSV)
    assert answer.body == ROWS or (length > 50_000 and answer.status in (400, 414, 431))


ODD_HEADERS = {
    "q is a word": {"Accept": f"{CSV};q=high, {JSON};q=0.2"},
    "q is above one": {"Accept": f"{CSV};q=7"},
    "no type": {"Accept": ";;,,/,*,q=1"},
    "not ASCII": {"Accept": "text/csv, té/xt".encode().decode("latin-1")},
    "a thousand ranges": {"Accept": ", ".join(f"a/b{n}" for n in range(1000))},
    "charset": {"Accept-Charset": "utf-16", "Accept": CSV},
    "language": {"Accept-Language": "xx;q=a, *"},
    "encoding": {"Accept-Encoding": "gzip;q=a, ;;, zstd;q=-1"},
    "range": {"Range": "bytes=0-3", "Accept": CSV},
    "since": {"If-Modified-Since": "Sat, 29 Oct 1994 19:43:31 GMT"},
    "match": {"If-Match": '"other"'},
    "forwarded": {"X-Forwarded-For": "unknown, , 1.2.3.4.5", "Forwarded": "for=_x"},
    "request id": {"X-Request-Id": "a b\tc"},
}


@pytest.mark.parametrize("headers", ODD_HEADERS.values(), ids=list(ODD_HEADERS))
def test_odd_headers_are_no_fault_of_ours(endpoint, headers):
    answer = endpoint.send("GET", [("query", TWO)], headers=headers)
    assert answer.status in (200, 400, 406, 412, 431), answer.body


@pytest.mark.parametrize(
    "query",
    [
        "query=%00",
        "query=ASK%20%7B%7D%00",
        "query=%ED%A0%80",
        "query=%F4%90%80%80",
        "query=%",
        "query=%zz",
        "query",
        "=&=&&&",
        "query=ASK{}&format=%FF",
        "query=ASK{}&timeout=9e999",
        "query=ASK{}&default-graph-uri=%0d%0aX-Own:%20yes",
        "query=ASK{}&output=a%0d%0aX-Own:%20yes",
        "&".join(f"a{n}=b" for n in range(3000)) + "&query=ASK{}",
    ],
)
def test_odd_parameters_are_answered_by_what_is_wrong(endpoint, query):
    answer = endpoint.send("GET", path=f"/sparql?{query}")
    assert answer.status in (200, 400, 406), answer.body
    assert answer.headers["X-Own"] is None


def test_every_answer_has_a_date_and_says_that_it_is_not_to_be_guessed(endpoint):
    for query in (TWO, "ASK {"):
        answer = endpoint.ask(query)
        assert answer.headers["Date"]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
