"""Promises that only a real server with its worker processes can break."""

import concurrent.futures
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.validation.report import ValidationReport

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LONG = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BIG = """SELECT ?a ?b ?c ?d WHERE { VALUES ?a { 1 2 3 4 5 6 7 8 9 10 }
 ?x <https://w3id.org/city2city/ns#country> ?b . ?y ?p ?c . ?z ?q ?d }"""


def query(server, text, accept="application/sparql-results+json", **more):
    body = urllib.parse.urlencode({"query": text})
    return server.ask("POST", "/sparql", body, FORM | {"Accept": accept}, **more)


def children(process):
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process)], capture_output=True, text=True
    )
    return [int(pid) for pid in found.stdout.split()]


def is_alive(process):
    try:
        with open(f"/proc/{process}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def survivors(family):
    """Return who of `family` is alive after a while that a busy machine may need."""
    limit = time.monotonic() + 20
    while any(is_alive(pid) for pid in family) and time.monotonic() < limit:
        time.sleep(0.05)
    return [pid for pid in family if is_alive(pid)]


def test_it_answers_queries_and_pages(server):
    status, headers, body = query(server, "ASK {}")
    assert (status, json.loads(body)["boolean"]) == (200, True)
    assert headers["c2c-release"] == "1"
    status, headers, body = server.ask("GET", "/doc/city/xa-alpha.ttl")
    assert status == 200
    assert int(headers["content-length"]) == len(body)


def test_what_it_prints_at_the_start_can_be_opened_and_run(server):
    told = server.errors.read_text()
    assert f"http://127.0.0.1:{server.port}/" in told
    command = re.search(r"^ +(curl .*)$", told, re.MULTILINE)[1]
    done = subprocess.run(command, shell=True, capture_output=True, text=True)
    assert re.fullmatch(r"triples\r?\n\d+\r?\n", done.stdout), done


def test_a_long_answer_is_sent_whole_with_its_length(server):
    status, headers, body = query(server, BIG + " LIMIT 60000", "text/csv")
    assert status == 200
    assert len(body) == int(headers["content-length"]) > 2**20
    assert body.count(b"\n") == 60_001


def test_an_endless_query_ends_at_the_deadline_and_pages_go_on(server):
    with concurrent.futures.ThreadPoolExecutor() as threads:
        endless = threads.submit(query, server, LONG)
        began = time.monotonic()
        while not endless.done():
            assert server.ask("GET", "/doc/city/xa-alpha")[0] == 200
        assert time.monotonic() - began < 8
    status, headers, body = endless.result()
    assert status == 503
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["type"] == "/problem/QueryTimeout"


@pytest.mark.long
def test_when_every_slot_stays_busy_the_next_is_told_to_come_back(serve):
    server = serve(slots=1, deadline_seconds=2.0, wait_seconds=0.3)
    with concurrent.futures.ThreadPoolExecutor() as threads:
        threads.submit(query, server, LONG)
        time.sleep(0.5)
        status, headers, _ = query(server, "ASK {}")
    assert status == 503
    assert int(headers["retry-after"]) > 0
    statuses = []  # the next slot starts
    limit = time.monotonic() + 20
    while 200 not in statuses and time.monotonic() < limit:
        statuses.append(query(server, "ASK {}")[0])
    assert statuses[-1] == 200


def test_metrics_are_the_sum_over_all_workers(server):
    def counted():
        text = server.ask("GET", "/metrics")[2].decode()
        pattern = r'^c2c_requests_total{endpoint="health".*} (\S+)$'
        found = re.findall(pattern, text, re.MULTILINE)
        return sum(map(float, found)), text

    before, _ = counted()
    for _ in range(40):
        assert server.ask("GET", "/health")[0] == 200
    end = time.monotonic() + 10
    while counted()[0] != before + 40 and time.monotonic() < end:
        time.sleep(0.02)  # an answer is counted when it is sent
    seen = {counted()[0] for _ in range(10)}
    assert seen == {before + 40}
    assert "c2c_release 1.0" in counted()[1]


def test_each_request_is_one_line_of_json_on_standard_output(server):
    server.ask("GET", "/health", headers={"X-Request-Id": "line-1"})
    lines = []
    end = time.monotonic() + 10
    while not lines and time.monotonic() < end:  # it is written behind the answer
        time.sleep(0.02)
        lines = [line for line in server.lines() if line["request_id"] == "line-1"]
    assert len(lines) == 1
    assert {"time", "method", "path", "status", "bytes", "seconds"} <= lines[0].keys()


HOSTILE = [
    b"GET /doc/city/\xff\xfe HTTP/1.1",
    b"GET /doc/city/%ff%00 HTTP/1.1",
    b"GET //evil.example/ HTTP/1.1",
    b"GET /id/../../../etc/passwd HTTP/1.1",
    b"GET /doc/" + b"a" * 30_000 + b" HTTP/1.1",
    b"GET http://evil.example/id/city/xa-alpha HTTP/1.1",
    "GET /doc/city/jp-東京 HTTP/1.1".encode(),
    b"GET /\\evil HTTP/1.1",
    b"BREW /doc HTTP/1.1",
]


@pytest.mark.parametrize("line", HOSTILE, ids=lambda line: repr(line[:30]))
def test_a_hostile_request_line_is_never_a_fault_of_ours(server, line):
    answer = server.raw(line + b"\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert not answer or 200 <= int(answer.split()[1]) < 500, answer
    assert server.ask("GET", "/health")[0] == 200


@pytest.mark.parametrize("body", [b"query=ASK{}", b"ASK {}"])
def test_a_body_that_ends_early_is_not_taken_for_the_whole(server, body):
    kind = FORM["Content-Type"] if b"=" in body else "application/sparql-query"
    head = f"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\n"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as wire:
        wire.sendall(f"{head}Content-Length: 99\r\n\r\n".encode() + body)
        wire.shutdown(socket.SHUT_WR)
        answer = wire.makefile("rb").readline()
    assert not answer or b" 400 " in answer


def test_a_new_release_is_served_without_a_restart(serve):
    server = serve(slots=1, workers=2)
    path = server.settings.dataset / "data" / "places.ttl"
    path.write_text(path.read_text().replace('"Alpha"@en', '"Alpha Nova"@en'))
    make_release(server.settings, gate=lambda dataset: ValidationReport(()))
    for _ in range(20):
        _, headers, body = server.ask("GET", "/doc/city/xa-alpha.nt")
        assert headers["c2c-release"] == "2"
        assert b'"Alpha Nova"@en' in body
    status, headers, body = query(server, 'ASK { ?city ?label "Alpha Nova"@en }')
    assert (status, headers["c2c-release"]) == (200, "2")
    assert json.loads(body)["boolean"] is True


@pytest.mark.long
def test_told_to_stop_it_answers_what_is_running_and_leaves_nothing_behind(serve):
    server = serve(slots=1, deadline_seconds=1.5)
    family = children(server.process.pid)
    family += [pid for child in family for pid in children(child)]
    with concurrent.futures.ThreadPoolExecutor() as threads:
        running = threads.submit(query, server, LONG)
        time.sleep(0.7)
        assert server.stop() == 0
        status, _, body = running.result()
    assert status == 503  # its deadline, not a broken connection
    assert json.loads(body)["type"] == "/problem/QueryTimeout"
    assert len(family) >= 3
    assert not survivors(family)


def test_killed_outright_it_takes_its_workers_with_it(serve):
    server = serve(slots=1)
    family = children(server.process.pid)
    server.process.kill()
    server.process.wait()
    assert not survivors(family)


def run(arguments, settings, **environment):
    return subprocess.run(
        [sys.executable, "-P", "-m", "c2c_graph", *arguments],
        env=os.environ | settings.to_environment() | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_port_that_is_taken_is_wrong_use_and_says_so(server):
    done = run(["serve", "--port", str(server.port)], server.settings)
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{server.port}" in done.stderr
    assert "--port" in done.stderr


def test_a_dataset_that_is_not_there_is_wrong_use(server, tmp_path):
    arguments = ["serve", "--port", "1", "--dataset", str(tmp_path)]
    done = run(arguments, server.settings, C2C_PORT="", C2C_HOME=str(tmp_path))
    assert done.returncode == 2, done.stderr


@pytest.mark.long
def test_a_second_start_is_quick(serve, tmp_path):
    server = serve(slots=1)
    assert server.stop() == 0
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "c2c_graph", "serve"],
        env=os.environ
        | server.settings.to_environment()
        | {"C2C_PORT": str(server.port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with process:
        told = b""
        while b"Try:" not in told:
            told += process.stderr.readline()
        seconds = time.monotonic() - began
        process.send_signal(signal.SIGINT)
    assert process.returncode == 0
    assert seconds < 5
