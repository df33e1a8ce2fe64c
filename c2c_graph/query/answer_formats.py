"""Which formats hold the answer to which kind of query: one rule for every door."""

from functools import cache

from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.rdf.formats import ResultFormat
from c2c_graph.rdf.formats import graph_format
from c2c_graph.rdf.formats import result_format

AnswerFormat = GraphFormat | ResultFormat


@cache
def formats_of(kind: Kind) -> tuple[AnswerFormat, ...]:
    """Return the formats that hold answers of `kind`, the default first."""
    if kind.gives_graph:
        return GRAPH_FORMATS
    return tuple(f for f in RESULT_FORMATS if f.holds_booleans or kind is Kind.SELECT)


def format_of(kind: Kind, key: str) -> AnswerFormat | None:
    """Return the format named `key`, None where it holds no answer of `kind`.

    `key` is a name, a suffix or a media type.
    """
    found = graph_format(key) if kind.gives_graph else result_format(key)
    return found if found in formats_of(kind) else None
