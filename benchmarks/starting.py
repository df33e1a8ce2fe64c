"""How soon the server answers, and what it weighs, on an unchanged release."""

import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Final

from benchmarks import servers
from benchmarks.load import measure
from benchmarks.look_ups import LookUps
from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.servers import Server
from benchmarks.table import Row
from benchmarks.table import at_most
from benchmarks.table import spread

_FIRST: Final = "SELECT * WHERE { ?s ?p ?o } LIMIT 1"
_LOOK_UPS: Final = 1_000
_SECONDS: Final = 1.0
_MEGABYTES: Final = 500.0

Start = Callable[[Corpus], AbstractContextManager[Server]]


def starting(corpus: Corpus, length: Length) -> list[Row]:
    """Measure the time to the first answer, and the memory of all processes."""
    found: dict[Start, list[tuple[float, ...]]] = {
        servers.ours: [],
        servers.oxigraph: [],
    }
    look_ups = LookUps(replace(length, rounds=1, seconds=1))
    for number in range(length.rounds + 1):
        for start, values in found.items():
            values.append(_start(start, corpus, look_ups))
            if not number:
                values.clear()  # the first start fills the system's caches
    mine, others = (list(zip(*values, strict=True)) for values in found.values())
    rows = [("time to the first answer", "s", ".2f", _SECONDS)]
    rows += [
        ("memory of all processes, once started", "MB", ".0f", _MEGABYTES),
        (f"memory after {_LOOK_UPS:,} look-ups", "MB", ".0f", _MEGABYTES),
    ]
    return [
        at_most(
            name,
            spread(mine[place], unit, form),
            spread(others[place], unit, form),
            statistics.median(mine[place]),
            most,
        )
        for place, (name, unit, form, most) in enumerate(rows)
    ]


def _start(start: Start, corpus: Corpus, look_ups: LookUps) -> tuple[float, ...]:
    """Return seconds to the first answer, and MB then and after some look-ups."""
    started = time.perf_counter()
    with start(corpus) as server:
        server.ask(_FIRST)
        seconds = time.perf_counter() - started
        light = server.megabytes()
        requests = (server.query(look_ups.text(n)) for n in range(_LOOK_UPS))
        measure(server.port, requests, seconds=60, connections=8)
        return seconds, light, server.megabytes()
