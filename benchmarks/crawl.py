"""A crawl of every entity: memory, others' queries meanwhile, and the second crawl."""

import multiprocessing
import re
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from typing import Final

from benchmarks import cities
from benchmarks import servers
from benchmarks.entities import TURTLE
from benchmarks.load import Hear
from benchmarks.load import Round
from benchmarks.load import get
from benchmarks.load import measure
from benchmarks.look_ups import LookUps
from benchmarks.profile import processor_seconds
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.rounds import rates
from benchmarks.servers import Server
from benchmarks.table import Row
from benchmarks.table import at_most

CONNECTIONS: Final = 16
# entities of a crawl whose cost is compared
_CRAWLED: Final = 20_000
_FOREVER: Final = 3_600.0
# the address it comes from
_CRAWLER: Final = "127.0.0.2"
# until the crawler is at work
_BEGUN_SECONDS: Final = 2.0
_TAG: Final = re.compile(rb"\r\netag: *([^\r]+)", re.IGNORECASE)
_MOST_GROWTH: Final = 1.1
_MOST_WAIT: Final = 2.0
_MOST_AGAIN: Final = 1 / 3


def crawl(corpus: Corpus, length: Length) -> list[Row]:
    """Measure a crawl, a second one with the tags of the first, others meanwhile."""
    with servers.ours(corpus) as server:
        return [*_twice(server), *_others(server, length)]


def _twice(server: Server) -> list[Row]:
    tags: dict[bytes, str] = {}

    def note(request: bytes, head: bytes) -> None:
        if found := _TAG.search(head):
            tags[request] = found[1].decode()

    paths = [_path(iri) for iri in cities.things()[:_CRAWLED]]
    first = [get(path, TURTLE) for path in paths]
    others = cities.things()[_CRAWLED : 3 * _CRAWLED]
    # until all that is kept ready has filled its room
    _crawled(server.port, (get(_path(iri), TURTLE) for iri in others))
    before = server.megabytes()
    cost, found = _cost(server, first, note)
    after = server.megabytes()
    again = [
        get(path, TURTLE, f"If-None-Match: {tags[request]}\r\n")
        for path, request in zip(paths, first, strict=True)
    ]
    cost_again, found_again = _cost(server, again, None)
    return [
        at_most(
            f"memory after a crawl of {_CRAWLED:,} entities, against before",
            f"{after:,.0f} MB",
            f"{before:,.0f} MB",
            after / before,
            _MOST_GROWTH,
        ),
        at_most(
            "a second crawl with If-None-Match, against the first (processor time)",
            f"{cost_again * 1e6:,.0f} µs each, {found_again.rate:,.0f} /s",
            f"{cost * 1e6:,.0f} µs each, {found.rate:,.0f} /s",
            cost_again / cost,
            _MOST_AGAIN,
        ),
    ]


def _cost(
    server: Server, requests: list[bytes], hear: Hear | None
) -> tuple[float, Round]:
    """Return the processor seconds of an answer, and the round."""
    spent = processor_seconds(server)
    found = _crawled(server.port, iter(requests), hear)
    return (processor_seconds(server) - spent) / found.answers, found


def _crawled(port: int, requests: Iterator[bytes], hear: Hear | None = None) -> Round:
    return measure(
        port,
        requests,
        seconds=_FOREVER,
        connections=CONNECTIONS,
        hear=hear,
        source=_CRAWLER,
    )


def _others(server: Server, length: Length) -> list[Row]:
    """Measure the p99 of queries with and without a crawl beside them."""
    look_ups = LookUps(length)
    alone: list[Round] = []
    beside: list[Round] = []
    for number in range(0, length.rounds, 2):
        alone.append(_asked(server, look_ups, number, length))
        with _crawler(server):
            beside.append(_asked(server, look_ups, number + 1, length))
    compared = statistics.median(r.p99_ms for r in beside) / statistics.median(
        r.p99_ms for r in alone
    )
    name = f"p99 of queries, beside a crawl of {CONNECTIONS} connections, and without"
    return [at_most(name, rates(beside), rates(alone), compared, _MOST_WAIT)]


def _asked(server: Server, look_ups: LookUps, number: int, length: Length) -> Round:
    requests = look_ups.of_round(server, number)
    return measure(
        server.port, requests, seconds=length.seconds, connections=length.connections
    )


@contextmanager
def _crawler(server: Server) -> Iterator[None]:
    """Crawl from one address, as fast as it is answered, until the block ends.

    The crawler is a process of its own, so that it does not keep the asker waiting.
    """
    context = multiprocessing.get_context("spawn")
    process = context.Process(target=_crawl_on, args=(server.port,))
    process.start()
    time.sleep(_BEGUN_SECONDS)
    yield
    process.terminate()
    process.join()


def _crawl_on(port: int) -> None:
    _crawled(port, (get(_path(iri), TURTLE) for iri in cycle(cities.things())))


def _path(iri: str) -> str:
    return iri.replace("https://w3id.org/city2city/id/", "/doc/", 1)
