"""A file of a release as an answer: whole, in part, or told to be unchanged."""

import base64
from collections.abc import Mapping
from pathlib import Path

from c2c_graph import errors
from c2c_graph.release.dumps import DumpFile
from c2c_graph.web import conditional
from c2c_graph.web import ranges
from c2c_graph.web.reply import PIECE
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Pieces
from c2c_graph.web.reply import Reply


def file_reply(
    method: str,
    given: Mapping[str, str],
    file: DumpFile,
    paths: tuple[Path, ...],
    headers: Headers,
) -> Reply:
    """Return what the files at `paths`, which make `file`, hold in the range asked for.

    `given` are the headers of the request, in lower case; `headers` those of the
    answer besides what is added here, with Last-Modified where there is one and ETag
    where it is not the hash of the file. Raise `errors.RangeNotSatisfiable`,
    `errors.PreconditionFailed`, and `errors.NoRelease` where they cannot be read.
    """
    reply = Reply(200, headers, b"", "dump")
    if not reply.header("etag"):
        reply.set_header("ETag", conditional.etag(file.sha256))
    reply.set_header("Accept-Ranges", "bytes")
    # of the whole, also where a part is sent (RFC 9530 §3)
    digest = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    reply.set_header("Repr-Digest", f"sha-256=:{digest}:")
    span = _span(method, given, file.bytes, reply)
    if span is not None:
        reply.status = 206
        reply.set_header("Content-Range", span.content_range(file.bytes))
    sent = span or ranges.Span(0, file.bytes)
    reply.set_header("Content-Length", str(sent.length))
    try:
        joined = ranges.Joined(paths, sent)
    except OSError as error:
        raise errors.NoRelease(f"{file.name} cannot be read: {error}") from error
    reply.body = Pieces(iter(lambda: joined.read(PIECE), b""), joined.close)
    return reply


def _span(
    method: str, given: Mapping[str, str], length: int, reply: Reply
) -> ranges.Span | None:
    """Return the part to send, None for the whole (RFC 9110 §13.2.2)."""
    tag, date = reply.header("etag"), reply.header("last-modified")
    if not conditional.meets(given, tag, date):
        raise errors.PreconditionFailed(f"it is {tag} now, since {date}")
    none_match = given.get("if-none-match", "")
    since = given.get("if-modified-since", "")
    if method != "GET" or conditional.unchanged(none_match, since, tag, date):
        return None  # ranges are for GET alone (§14.2); a 304 has no part
    if not conditional.is_same(given.get("if-range", ""), tag, date):
        return None
    return ranges.span_of(given.get("range", ""), length)
