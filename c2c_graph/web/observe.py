"""See what the server does: counters for Prometheus, one JSON log line a request.

Both are gathered for some milliseconds and then written together: a request itself
costs an entry in a list.
"""

import asyncio
import json
import os
import select
import time
from bisect import bisect_left
from collections import Counter as Count
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import UTC
from datetime import datetime
from functools import cache
from functools import lru_cache
from functools import partial
from typing import Final
from typing import TextIO

from prometheus_client import CollectorRegistry
from prometheus_client import Counter
from prometheus_client import Gauge
from prometheus_client import Histogram
from prometheus_client import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from c2c_graph.web.asked import Scope
from c2c_graph.web.environment import MULTIPROCESS

# how long a line of the log and a count may wait for others
GATHERED_SECONDS: Final = 0.02
# characters of a path in the log: escaped, all of a line fits what a pipe takes
LONGEST_PATH: Final = 300
_METHODS: Final = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "PATCH"}
# from a small page to the deadline of a query
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 15, 30, 60)


# one answered request, as log and counters tell it, without the query: when it was
# answered, method, path, status, bytes, release, id, seconds, endpoint. A tuple, as
# to make one with names takes as long as all else that is done to note a request
Done = tuple[float, str, str, int, int, int | None, str, float, str]


class Observer:
    """Counters and the request log of one worker process.

    With several workers the counters live in files of the folder that
    `PROMETHEUS_MULTIPROC_DIR` names, and every worker tells the sum.
    """

    def __init__(self, log: TextIO | None) -> None:
        self._log = log
        self._gathered: list[Done] = []
        self._outcomes: Count[str] = Count()
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "c2c_requests",
            "Requests answered.",
            ("endpoint", "method", "status"),
            registry=self._registry,
        )
        self._seconds = Histogram(
            "c2c_request_seconds",
            "Seconds from the request's arrival to the end of its answer.",
            ("endpoint",),
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._bytes = Counter(
            "c2c_response_bytes",
            "Bytes of answer bodies.",
            ("endpoint",),
            registry=self._registry,
        )
        self._queries = Counter(
            "c2c_queries",
            "SPARQL queries by outcome: ok, or the name of the fault.",
            ("outcome",),
            registry=self._registry,
        )
        self._release = Gauge(
            "c2c_release",
            "Number of the newest release that a worker reads.",
            registry=self._registry,
            multiprocess_mode="max",
        )
        # there is one for each endpoint, method and status: few
        self._series = cache(self._series_of)

    def query(self, outcome: str) -> None:
        """Count one SPARQL query."""
        self._outcomes[outcome] += 1

    def finished(
        self,
        scope: Scope,
        endpoint: str,
        status: int,
        length: int,
        release: int | None,
        request_id: str,
        started: float,
    ) -> None:
        """Take note of one answered request; `started` is of `time.perf_counter`."""
        if not self._gathered:
            loop = asyncio.get_running_loop()
            loop.call_later(GATHERED_SECONDS, self.write_out)
        # the method is a label: an invented one must not become a new time series
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        seconds = time.perf_counter() - started
        self._gathered.append(
            (
                time.time(),
                method,
                scope["path"],
                status,
                length,
                release,
                request_id,
                seconds,
                endpoint,
            )
        )

    def write_out(self) -> None:
        """Write what was gathered to the log and the counters."""
        gathered, self._gathered = self._gathered, []
        outcomes, self._outcomes = self._outcomes, Count()
        for outcome, times in outcomes.items():
            self._queries.labels(outcome).inc(times)
        of_kind: dict[tuple[str, str, int], list[Done]] = {}
        for done in gathered:
            _, method, _, status, _, _, _, _, endpoint = done
            of_kind.setdefault((endpoint, method, status), []).append(done)
        for (endpoint, method, status), same in of_kind.items():
            self._count(self._series(endpoint, method, status), same)
        if self._log is not None:
            # a pipe takes so much at once, and nothing of another worker in between
            for lines in _batches(map(_line, gathered), select.PIPE_BUF):
                self._log.write(lines)
                self._log.flush()

    def metrics(self) -> bytes:
        """Return the counters of all workers in Prometheus' text format."""
        self.write_out()
        if os.environ.get(MULTIPROCESS):
            together = CollectorRegistry()
            MultiProcessCollector(together)  # type: ignore[no-untyped-call]
            return generate_latest(together)
        return generate_latest(self._registry)

    def _series_of(
        self, endpoint: str, method: str, status: int
    ) -> tuple[Counter, Histogram, Counter]:
        return (
            self._requests.labels(endpoint, method, status),
            self._seconds.labels(endpoint),
            self._bytes.labels(endpoint),
        )

    def _count(
        self, series: tuple[Counter, Histogram, Counter], same: list[Done]
    ) -> None:
        requests, lasted, sent = series
        _, _, _, _, lengths, releases, _, seconds, _ = zip(*same, strict=True)
        requests.inc(len(same))
        sent.inc(sum(lengths))
        _observe_all(lasted, seconds)
        if newest := max(release or 0 for release in releases):
            self._release.set(newest)


def _observe_all(histogram: Histogram, values: Sequence[float]) -> None:
    """Do what `histogram.observe` does for each value, with a few writes for them all.

    To write a value to the file that workers share costs as much as all else that is
    done to note a request, and there is a bucket for few of them.
    """
    places = Count(map(partial(bisect_left, _SECONDS), values))
    for place, times in places.items():
        histogram._buckets[place].inc(times)
    histogram._sum.inc(sum(values))


def _batches(lines: Iterable[str], longest: int) -> Iterator[str]:
    """Yield `lines`, as many together as have no more than `longest` characters."""
    batch = ""
    for line in lines:
        if batch and len(batch) + len(line) > longest:
            yield batch
            batch = ""
        batch += line
    if batch:
        yield batch


@lru_cache(4)
def _second(moment: int) -> str:
    return datetime.fromtimestamp(moment, UTC).strftime("%Y-%m-%dT%H:%M:%S")


_escaped = lru_cache(256)(json.dumps)


def _line(done: Done) -> str:
    at, method, path, status, length, release, request_id, seconds, _ = done
    whole = int(at)
    moment = f"{_second(whole)}.{int((at - whole) * 1000):03d}+00:00"
    # only the path can hold what JSON must escape; of a long one the rest tells nothing
    return (
        f'{{"time": "{moment}", "method": "{method}", '
        f'"path": {_escaped(path[:LONGEST_PATH])}, "status": {status}, '
        f'"bytes": {length}, "release": {release or "null"}, '
        f'"request_id": "{request_id}", "seconds": {seconds:.6f}}}\n'
    )
