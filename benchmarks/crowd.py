"""Sixty-four clients at once, while one more sends queries that never end."""

import http.client
import itertools
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Final
from urllib.parse import quote

from benchmarks import servers
from benchmarks.load import Round
from benchmarks.load import measure
from benchmarks.look_ups import LookUps
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.rounds import rates
from benchmarks.servers import JSON
from benchmarks.servers import Server
from benchmarks.table import Row
from benchmarks.table import at_most

CLIENTS: Final = 64
# an address of its own: whoever shares one with others shares their fate
_RUNAWAY: Final = ("127.0.0.2", 0)
_RUNAWAY_AT_ONCE: Final = 8
# refused, it tries again so soon
_PAUSE_SECONDS: Final = 0.05
_QUERY: Final = """\
SELECT (COUNT(*) AS ?n) WHERE {{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c != {0}) }}"""
_MOST: Final = 3.0


def crowd(corpus: Corpus, length: Length) -> list[Row]:
    """Measure the p99 of the sixty-four with and without the runaway client."""
    length = replace(length, connections=CLIENTS, rounds=2 * length.rounds)
    look_ups = LookUps(length)
    alone: list[Round] = []
    disturbed: list[Round] = []
    with servers.ours(corpus) as server:
        for number in range(0, length.rounds, 2):
            alone.append(_round(server, look_ups, number, length))
            with _runaway_client(server):
                disturbed.append(_round(server, look_ups, number + 1, length))
    compared = statistics.median(r.p99_ms for r in disturbed) / statistics.median(
        r.p99_ms for r in alone
    )
    name = f"p99 of {CLIENTS} clients, with one of runaway queries against without"
    return [at_most(name, rates(disturbed), rates(alone), compared, _MOST)]


def _round(server: Server, look_ups: LookUps, number: int, length: Length) -> Round:
    requests = look_ups.of_round(server, number)
    return measure(
        server.port, requests, seconds=length.seconds, connections=length.connections
    )


@contextmanager
def _runaway_client(server: Server) -> Iterator[None]:
    """Keep one client sending runaway queries, several at once."""
    ended = threading.Event()
    numbers = itertools.count(time.monotonic_ns())

    def ask_on() -> None:
        while not ended.wait(_PAUSE_SECONDS):
            _ask(server, _QUERY.format(next(numbers)), ended)

    threads = [threading.Thread(target=ask_on) for _ in range(_RUNAWAY_AT_ONCE)]
    for thread in threads:
        thread.start()
    time.sleep(1.0)  # until they run
    yield
    ended.set()
    for thread in threads:
        thread.join()


def _ask(server: Server, text: str, ended: threading.Event) -> None:
    """Ask and hear the answer out, whatever it is, unless all is over before."""
    connection = http.client.HTTPConnection(
        "127.0.0.1", server.port, timeout=1, source_address=_RUNAWAY
    )
    path = f"{server.path}?query={quote(text, safe='')}"
    try:
        connection.request("GET", path, headers={"Accept": JSON})
        while not ended.is_set():
            try:
                connection.sock.recv(65536)
                return
            except TimeoutError:
                continue
    except OSError:
        return
    finally:
        connection.close()
