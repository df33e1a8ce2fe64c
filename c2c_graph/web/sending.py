"""Finish an answer and send it: validators, compression, the headers all carry."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import Final
from typing import NamedTuple

from c2c_graph.web import conditional
from c2c_graph.web import encoding
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import Send
from c2c_graph.web.headers import RELEASE
from c2c_graph.web.headers import REQUEST_ID
from c2c_graph.web.headers import common
from c2c_graph.web.headers import preflight
from c2c_graph.web.kept import Kept
from c2c_graph.web.kept import RawHeaders
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Pieces
from c2c_graph.web.reply import Reply
from c2c_graph.web.reply import UsualHeaders
from c2c_graph.web.routes import is_counted

LOG = logging.getLogger(__name__)

# a body above this is compressed by a thread
_LONG: Final = 64 * 1024
_REMEMBERED: Final = 64
# the longest value of a header that is remembered
_SHORT_VALUE: Final = 256
# who takes no more than a piece in so long holds a file of ours for nothing
PIECE_SECONDS: Final = 60.0
_REQUEST_ID: Final = REQUEST_ID.lower().encode()
# what a 304 leaves out of the headers of the 200 (RFC 9110 §15.4.5)
_OF_BODY: Final = {b"content-length", b"content-type", b"content-encoding", b"etag"}


class Outgoing(NamedTuple):
    """An answer ready to be sent; `kept` is what may be sent again."""

    status: int
    headers: RawHeaders
    body: bytes | Pieces
    kept: Kept | None


async def finished(asked: Asked, reply: Reply, coding: str) -> Outgoing:
    """Return `reply` as it is sent to `asked`, in `coding` where that is worthwhile.

    The list of headers is the caller's.
    """
    if reply.usual and asked.method == "GET" and not asked.headers.get("if-none-match"):
        body = reply.body
        if isinstance(body, bytes) and (not coding or len(body) < encoding.SHORTEST):
            return _usual(asked, reply, body)
    reply = await _encoded(asked, reply, coding)
    if reply.release is not None:
        reply.set_header(RELEASE, str(reply.release))
    told = {name.lower(): value for name, value in reply.headers}
    shared = common(told.get("content-type", ""), reply.endpoint)
    headers = raw(reply.headers) + shared
    kept, tag, modified = None, told.get("etag", ""), told.get("last-modified", "")
    if reply.lasting and asked.method == "GET" and isinstance(reply.body, bytes):
        kept = Kept(
            reply.status,
            _with_length(headers, reply.status, len(reply.body)),
            reply.body,
            tag,
            reply.release,
            reply.endpoint,
            counted=is_counted(asked.path),
            modified=modified,
        )
    if asked.method == "OPTIONS":
        reply.fleeting += preflight(asked.headers)
    # what is for this time only is not worth remembering
    headers = headers + [_raw(*pair) for pair in reply.fleeting]
    status, body = reply.status, reply.body
    wanted = asked.headers.get("if-none-match", "")
    since = asked.headers.get("if-modified-since", "")
    known = conditional.unchanged(wanted, since, tag, modified)
    if known and status in (200, 304) and asked.reads:
        status, headers, body = 304, _not_modified(headers, wanted, tag), b""
    return Outgoing(status, headers, body, kept)


def _usual(asked: Asked, reply: Reply, body: bytes) -> Outgoing:
    """Return what the long way makes of such a `reply`, sooner."""
    own = dict(reply.headers[len(reply.usual) :])
    tag = own.get("ETag", "")
    length = (b"content-length", b"%d" % len(body))
    headers = [*_prepared(reply.usual, reply.release, reply.endpoint), length]
    kept = None
    if tag:
        headers.append((b"etag", tag.encode()))
    if reply.lasting:
        kept = Kept(
            reply.status,
            headers,
            body,
            tag,
            reply.release,
            reply.endpoint,
            is_counted(asked.path),
        )
    fleeting = [_raw(*pair) for pair in reply.fleeting]
    return Outgoing(reply.status, headers + fleeting, body, kept)


@lru_cache(_REMEMBERED)
def _prepared(usual: UsualHeaders, release: int | None, endpoint: str) -> RawHeaders:
    told = [] if release is None else [(RELEASE, str(release))]
    return raw([*usual, *told]) + common(dict(usual)["Content-Type"], endpoint)


async def _encoded(asked: Asked, reply: Reply, coding: str) -> Reply:
    """Return `reply` in `coding`; its tag tells the coding too (RFC 9110 §8.8.3.3)."""
    if _is_short(reply) or reply.status == 206:  # a range is one of plain bytes
        return reply
    length = int(reply.header("content-length") or reply.length)
    kind = reply.header("content-type")
    compressible = encoding.is_worthwhile(kind, length)
    # also where it is too short for it: a 304, which has no length, says the same
    if reply.status == 304 or encoding.is_worthwhile(kind, encoding.SHORTEST):
        _vary(reply)
    if not coding or not compressible or reply.header("content-encoding"):
        return reply
    if isinstance(reply.body, Pieces) and not asked.takes_chunks:
        return reply  # it would lose its length, which alone tells that it is whole
    _mark(reply, coding)
    if isinstance(reply.body, Pieces):
        source = encoding.pieces(coding, reply.body.source)
        return replace(reply, body=Pieces(source, reply.body.close))
    if not reply.body:  # a page made for HEAD
        return reply
    if length > _LONG:
        packed = await asyncio.to_thread(encoding.compressed, coding, reply.body)
    else:
        packed = encoding.compressed(coding, reply.body)
    reply.set_header("Content-Length", str(len(packed)))
    return replace(reply, body=packed)


def _is_short(reply: Reply) -> bool:
    body = reply.body
    return isinstance(body, bytes) and 0 < len(body) < encoding.SHORTEST


def _vary(reply: Reply) -> None:
    given = reply.header("vary")
    if "Accept-Encoding" not in given:
        reply.set_header("Vary", ", ".join(filter(None, [given, "Accept-Encoding"])))


def _mark(reply: Reply, coding: str) -> None:
    # the length of what is compressed on the way is not known beforehand
    reply.headers = [(n, v) for n, v in reply.headers if n.lower() != "content-length"]
    reply.set_header("Content-Encoding", coding)
    if tag := reply.header("etag"):
        reply.set_header("ETag", conditional.coded(tag, coding))


def _not_modified(
    headers: Iterable[tuple[bytes, bytes]], wanted: str, tag: str
) -> RawHeaders:
    """Return the headers of a 304, with the tag that the asker has."""
    known = conditional.known(wanted, tag).encode("latin-1")
    rest = [pair for pair in headers if pair[0] not in _OF_BODY]
    return [*rest, (b"etag", known)] if known else rest


def raw(headers: Headers) -> RawHeaders:
    """Return `headers` as ASGI takes them; what could split a header is left out."""
    return [
        (_remembered if len(value) <= _SHORT_VALUE else _raw)(name, value)
        for name, value in headers
    ]


def _raw(name: str, value: str) -> tuple[bytes, bytes]:
    line = value.replace("\r", " ").replace("\n", " ")
    return name.lower().encode("latin-1"), line.encode("latin-1", "replace")


# most headers are the same from answer to answer
_remembered = lru_cache(2_048)(_raw)


async def send_reply(
    asked: Asked, answer: Outgoing, request_id: str, send: Send
) -> int:
    """Send `answer`: a body in memory at once, a long one piece by piece.

    Return how many bytes the body had.
    """
    headers = [*answer.headers, (_REQUEST_ID, request_id.encode())]
    body = b"" if asked.method == "HEAD" else answer.body
    if isinstance(body, bytes):
        whole = answer.body
        # a page made for HEAD has no body, and its headers tell the length
        if isinstance(whole, bytes) and (whole or asked.method != "HEAD"):
            headers = _with_length(headers, answer.status, len(whole))
        await _start(send, answer.status, headers)
        await send({"type": "http.response.body", "body": body})
        return len(body)
    await _start(send, answer.status, headers)
    return await _send_pieces(body, send)


def _with_length(headers: RawHeaders, status: int, length: int) -> RawHeaders:
    if status in (204, 304):
        return headers
    told = (b"content-length", str(length).encode())
    if told in headers:
        return headers
    return [*(pair for pair in headers if pair[0] != told[0]), told]


async def _start(send: Send, status: int, headers: RawHeaders) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _send_pieces(body: Pieces, send: Send) -> int:
    """Send `body`; break off, so that nobody takes it for whole, where it stalls."""
    length = 0
    try:
        while (piece := await asyncio.to_thread(_next, body)) is not None:
            message = {"type": "http.response.body", "body": piece, "more_body": True}
            async with asyncio.timeout(PIECE_SECONDS):
                await send(message)
            length += len(piece)
        await send({"type": "http.response.body", "body": b""})
    except TimeoutError:
        LOG.debug("a client takes its answer too slowly; %d bytes are sent", length)
    finally:
        await asyncio.to_thread(body.close)
    return length


def _next(body: Pieces) -> bytes | None:
    return next((piece for piece in body.source if piece), None)


def has_it(wanted: bytes, since: bytes, kept: Kept) -> bool:
    """Return whether who sent these conditions has the kept answer already.

    `wanted` is `If-None-Match`, `since` is `If-Modified-Since`; empty if not sent.
    """
    return conditional.unchanged(
        wanted.decode("latin-1"), since.decode("latin-1"), kept.tag, kept.modified
    )


def known_again(wanted: bytes, kept: Kept) -> RawHeaders:
    """Return the headers of a 304 to who has the kept answer by the tags `wanted`."""
    return _not_modified(kept.headers, wanted.decode("latin-1"), kept.tag)
