"""All triples of one graph as RDF, for the graph's own address and for the store's.

N-Triples are read from the disk while they are sent, whatever their number. The
other formats are written by a query slot, within its limits.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Final

from flask import Response
from flask import request

from c2c_graph import errors
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.rdf import formats
from c2c_graph.release import ntriples
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.objects import Objects
from c2c_graph.web import negotiate
from c2c_graph.web.context import context
from c2c_graph.web.context import view
from c2c_graph.web.reply import pieces_of

# N-Quads of triples without a graph's name are the same text
_STREAMED: Final = {"nt", "nq"}


def format_asked() -> str:
    """Return the suffix of the format that `format=` names, empty without one.

    It may be given by suffix, name or media type. Raise `errors.NotAcceptable`.
    """
    given = request.args.get("format", "")
    found = formats.graph_format(given)
    if given and found is None:
        names = ", ".join(format.media_type for format in formats.GRAPH_FORMATS)
        raise errors.NotAcceptable(f"format={given}: choose one of: {names}")
    return found.suffix if found else ""


def whole(entry: GraphEntry | None, suffix: str) -> Response:
    """Return all triples of the graph `entry`, or of the default graph.

    `suffix` names the format. Raise `errors.QueryTooLarge` where the format cannot
    be had for so many triples, and what the engine raises.
    """
    found = formats.graph_format(suffix)
    assert found is not None
    content_type = negotiate.content_type(found.media_type)
    if suffix in _STREAMED:
        return Response(_streamed(entry), content_type=content_type)
    _require_few(
        view().release.manifest.default_triples if entry is None else entry.triples
    )
    answer = context().ask(
        Query(_query(entry), Kind.CONSTRUCT, found.media_type, view().number)
    )
    if isinstance(answer.body, bytes):
        return Response(answer.body, content_type=content_type)
    pieces = pieces_of(answer.body)
    response = Response(pieces.source, content_type=content_type)
    response.call_on_close(pieces.close)
    response.headers["Content-Length"] = str(answer.length)
    return response


def _streamed(entry: GraphEntry | None) -> Iterator[bytes]:
    objects = Objects(context().settings.home)
    lines = (
        ntriples.default_graph(objects, view().release.manifest)
        if entry is None
        else ntriples.graph(objects, entry)
    )
    try:
        first = next(lines, b"")  # what cannot be read is a fault, not half an answer
    except (OSError, EOFError) as error:
        raise errors.NoRelease(
            f"a graph of the release cannot be read: {error}"
        ) from error
    return chain((first,), lines)


def _require_few(triples: int) -> None:
    most = context().settings.constructed_triples
    if triples > most:
        raise errors.QueryTooLarge(
            f"the graph has {triples:,} triples, and in this format at most {most:,} "
            "are sent; application/n-triples is sent whatever the number"
        )


def _query(entry: GraphEntry | None) -> str:
    pattern = "?s ?p ?o" if entry is None else f"GRAPH <{entry.iri}> {{ ?s ?p ?o }}"
    return f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {pattern} }}"
