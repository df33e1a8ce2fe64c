"""Evaluate a query for the web: what its answer can be written in, and by whom."""

from typing import Final

from c2c_graph import errors
from c2c_graph.query import guard
from c2c_graph.query.answer_formats import format_of
from c2c_graph.query.answer_formats import formats_of
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.rdf import formats
from c2c_graph.web import health
from c2c_graph.web import negotiate
from c2c_graph.web.context import context
from c2c_graph.web.context import view

# every name under which an answer can be asked for, other than as a page
DATA: Final = (
    *(f.media_type for f in (*formats.RESULT_FORMATS, *formats.GRAPH_FORMATS)),
    *(alias for alias, _ in (*negotiate.RESULT_ALIASES, *negotiate.GRAPH_ALIASES)),
)


def evaluate(text: str, *, format: str = "", accept: str = "") -> Answer:
    """Return the answer to `text` in `format`, or in what `accept` likes best.

    It is counted by its outcome. Raise the faults of the guard, of negotiation and
    of the engine.
    """
    outcome = "ok"
    try:
        kind = guard.inspect(text, nesting=context().settings.nesting)
        media_type = _named(kind, format) if format else _accepted(kind, accept)
        return context().ask(Query(text, kind, media_type, view().number))
    except Exception as fault:
        outcome = type(fault).__name__
        raise
    finally:
        health.observer().query(outcome)


def _accepted(kind: Kind, accept: str) -> str:
    aliases = negotiate.GRAPH_ALIASES if kind.gives_graph else negotiate.RESULT_ALIASES
    return negotiate.negotiate(accept, _offers(kind), aliases)


def _named(kind: Kind, format: str) -> str:
    found = format_of(kind, format)
    if found is None:
        raise errors.NotAcceptable(
            f"format={format}: choose one of: {', '.join(_offers(kind))}"
        )
    return found.media_type


def _offers(kind: Kind) -> tuple[str, ...]:
    return tuple(format.media_type for format in formats_of(kind))
