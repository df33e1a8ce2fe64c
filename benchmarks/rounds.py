"""Rounds that alternate between servers, so that all of them see the same machine."""

import statistics
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.load import Round
from benchmarks.load import measure
from benchmarks.servers import Server
from benchmarks.table import spread

# the requests of one round to one server
Requests = Callable[[Server, int], Iterator[bytes]]


@dataclass(frozen=True)
class Length:
    """How long to measure: rounds, seconds of each, connections at once."""

    rounds: int
    seconds: float
    connections: int


def alternate(
    servers: Sequence[Server], requests: Requests, length: Length
) -> dict[str, list[Round]]:
    """Return the rounds of each server by its name.

    `requests` is asked for a server and the number of a round; round 0 warms up
    and is not returned.
    """
    rounds: dict[str, list[Round]] = {server.name: [] for server in servers}
    for number in range(length.rounds + 1):
        for server in servers:
            found = measure(
                server.port,
                requests(server, number),
                seconds=length.seconds,
                connections=length.connections,
            )
            if number:
                rounds[server.name].append(found)
    return rounds


def rates(rounds: Sequence[Round]) -> str:
    """Return the requests a second of `rounds`, and their latencies, for a table."""
    median = statistics.median(r.median_ms for r in rounds)
    p99 = statistics.median(r.p99_ms for r in rounds)
    cost = statistics.median(r.cost_us for r in rounds)
    return (
        f"{spread([r.rate for r in rounds], '/s')}, median {median:.1f} ms, "
        f"p99 {p99:.1f} ms (asker {cost:.0f} µs)"
    )


def ratio(ours: Sequence[Round], theirs: Sequence[Round]) -> float:
    """Return the median throughput of `ours` as a multiple of `theirs`."""
    return statistics.median(r.rate for r in ours) / statistics.median(
        r.rate for r in theirs
    )
