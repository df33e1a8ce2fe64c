"""Hostile queries at once over HTTP: each is refused or ended, and others go on."""

import json
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MEMORY_BOMB = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f ?i ?c"
NESTED = "ASK " + "{" * 5_000 + "}" * 5_000


def query(server, text):
    """Return the status and the JSON of the answer to `text`."""
    body = urllib.parse.urlencode({"query": text})
    status, _, answer = server.ask("POST", "/sparql", body, FORM)
    return status, json.loads(answer)


def children(server, word):
    """Return the child processes of `server` whose command line holds `word`."""
    listed = Path(f"/proc/{server.process.pid}/task").glob("*/children")
    pids = {pid for tasks in listed for pid in tasks.read_text().split()}
    return {p for p in pids if word in Path(f"/proc/{p}/cmdline").read_text()}


@pytest.mark.long
def test_others_are_answered_while_three_hostile_queries_are_ended(serve):
    server = serve(slots=4, slot_memory_mb=512, deadline_seconds=6.0)
    before = children(server, "query.slot")
    with ThreadPoolExecutor(3) as hostile:
        outcomes = [
            hostile.submit(query, server, text)
            for text in (ENDLESS, MEMORY_BOMB, NESTED)
        ]
        answered = 0
        while not all(outcome.done() for outcome in outcomes) or answered < 20:
            assert query(server, "ASK { ?s ?p ?o }") == (
                200,
                {"head": {}, "boolean": True},
            )
            answered += 1
    told = [(status, body["type"]) for status, body in (o.result() for o in outcomes)]
    assert told == [
        (503, "/problem/QueryTimeout"),
        (422, "/problem/QueryTooLarge"),
        (400, "/problem/QueryTooDeep"),
    ]
    limit = time.monotonic() + 20
    while len(children(server, "query.slot")) < 4 and time.monotonic() < limit:
        time.sleep(0.05)
    assert len(before - children(server, "query.slot")) == 2  # replaced by two others
    assert len(children(server, "query.slot")) == 4


def test_two_workers_answer_where_nothing_else_is_set(server):
    assert server.settings.workers == 2
    assert len(children(server, "spawn_main")) == 2
