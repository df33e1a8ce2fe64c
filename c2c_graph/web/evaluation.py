"""Evaluate a query for the web: what its answer can be written in, and by whom."""

from typing import Final

from c2c_graph import errors
from c2c_graph.query import guard
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

    Raise the faults of the guard, of negotiation and of the engine.
    """
    kind = kind_of(text)
    media_type = _named(kind, format) if format else _accepted(kind, accept)
    return ask(Query(text=text, kind=kind, format=media_type, release=view().number))


def kind_of(text: str) -> Kind:
    """Return which kind of query `text` is; raise what the guard raises."""
    return guard.inspect(text, nesting=context().settings.nesting)


def ask(query: Query) -> Answer:
    """Return the engine's answer to `query`, counted by its outcome."""
    outcome = "ok"
    try:
        return context().ask(query)
    except errors.C2CError as fault:
        outcome = type(fault).__name__
        raise
    finally:
        health.observer().query(outcome)


def offers(kind: Kind) -> tuple[str, ...]:
    """Return the media types for answers of `kind`, the default first."""
    if kind.gives_graph:
        return tuple(f.media_type for f in formats.GRAPH_FORMATS)
    return tuple(
        f.media_type
        for f in formats.RESULT_FORMATS
        if f.holds_booleans or kind is Kind.SELECT
    )


def _accepted(kind: Kind, accept: str) -> str:
    aliases = negotiate.GRAPH_ALIASES if kind.gives_graph else negotiate.RESULT_ALIASES
    return negotiate.negotiate(accept, offers(kind), aliases)


def _named(kind: Kind, format: str) -> str:
    find = formats.graph_format if kind.gives_graph else formats.result_format
    found = find(format)
    if found is None or found.media_type not in offers(kind):
        raise errors.NotAcceptable(
            f"format={format}: choose one of: {', '.join(offers(kind))}"
        )
    return found.media_type
