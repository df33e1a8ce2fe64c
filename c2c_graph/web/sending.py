"""Finish an answer and send it: validators, compression, the headers all carry."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from functools import lru_cache
from typing import Final

from c2c_graph.web import conditional
from c2c_graph.web import encoding
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import Send
from c2c_graph.web.headers import COMMON
from c2c_graph.web.headers import RELEASE
from c2c_graph.web.headers import REQUEST_ID
from c2c_graph.web.headers import preflight
from c2c_graph.web.kept import Kept
from c2c_graph.web.kept import RawHeaders
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Pieces
from c2c_graph.web.reply import Reply
from c2c_graph.web.routes import is_counted

# a body above this is compressed by a thread
_LONG: Final = 64 * 1024
# what a 304 leaves out of the headers of the 200 (RFC 9110 §15.4.5)
_OF_BODY: Final = {b"content-length", b"content-type", b"content-encoding"}


@dataclass(frozen=True)
class Outgoing:
    """An answer ready to be sent; `kept` is what may be sent again."""

    status: int
    headers: RawHeaders
    body: bytes | Pieces
    kept: Kept | None


async def finished(asked: Asked, reply: Reply, coding: str) -> Outgoing:
    """Return `reply` as it is sent to `asked`, in `coding` where that is worthwhile."""
    reply = await _encoded(asked, reply, coding)
    if reply.release is not None:
        reply.set_header(RELEASE, str(reply.release))
    headers = raw(reply.headers) + COMMON
    kept, tag = None, reply.header("etag")
    if reply.lasting and asked.method == "GET" and isinstance(reply.body, bytes):
        kept = Kept(
            reply.status,
            headers,
            reply.body,
            tag,
            reply.release,
            reply.endpoint,
            counted=is_counted(asked.path),
        )
    if asked.method == "OPTIONS":
        reply.fleeting += preflight(asked.headers)
    status, headers, body = reply.status, headers + raw(reply.fleeting), reply.body
    if asked.reads and status == 200 and _has(asked, tag):
        reply.close()
        status, headers, body = 304, _without_body(headers), b""
    return Outgoing(status, headers, body, kept)


async def _encoded(asked: Asked, reply: Reply, coding: str) -> Reply:
    """Return `reply` in `coding`; its tag tells the coding too (RFC 9110 §8.8.3.3)."""
    if _is_short(reply):
        return reply
    length = int(reply.header("content-length") or reply.length)
    kind = reply.header("content-type")
    compressible = encoding.is_worthwhile(kind, length)
    # also where it is too short for it: a 304, which has no length, says the same
    if reply.status == 304 or encoding.is_worthwhile(kind, encoding.SHORTEST):
        _vary(reply)
    if not coding or not compressible or reply.header("content-encoding"):
        return reply
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


def _has(asked: Asked, tag: str) -> bool:
    return bool(tag) and conditional.holds(asked.headers.get("if-none-match", ""), tag)


def _without_body(headers: Iterable[tuple[bytes, bytes]]) -> RawHeaders:
    return [pair for pair in headers if pair[0] not in _OF_BODY]


def raw(headers: Headers) -> RawHeaders:
    """Return `headers` as ASGI takes them; what could split a header is left out."""
    return [_raw(name, value) for name, value in headers]


# most headers are the same from answer to answer
@lru_cache(2_048)
def _raw(name: str, value: str) -> tuple[bytes, bytes]:
    line = value.replace("\r", " ").replace("\n", " ")
    return name.lower().encode("latin-1"), line.encode("latin-1", "replace")


async def send_reply(
    asked: Asked, answer: Outgoing, request_id: str, send: Send
) -> int:
    """Send `answer`: a body in memory at once, a long one piece by piece.

    Return how many bytes the body had.
    """
    headers = [*answer.headers, (REQUEST_ID.lower().encode(), request_id.encode())]
    body = b"" if asked.method == "HEAD" else answer.body
    if isinstance(body, bytes):
        whole = answer.body
        # a page made for HEAD has no body, and its headers tell the length
        if isinstance(whole, bytes) and (whole or asked.method != "HEAD"):
            headers = _with_length(headers, answer.status, len(whole))
        await _start(send, answer.status, headers)
        await send({"type": "http.response.body", "body": body})
        if isinstance(answer.body, Pieces):
            answer.body.close()
        return len(body)
    await _start(send, answer.status, headers)
    return await _send_pieces(body, send)


def _with_length(headers: RawHeaders, status: int, length: int) -> RawHeaders:
    if status in (204, 304):
        return headers
    rest = [pair for pair in headers if pair[0] != b"content-length"]
    return [*rest, (b"content-length", str(length).encode())]


async def _start(send: Send, status: int, headers: RawHeaders) -> None:
    await send({"type": "http.response.start", "status": status, "headers": headers})


async def _send_pieces(body: Pieces, send: Send) -> int:
    length = 0
    try:
        while piece := await asyncio.to_thread(next, body.source, b""):
            length += len(piece)
            await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        await asyncio.to_thread(body.close)
    return length


async def send_kept(
    method: str,
    given: dict[bytes, bytes],
    kept: Kept,
    fleeting: Headers,
    request_id: str,
    send: Send,
) -> tuple[int, int]:
    """Send a kept answer, or 304; return the status and the length of the body."""
    headers = [*kept.headers, (b"x-request-id", request_id.encode())]
    if fleeting:
        headers += raw(fleeting)
    wanted = given.get(b"if-none-match")
    if wanted and kept.tag and conditional.holds(wanted.decode("latin-1"), kept.tag):
        await _start(send, 304, _without_body(headers))
        await send({"type": "http.response.body", "body": b""})
        return 304, 0
    await _start(send, kept.status, headers)
    body = kept.body if method == "GET" else b""
    await send({"type": "http.response.body", "body": body})
    return kept.status, len(body)
