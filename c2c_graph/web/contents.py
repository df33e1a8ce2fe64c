"""All triples of one graph as RDF, for the graph's own address and for the store's.

Where the release has a file of it (see `dumps`), that is sent: as it is to those who
accept its packing as a content coding, unpacked on the way to others. Otherwise
N-Triples, N-Quads and TriG are read from the disk while they are sent, whatever their
number, and the other formats are written by a query slot, within its limits. N-Quads
and TriG tell the name of the graph.
"""

import gzip
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Final

from flask import Response
from flask import request

from c2c_graph import errors
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.rdf import formats
from c2c_graph.release import dumps
from c2c_graph.release import ntriples
from c2c_graph.release.dump_packing import GZIP
from c2c_graph.release.dump_packing import ZSTD
from c2c_graph.release.dump_packing import Packing
from c2c_graph.release.dumps import DumpFile
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.nquads import name_of
from c2c_graph.release.objects import Objects
from c2c_graph.web import conditional
from c2c_graph.web import encoding
from c2c_graph.web import negotiate
from c2c_graph.web import software
from c2c_graph.web.context import context
from c2c_graph.web.context import view
from c2c_graph.web.file_reply import file_reply
from c2c_graph.web.lengths import Text
from c2c_graph.web.lengths import streamed
from c2c_graph.web.reply import PIECE
from c2c_graph.web.reply import Pieces
from c2c_graph.web.reply import pieces_of

# N-Quads of triples without a graph's name are the same text
_SAME_TEXT: Final = {"trig": "ttl", "nq": "nt"}
_STREAMED: Final = {"nt", "nq", "trig"}


def format_asked() -> str:
    """Return the suffix of the format that `format=` names, empty without one.

    It may be given by suffix, name or media type. Raise `errors.NotAcceptable`.
    """
    given = negotiate.format_asked(request.args.get("format", ""))
    found = formats.graph_format(given)
    if given and found is None:
        names = ", ".join(format.media_type for format in formats.GRAPH_FORMATS)
        raise errors.NotAcceptable(f"format={given}: choose one of: {names}")
    return found.suffix if found else ""


def kept(entry: GraphEntry | None, suffix: str) -> Response | None:
    """Return the file of the release with the graph `entry`, or with the default one.

    None where there is none in the format with `suffix`. Parts may be asked for of a
    file that is sent as it is; its tag is the hash of what it holds.
    """
    coding = encoding.choose(request.headers.get("Accept-Encoding", ""))
    file = _file(entry, suffix, ZSTD if coding == ZSTD.name else GZIP)
    if file is None:
        return None
    home, number = context().settings.home, view().number
    paths = dumps.paths_of(home, number, file)
    if coding != file.packing:
        response = streamed(Text(file.sha256, lambda: _unpacked(paths)))
        # the same text may come as another type
        response.headers["ETag"] = conditional.etag(file.content_sha256, suffix)
    else:
        # not the tag of the same text in the same coding when it is packed anew
        tag = conditional.etag(file.sha256, suffix)
        headers = [("ETag", conditional.coded(tag, coding))]
        headers.append(("Content-Encoding", coding))
        given = {name.lower(): value for name, value in request.headers}
        reply = file_reply(request.method, given, file, paths, headers)
        assert isinstance(reply.body, Pieces)
        response = Response(reply.body.source, reply.status, reply.headers)
        response.call_on_close(reply.body.close)
    found = formats.graph_format(suffix)
    assert found is not None
    response.headers["Content-Type"] = negotiate.content_type(found.media_type)
    response.headers["Cache-Control"] = conditional.FRESHNESS
    response.headers["Vary"] = "Accept, Accept-Encoding"
    return response


def _file(entry: GraphEntry | None, suffix: str, packing: Packing) -> DumpFile | None:
    home, number = context().settings.home, view().number
    if entry is None:
        # Turtle and N-Triples are TriG and N-Quads of a default graph
        stem = f"{dumps.STEM}.{_SAME_TEXT.get(suffix, suffix)}"
        return dumps.find(home, number, f"{stem}.{packing.suffix}")
    if suffix != "nq":
        return None
    name, packed = dumps.name_for(entry, packing), dumps.name_for(entry, GZIP)
    return dumps.find(home, number, name) or dumps.find(home, number, packed)


def _unpacked(paths: Iterable[Path]) -> Iterator[bytes]:
    for path in paths:
        with gzip.open(path) as file:
            while piece := file.read(PIECE):
                yield piece


def tag(entry: GraphEntry | None, suffix: str) -> str:
    """Return the entity tag of what `whole` returns.

    A graph keeps its tag through all releases that leave it as it is: its triples are
    sent in the same order from every store, and the other formats shorten IRIs by the
    prefixes of the release.
    """
    if entry is None:
        return conditional.etag(view().token, suffix)
    prefixes = "" if suffix in _STREAMED else view().prefixes_hash
    return conditional.etag(entry.object, prefixes, software.version(), suffix)


def whole(entry: GraphEntry | None, suffix: str) -> Response:
    """Return all triples of the graph `entry`, or of the default graph.

    `suffix` names the format. Raise `errors.QueryTooLarge` where the format cannot
    be had for so many triples, and what the engine raises.
    """
    found = formats.graph_format(suffix)
    assert found is not None
    content_type = negotiate.content_type(found.media_type)
    if suffix in _STREAMED:
        key = f"{entry.iri if entry else ''} {tag(entry, suffix)}"
        response = streamed(Text(key, lambda: _streamed(entry, suffix)))
        response.headers["Content-Type"] = content_type
        return response
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


def _streamed(entry: GraphEntry | None, suffix: str) -> Iterator[bytes]:
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
    triples = chain((first,), lines)
    return triples if entry is None else _in_graph(entry, suffix, triples)


def _in_graph(
    entry: GraphEntry, suffix: str, triples: Iterable[bytes]
) -> Iterator[bytes]:
    """Yield N-Triples as N-Quads or TriG of the graph `entry` names, or as they are."""
    name = str(name_of(entry.iri)).encode()
    if suffix == "trig":  # N-Triples in braces are TriG (TriG §3.1)
        return chain((name + b" {\n",), triples, (b"}\n",))
    if suffix == "nq":  # a line ends so, and a text in it never does
        return (piece.replace(b" .\n", b" " + name + b" .\n") for piece in triples)
    return iter(triples)


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
