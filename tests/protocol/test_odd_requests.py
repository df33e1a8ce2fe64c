"""Requests that clients and proxies really send, if seldom; none is a fault of ours."""

import gzip
import http.client
import socket
import urllib.parse

import pytest

from c2c_graph.dereference.limits import LONGEST_ADDRESS
from c2c_graph.dereference.limits import MOST_HEADERS
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


def test_http_1_0_is_told_the_length_of_what_comes_in_pieces(endpoint):
    values = " ".join(f"VALUES ?{name} {{ 0 1 2 3 4 5 6 7 8 9 }}" for name in "abcde")
    line = f"GET {target(f'SELECT * {{ {values} }}')} HTTP/1.0"
    given = f"Accept: {CSV}", "Accept-Encoding: gzip, zstd"
    _, headers, body = speak(endpoint, line, *given)
    assert int(headers["Content-Length"]) == len(body) > 2**20
    assert "Content-Encoding" not in headers


@pytest.mark.parametrize("host", ["a b", "a/b", "a@b", "a:b:c", "<a>", "a, b", "é"])
def test_a_host_that_is_none_is_refused(endpoint, host):
    line = f"GET {target()} HTTP/1.1"
    status, headers, body = speak(endpoint, line, f"Host: {host}", "Connection: close")
    assert (status, headers["Access-Control-Allow-Origin"]) == (400, "*")
    assert b"Host" in body


@pytest.mark.parametrize("host", ["a", "a_b.example:80", "[::1]:8000", "", "%C3%A9:"])
def test_a_host_that_is_one_is_answered(endpoint, host):
    lines = f"GET {target()} HTTP/1.1", f"Host: {host}", "Connection: close"
    assert speak(endpoint, *lines)[0] == 200


def test_the_server_as_a_whole_says_what_it_takes(endpoint):
    lines = "OPTIONS * HTTP/1.1", "Host: a", "Connection: close"
    status, headers, body = speak(endpoint, *lines)
    assert (status, body) == (204, b"")
    assert {"GET", "HEAD", "OPTIONS", "POST"} < {*headers["Allow"].split(", ")}


def test_the_longest_address_is_the_one_that_is_told(endpoint):
    start = target()
    told = endpoint.send("GET", path="/limits.ttl").body.decode()
    assert str(LONGEST_ADDRESS) in told
    for longer, status in enumerate((200, 414)):
        rest = "&x=" + "x" * (LONGEST_ADDRESS - len(start) - 3 + longer)
        assert endpoint.send("GET", path=start + rest).status == status


def test_the_most_headers_are_those_that_are_told(endpoint):
    # http.client adds two
    for more, status in enumerate((200, 431)):
        headers = {f"X-{n}": "x" for n in range(MOST_HEADERS - 2 + more)}
        answer = endpoint.send("GET", [("query", TWO)], headers=headers)
        assert answer.status == status


@pytest.mark.parametrize(
    "charset", ['foo="charset=latin1"', 'charset="UTF-8"', "Charset=utf-8", "x=y"]
)
def test_parameters_of_the_media_type_are_read_as_such(endpoint, charset):
    assert endpoint.post(f"{QUERY}; {charset}", TWO, CSV).body == ROWS


@pytest.mark.parametrize("media_type", [QUERY, FORM])
def test_a_compressed_query_is_refused_with_the_codings_there_are(endpoint, media_type):
    headers = {"Content-Type": media_type, "Content-Encoding": "gzip"}
    answer = endpoint.send("POST", body=gzip.compress(b"ASK {}"), headers=headers)
    assert (answer.status, answer.headers["Accept-Encoding"]) == (415, "identity")


@pytest.mark.parametrize("timeout", ["1_0", "٣", "+3", " 3", "inf", "0x1"])
def test_a_time_is_written_in_digits(endpoint, timeout):
    assert endpoint.ask(TWO, CSV, ("timeout", timeout)).status == 400


def test_a_plus_in_a_media_type_may_be_sent_as_it_is(endpoint):
    for path in (target(), "/store?default"):
        kind = JSON if path != "/store?default" else "application/rdf+xml"
        answer = endpoint.send("GET", path=f"{path}&format={kind}")
        assert (answer.status, answer.media_type) == (200, kind)


def test_what_is_not_acceptable_names_the_page_too(endpoint):
    answer = endpoint.ask(TWO, "image/png")
    assert (answer.status, "text/html" in answer.json["detail"]) == (406, True)


def test_a_long_line_is_not_told_back(endpoint):
    answer = endpoint.post(QUERY, "SELECT (" + "- " * 50_000)
    assert (answer.status, len(answer.body) < 2_000) == (400, True)
    assert answer.json["caret"].startswith(answer.json["text"] + "\n")


def test_deep_nesting_has_a_problem_of_its_own(endpoint):
    answer = endpoint.ask("ASK " + "{" * 202 + "}" * 202)
    assert (answer.status, answer.json["type"]) == (400, "/problem/QueryTooDeep")


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
