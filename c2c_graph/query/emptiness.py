"""Tell from the bytes of an answer that nothing was found."""

import re
from functools import cache
from typing import BinaryIO
from typing import Final

from pyoxigraph import serialize

from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import graph_format
from c2c_graph.rdf.formats import result_format

# how Oxigraph ends solutions of which there are none
_ENDS: Final = {
    "json": b'"results":{"bindings":[]}}',
    "xml": b"<results></results></sparql>",
}
# the values of an answer to SELECT in each format; those of a line, apart
_VALUES: Final = {
    "json": re.compile(rb'"value":"([^"]*)'),
    "xml": re.compile(rb"<(?:literal|uri|bnode)[^>]*>([^<]*)"),
    "csv": re.compile(rb"(?<=[\n,])[^\r\n,]+"),
    "tsv": re.compile(rb"(?<=[\n\t])[^\n\t]+"),
}
# an answer that counts a few things is no longer
_SHORT: Final = 1_000


def is_empty(kind: Kind, media_type: str, body: bytes | BinaryIO) -> bool:
    """Return whether `body` holds no solution or no triple; a boolean is something.

    `media_type` is one that holds answers of `kind`.
    """
    if not isinstance(body, bytes) or kind is Kind.ASK:
        return False
    if kind.gives_graph:
        return body == _empty_graph(media_type)
    end = _end(media_type)
    if end is None:  # a line of names, and a line for each solution
        return body.find(b"\n") == len(body) - 1
    return body.endswith(end)


def counts_nothing(media_type: str, body: bytes | BinaryIO) -> bool:
    """Return whether `body` holds solutions of which every value is 0.

    So it is where a query counts what matches, and nothing does.
    """
    if not isinstance(body, bytes) or len(body) > _SHORT or b"0" not in body:
        return False
    table = result_format(media_type)
    if table is None or (values := _VALUES.get(table.name)) is None:
        return False
    rows = body if table.holds_booleans else body[body.find(b"\n") :]
    return {*values.findall(rows)} == {b"0"}


@cache
def _end(media_type: str) -> bytes | None:
    table = result_format(media_type)
    return _ENDS.get(table.name) if table else None


@cache
def _empty_graph(media_type: str) -> bytes:
    graph = graph_format(media_type)
    return (serialize([], format=graph.syntax) if graph else None) or b""
