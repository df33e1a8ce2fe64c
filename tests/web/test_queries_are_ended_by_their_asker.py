"""Who asks a query ends it: by its id through any worker, or by hanging up."""

import http.client
import json
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STRANGER = "127.0.0.2"


@pytest.fixture(scope="module")
def patient(serve):
    """A server of two workers that ends no query by itself while a test lasts."""
    return serve(slots=4, workers=2, deadline_seconds=30.0)


def target(text):
    return f"/sparql?query={quote(text)}"


def asked(server, query_id):
    """Ask a query that does not end; return the answer there is all the same."""
    return server.ask("GET", target(ENDLESS), headers={"Query-Id": query_id})


def cancelled(server, query_id, address="127.0.0.1"):
    """Return the status of one DELETE on a connection of its own from `address`."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", server.port, timeout=10, source_address=(address, 0)
    )
    try:
        connection.request("DELETE", f"/queries/{query_id}")
        return connection.getresponse().status
    finally:
        connection.close()


def test_any_worker_ends_a_query_that_any_worker_holds(patient):
    with ThreadPoolExecutor() as asker:
        for number in range(5):  # chance leads the two requests to the same worker
            answer = asker.submit(asked, patient, f"q{number}")
            time.sleep(0.4)
            assert cancelled(patient, f"q{number}") == 204
            started = time.monotonic()
            status, headers, body = answer.result(timeout=10)
            assert time.monotonic() - started < 2
            assert (status, headers["content-type"]) == (
                503,
                "application/problem+json",
            )
            assert json.loads(body)["type"] == "/problem/QueryCancelled"


def test_a_stranger_ends_nothing(patient):
    with ThreadPoolExecutor() as asker:
        answer = asker.submit(asked, patient, "mine")
        time.sleep(0.4)
        assert cancelled(patient, "mine", STRANGER) == 404
        assert not answer.done()
        assert cancelled(patient, "mine") == 204
        assert answer.result(timeout=10)[0] == 503


def test_what_is_done_cannot_be_ended(patient):
    status, headers, _ = patient.ask("GET", target("ASK {}"))
    assert status == 200
    assert cancelled(patient, headers["query-id"]) == 404


def test_who_hangs_up_frees_the_slot_at_once(serve):
    server = serve(slots=1, workers=1, deadline_seconds=30.0, wait_seconds=5.0)
    for after in (0.05, 0.5):
        with socket.create_connection(("127.0.0.1", server.port)) as wire:
            wire.sendall(f"GET {target(ENDLESS)} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            time.sleep(after)
        started = time.monotonic()
        assert server.ask("GET", target("ASK { ?s ?p ?o }"))[0] == 200
        assert time.monotonic() - started < 3
    assert server.stop() == 0
