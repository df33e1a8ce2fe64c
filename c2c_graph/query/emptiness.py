"""Tell from the bytes of an answer that nothing was found."""

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


@cache
def _end(media_type: str) -> bytes | None:
    table = result_format(media_type)
    return _ENDS.get(table.name) if table else None


@cache
def _empty_graph(media_type: str) -> bytes:
    graph = graph_format(media_type)
    return (serialize([], format=graph.syntax) if graph else None) or b""
