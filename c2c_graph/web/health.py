"""Tell a supervisor how it goes: alive, ready, counters."""

from contextlib import suppress
from typing import Final

from flask import Blueprint
from flask import Response
from flask import current_app
from flask import jsonify
from prometheus_client import CONTENT_TYPE_LATEST

from c2c_graph import errors
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.web import context
from c2c_graph.web.observe import Observer

bp = Blueprint("health", __name__)
OBSERVER: Final = "c2c-observer"
# a readiness probe does not wait for a query's whole deadline
PROBE_SECONDS: Final = 2.0


@bp.get("/health")
def health() -> Response:
    """Answer 200 as long as this process answers at all."""
    return jsonify(status="alive")


@bp.get("/ready")
def ready() -> Response:
    """Answer 200 where a release is open and the engine answers, else 503."""
    view = context.view()
    query = Query(
        text="ASK {}",
        kind=Kind.ASK,
        format=RESULT_FORMATS[0].media_type,
        release=view.number,
        deadline_seconds=PROBE_SECONDS,
    )
    with suppress(errors.QueryBusy):  # busy is not broken: all slots work
        context.context().ask(query)
    return jsonify(status="ready", release=view.number)


@bp.get("/metrics")
def metrics() -> Response:
    """Answer the counters of all workers in Prometheus' text format."""
    return Response(observer().metrics(), content_type=CONTENT_TYPE_LATEST)


def observer() -> Observer:
    """Return the observer of the application that answers this request."""
    found = current_app.extensions[OBSERVER]
    assert isinstance(found, Observer)
    return found
