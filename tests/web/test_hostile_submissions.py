"""Hostile submissions over HTTP: each is told why, within limits, and others go on."""

import http.client
import json
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.query.listening import Listener

TURTLE = "text/turtle"
JSON_LD = "application/ld+json"
RDF_XML = "application/rdf+xml"
BOUNDARY = "bound"
SECONDS = 4.0
MEGABYTE = 2**20
PREFIXES = b"""@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
DATA = PREFIXES + b'ex:a a ex:Thing ; ex:p "' + b"a" * 60 + b'!" .\n'
DATA += b"".join(b"ex:a ex:q %d .\n" % number for number in range(60))
SHAPE = PREFIXES + b"ex:S a sh:NodeShape ; sh:targetClass ex:Thing ; "
CROSS = b"?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o . ?q ?r ?s"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10) for n in range(1, 10)
)
HOSTILE = {
    "a long text": (TURTLE, b'<urn:a:b> <urn:a:c> "%s" .' % (b"x" * MEGABYTE * 2)),
    "many prefixes": (
        TURTLE,
        b"".join(b"@prefix p%d: <urn:a:> .\n" % n for n in range(70_000)),
    ),
    "deep brackets": (TURTLE, b"<urn:a:b> <urn:a:c> " + b"[<urn:a:c> " * 100_000),
    "deep lists": (TURTLE, b"<urn:a:b> <urn:a:c> " + b"(" * MEGABYTE),
    "deep JSON": (JSON_LD, b'{"urn:a:b":' + b"[" * MEGABYTE),
    "deep XML": (RDF_XML, b"<x>" * 500_000),
    "many triples": (TURTLE, b"<urn:a:b> <urn:a:c> " + b"1,2," * 200_000 + b"1 ."),
}
SHAPES = {
    "a pattern": b'sh:property [ sh:path ex:p ; sh:pattern "^(a+)+$" ] .',
    "a pattern in a query": b'sh:sparql [ sh:select "SELECT $this { $this ex:p ?v'
    b" FILTER(REGEX(?v, '^(a+)+$')) }\" ; sh:prefixes ex:o ] . ex:o sh:declare"
    b' [ sh:prefix "ex" ; sh:namespace "http://example.org/" ] .',
    "a cross product": b'sh:sparql [ sh:select "SELECT $this { %s }" ] .' % CROSS,
}


@pytest.fixture(scope="module")
def reviewing(serve):
    """A server whose limits are reached fast."""
    return serve(
        validators=2,
        validate_seconds=SECONDS,
        validate_mb=400,
        validate_kb=3 * 1024,
        validate_triples=20_000,
        wait_seconds=20.0,
        client_seconds=10_000.0,
    )


def post(server, body, media_type=TURTLE, **headers):
    """Return the status and the JSON of the answer."""
    headers = {"Content-Type": media_type, "Accept": "application/json", **headers}
    status, _, answer = server.ask("POST", "/validate", body, headers)
    return status, json.loads(answer)


def post_shapes(server, shapes, data=DATA):
    parts = [
        b'--%s\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (BOUNDARY.encode(), name, content)
        for name, content in ((b"data", data), (b"shapes", shapes))
    ]
    body = b"".join((*parts, f"--{BOUNDARY}--\r\n".encode()))
    return post(server, body, f"multipart/form-data; boundary={BOUNDARY}")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bomb_is_refused_by_the_limit_that_it_breaks(reviewing, name):
    media_type, body = HOSTILE[name]
    started = time.monotonic()
    status, told = post(reviewing, body, media_type)
    assert (status, told["type"]) == (413, "/problem/DocumentTooLarge")
    assert "limit" in told["detail"]
    assert len(json.dumps(told)) < 20_000
    assert time.monotonic() - started < SECONDS


@pytest.mark.parametrize(
    "name",
    ["a pattern", *(pytest.param(n, marks=pytest.mark.long) for n in list(SHAPES)[1:])],
)
def test_shapes_that_never_end_are_ended(reviewing, name):
    status, told = post_shapes(reviewing, SHAPE + SHAPES[name])
    assert (status, told["type"]) == (503, "/problem/ValidationTimeout")
    assert f"ran for {SECONDS:g} s" in told["detail"]
    assert "c2c validate" in told["detail"]


@pytest.fixture(scope="module")
def listener():
    return Listener()


def reaching(address):
    """Return documents that name `address`, as one might to have it called."""
    laughs = b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY l0 "ha">' + LAUGHS
    return {
        "a remote context": (JSON_LD, json.dumps({"@context": address, "@id": "a:b"})),
        "an outer entity": (
            RDF_XML,
            f'<!DOCTYPE r [<!ENTITY x SYSTEM "{address}">]><r>&x;</r>',
        ),
        "laughs": (RDF_XML, laughs + b"]><r>&l9;</r>"),
        "no UTF-8": (TURTLE, b'<urn:a:b> <urn:a:c> "\xff" .'),
    }


@pytest.mark.parametrize("name", reaching(""))
def test_what_cannot_be_read_is_a_finding_and_calls_nobody(reviewing, listener, name):
    media_type, body = reaching(listener.address)[name]
    status, told = post(reviewing, body, media_type)
    assert (status, [f["rule"] for f in told["findings"]]) == (200, ["syntax"])
    assert listener.calls == 0


def test_addresses_in_a_document_are_names(reviewing, listener):
    body = f"@base <{listener.address}> . <a> <b> <c> ; a <{listener.address}d> ."
    status, _ = post(reviewing, body.encode())
    assert status == 200
    assert listener.calls == 0


def test_a_body_of_100_megabytes_is_refused_unread(reviewing):
    connection = http.client.HTTPConnection("127.0.0.1", reviewing.port, timeout=20)
    connection.putrequest("POST", "/validate")
    connection.putheader("Content-Type", TURTLE)
    connection.putheader("Content-Length", str(100 * MEGABYTE))
    connection.endheaders()
    answer = connection.getresponse()
    assert (answer.status, answer.getheader("content-type")) == (
        413,
        "application/problem+json",
    )
    connection.close()


def test_a_long_body_in_chunks_is_refused_too(reviewing):
    connection = http.client.HTTPConnection("127.0.0.1", reviewing.port, timeout=20)
    chunks = (b"#" * MEGABYTE for _ in range(8))
    connection.request("POST", "/validate", chunks, {"Content-Type": TURTLE})
    answer = connection.getresponse()
    assert answer.status == 413
    assert json.loads(answer.read())["type"] == "/problem/ContentTooLarge"
    connection.close()


def memory_kb(server):
    """Return what the processes of `server` hold that stay, in KiB."""
    listed = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    pids = {pid for tasks in listed for pid in tasks.read_text().split()}
    found = [server.process.pid, *map(int, pids)]
    lines = [Path(f"/proc/{p}/smaps_rollup").read_text() for p in found]
    return sum(int(text.partition("Pss:")[2].split()[0]) for text in lines)


@pytest.mark.long
def test_others_are_answered_meanwhile_and_memory_stays_flat(reviewing):
    before = memory_kb(reviewing)
    with ThreadPoolExecutor(2) as hostile:
        outcomes = [
            hostile.submit(post_shapes, reviewing, SHAPE + shape)
            for shape in SHAPES.values()
        ]
        slowest = 0.0
        while not all(outcome.done() for outcome in outcomes):
            started = time.monotonic()
            assert reviewing.ask("GET", "/health")[0] == 200
            assert reviewing.ask("GET", "/sparql?query=ASK%7B%7D")[0] == 200
            slowest = max(slowest, time.monotonic() - started)
            time.sleep(0.05)
    assert {outcome.result()[0] for outcome in outcomes} <= {503}
    assert slowest < 2
    for media_type, body in HOSTILE.values():
        post(reviewing, body, media_type)
    assert memory_kb(reviewing) < before + 60 * 1024
