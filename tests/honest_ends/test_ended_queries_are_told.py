"""A query that does not reach its end is never answered with a 200 that looks whole."""

import contextlib
import http.client
import os
import signal
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.protocol.asking import CSV
from tests.protocol.asking import JSON
from tests.protocol.asking import PROBLEM
from tests.protocol.asking import QUERY
from tests.protocol.asking import TSV
from tests.protocol.asking import TURTLE
from tests.protocol.asking import XML
from tests.protocol.asking import Endpoint

DIGITS = "0 1 2 3 4 5 6 7 8 9"


def product(count):
    """Return a pattern with ten to the power of `count` solutions."""
    return " ".join(f"VALUES ?v{n} {{ {DIGITS} }}" for n in range(count))


ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {product(11)} }}"
# the first row comes at once, and no other ever
SUM = " + ".join(f"?v{n}" for n in range(11))
LATE = f"SELECT * {{ {product(11)} FILTER({SUM} < 1) }}"
BIG = f"SELECT * {{ {product(6)} }}"
MANY = f"""CONSTRUCT {{ <http://example.org/s> <http://example.org/p> ?n }} WHERE {{
 {product(4)} BIND(1000 * ?v0 + 100 * ?v1 + 10 * ?v2 + ?v3 AS ?n) }}"""
HUNGRY = f"SELECT * {{ {product(8)} }} ORDER BY ?v7 ?v6 ?v5"
# (query, status, part of the detail: the limit that was reached)
ENDS = {
    "deadline": (ENDLESS, 503, "1 s, its deadline"),
    "deadline with rows": (LATE, 503, "1 s, its deadline"),
    "result size": (BIG, 422, "1 MiB"),
    "memory": (HUNGRY, 422, "512 MiB"),
}
SHORT = {"q": "SELECT (1 AS ?one) {}", "expected": b"one\r\n1\r\n"}


def endpoint(server):
    return Endpoint(server.address.removeprefix("http://"))


@pytest.mark.parametrize(
    "accept",
    [JSON, *(pytest.param(a, marks=pytest.mark.long) for a in (XML, CSV, TSV))],
)
@pytest.mark.parametrize(("query", "status", "detail"), ENDS.values(), ids=list(ENDS))
def test_a_limit_gives_a_problem_document_in_every_format(
    limited, query, status, detail, accept
):
    shorter = [("timeout", "1")] if status == 503 else []
    answer = endpoint(limited).ask(query, accept, *shorter)
    assert (answer.status, answer.media_type) == (status, PROBLEM)
    assert detail in answer.json["detail"]
    assert int(answer.headers["Content-Length"]) == len(answer.body)


@pytest.mark.long
def test_the_deadline_of_the_settings_ends_a_query(limited):
    answer = endpoint(limited).ask(ENDLESS, CSV)
    assert (answer.status, answer.media_type) == (503, PROBLEM)
    assert "5 s, its deadline" in answer.json["detail"]


@pytest.mark.parametrize("accept", [TURTLE, "application/rdf+xml", "text/plain"])
def test_too_many_constructed_triples_are_a_problem_document(limited, accept):
    answer = endpoint(limited).ask(MANY, accept)
    assert (answer.status, answer.media_type) == (422, PROBLEM)
    assert "1,000 triples" in answer.json["detail"]
    assert "LIMIT" in answer.json["detail"]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_compression_does_not_hide_the_end(limited, coding):
    answer = endpoint(limited).ask(BIG, CSV, Accept_Encoding=coding)
    assert (answer.status, answer.media_type) == (422, PROBLEM)


def test_a_page_tells_the_end_too(limited):
    answer = endpoint(limited).ask(BIG, "text/html")
    assert (answer.status, answer.media_type) == (422, "text/html")


def test_just_below_the_limit_the_answer_is_whole(limited):
    rows = endpoint(limited).ask(f"SELECT * {{ {product(4)} }}", CSV)
    assert rows.body.count(b"\n") == 10_001
    triples = endpoint(limited).ask(MANY + " LIMIT 1000", "text/plain")
    assert triples.body.count(b"\n") == 1_000


