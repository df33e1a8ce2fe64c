"""Tell a supervisor how it goes: alive, ready, counters."""

import json
from contextlib import suppress
from typing import Any
from typing import Final

from prometheus_client import CONTENT_TYPE_LATEST

from c2c_graph import errors
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.web.observe import Observer
from c2c_graph.web.parts import Parts
from c2c_graph.web.reply import Reply

# a readiness probe does not wait for a query's whole deadline
PROBE_SECONDS: Final = 2.0


def alive() -> Reply:
    """Answer 200 as long as this process answers at all."""
    return _json("health", {"status": "alive"})


async def ready(parts: Parts, release: int) -> Reply:
    """Answer 200 where a release is open and the engine answers, else raise why not."""
    if parts.engine is None:
        raise errors.EngineUnavailable("this server runs without a query engine")
    media_type = RESULT_FORMATS[0].media_type
    query = Query("ASK {}", Kind.ASK, media_type, release, PROBE_SECONDS)
    with suppress(errors.QueryBusy):  # busy is not broken: all slots work
        await parts.engine.answer(query)
    return _json("ready", {"status": "ready", "release": release})


def metrics(observer: Observer) -> Reply:
    """Answer the counters of all workers in Prometheus' text format."""
    headers = [("Content-Type", CONTENT_TYPE_LATEST), ("Cache-Control", "no-store")]
    return Reply(200, headers, observer.metrics(), "metrics")


def _json(endpoint: str, content: dict[str, Any]) -> Reply:
    headers = [("Content-Type", "application/json"), ("Cache-Control", "no-store")]
    return Reply(200, headers, json.dumps(content).encode() + b"\n", endpoint)
