"""See what the server does: counters for Prometheus, one JSON log line a request."""

import json
import os
import re
import secrets
import threading
import time
from datetime import UTC
from datetime import datetime
from functools import cache
from typing import Any
from typing import Final
from typing import TextIO

from flask import Flask
from flask import Response
from flask import g
from flask import request
from prometheus_client import CollectorRegistry
from prometheus_client import Counter
from prometheus_client import Gauge
from prometheus_client import Histogram
from prometheus_client import generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

MULTIPROCESS: Final = "PROMETHEUS_MULTIPROC_DIR"
# an id from a proxy is kept where it is harmless in a log
_ACCEPTED_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
# from a small page to the deadline of a query
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 15, 30, 60)


class Observer:
    """Counters and the request log of one worker process.

    With several workers the counters live in files of the folder that
    `PROMETHEUS_MULTIPROC_DIR` names, and every worker tells the sum.
    """

    def __init__(self, log: TextIO | None) -> None:
        self._log = log
        self._writing = threading.Lock()
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

    def register(self, app: Flask) -> None:
        """Make `app` time, count and log every request."""
        app.before_request(_begin)
        app.after_request(self._after)

    def query(self, outcome: str) -> None:
        """Count one SPARQL query."""
        self._queries.labels(outcome).inc()

    def metrics(self) -> bytes:
        """Return the counters of all workers in Prometheus' text format."""
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

    def _after(self, response: Response) -> Response:
        seen = _seen(response)
        started = g.get("started", time.perf_counter())
        response.call_on_close(lambda: self._finish(seen, started))
        return response

    def _finish(self, seen: dict[str, Any], started: float) -> None:
        seconds = time.perf_counter() - started
        requests, lasted, sent = self._series(
            seen.pop("endpoint"), seen["method"], seen["status"]
        )
        requests.inc()
        lasted.observe(seconds)
        sent.inc(seen["bytes"])
        if seen["release"]:
            self._release.set(seen["release"])
        if self._log is not None:
            line = json.dumps(seen | {"seconds": round(seconds, 6)})
            with self._writing:
                self._log.write(line + "\n")
                self._log.flush()


def _begin() -> None:
    g.started = time.perf_counter()
    given = request.headers.get("X-Request-Id", "")
    g.request_id = given if _ACCEPTED_ID.fullmatch(given) else secrets.token_hex(8)


def _seen(response: Response) -> dict[str, Any]:
    """Return what the log tells of a request; the query text is not in it."""
    # the method is a label: an invented one must not become a new time series
    known = request.method in {"GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE"}
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "method": request.method if known else "OTHER",
        "path": request.path,
        "status": response.status_code,
        "bytes": response.content_length or 0,
        "release": g.view.number if "view" in g else None,
        "request_id": g.get("request_id"),
        "endpoint": request.endpoint or "unknown",
    }