def test_after_all_of_it_the_server_answers_as_before(limited):
    for _ in range(4):
        assert endpoint(limited).ask(SHORT["q"], CSV).body == SHORT["expected"]


def processes(server, word):
    """Return the child processes of `server` whose command line holds `word`."""
    listed = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    found = set()
    for pid in {pid for tasks in listed for pid in tasks.read_text().split()}:
        with contextlib.suppress(OSError):
            if word in Path(f"/proc/{pid}/cmdline").read_text():
                found.add(int(pid))
    return found


def seconds_used(pid):
    """Return the processor seconds that the process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def busiest(pids):
    """Return the one of `pids` that has worked half a second, once there is one."""
    end = time.monotonic() + 20
    before = {pid: seconds_used(pid) for pid in pids}
    while time.monotonic() < end:
        for pid in pids:
            if seconds_used(pid) - before[pid] > 0.5:
                return pid
        time.sleep(0.05)
    raise AssertionError("no process is at work")


@pytest.mark.long
def test_a_slot_killed_in_the_middle_is_a_problem_document(breakable):
    with ThreadPoolExecutor(1) as threads:
        outcome = threads.submit(endpoint(breakable).ask, ENDLESS, CSV)
        os.kill(busiest(processes(breakable, "query.slot")), signal.SIGKILL)
        answer = outcome.result()
    assert (answer.status, answer.media_type) == (503, PROBLEM)
    assert int(answer.headers["Retry-After"]) > 0
    assert endpoint(breakable).ask(SHORT["q"], CSV).body == SHORT["expected"]


@pytest.mark.long
def test_a_worker_killed_in_the_middle_gives_no_answer_at_all(breakable):
    with ThreadPoolExecutor(1) as threads:
        outcome = threads.submit(endpoint(breakable).ask, ENDLESS, CSV)
        busiest(processes(breakable, "query.slot"))
        for pid in processes(breakable, "spawn_main"):
            os.kill(pid, signal.SIGKILL)
        with pytest.raises((ConnectionError, http.client.HTTPException)):
            outcome.result()


@contextlib.contextmanager
def half_read(server, coding):
    """Ask for a long answer; yield it with its first bytes read and the rest not."""
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"))
    headers = {"Content-Type": QUERY, "Accept": CSV, "Accept-Encoding": coding}
    # little enough for the limit, and more than all buffers on the way hold
    query = f'SELECT ?v0 (CONCAT("{"x" * 90}", STR(?v1)) AS ?l) {{ {product(6)} }}'
    connection.request("POST", "/sparql", query, headers)
    answer = connection.getresponse()
    assert answer.status == 200
    answer.read(1000)
    try:
        yield answer
    finally:
        connection.close()


@pytest.mark.long
def test_a_worker_killed_while_it_sends_is_noticed(breakable):
    with half_read(breakable, "identity") as answer:
        assert int(answer.headers["Content-Length"]) > 50_000_000
        for pid in processes(breakable, "spawn_main"):
            os.kill(pid, signal.SIGKILL)
        with pytest.raises((http.client.IncompleteRead, ConnectionError)):
            answer.read()


@pytest.mark.long
def test_slots_killed_while_a_worker_sends_take_nothing_away(breakable):
    with half_read(breakable, "identity") as answer:
        for pid in processes(breakable, "query.slot"):
            os.kill(pid, signal.SIGKILL)
        rest = answer.read()
    assert len(rest) + 1000 == int(answer.headers["Content-Length"])
    assert rest.endswith(b"\r\n")


def test_a_request_that_breaks_off_is_not_evaluated(limited):
    body = urllib.parse.urlencode({"query": SHORT["q"]}).encode()
    connection = http.client.HTTPConnection(limited.address.removeprefix("http://"))
    connection.putrequest("POST", "/sparql")
    connection.putheader("Content-Type", "application/x-www-form-urlencoded")
    connection.putheader("Content-Length", str(len(body) + 10))
    connection.endheaders(body)
    connection.sock.shutdown(1)  # nothing more will come
    with contextlib.suppress(ConnectionError, http.client.HTTPException):
        assert connection.getresponse().status >= 400
    connection.close()
