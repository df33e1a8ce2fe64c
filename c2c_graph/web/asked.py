"""A request as the front reads it, free of any framework."""

import asyncio
import re
from collections.abc import Awaitable
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from typing import Final

from c2c_graph import errors
from c2c_graph.dereference.limits import LONGEST_HEADERS

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

# who announces a body and sends it slower than this is not waited for
BODY_SECONDS: Final = 60.0
# so much beyond the limit is read and dropped: who is hung up on while sending may
# never read the answer (RFC 9112 §9.6)
DROPPED: Final = 16 * 2**20
# of headers that are negotiated: every range is weighed against all there is to offer,
# while others wait
LONGEST_CHOICE: Final = 4_096
_MOST_RANGES: Final = 100
_MOST_DIGITS: Final = 20
_LONGEST_CODING: Final = 100
# HTTP/1.0, as granian writes it and as ASGI does
_WITHOUT_CHUNKS: Final = ("1", "1.0")
_CHOICES: Final = ("accept", "accept-encoding", "accept-language")


class ClientLeft(Exception):
    """The client has closed the connection; there is nobody to answer."""


@dataclass(frozen=True)
class Asked:
    """One request: header names are lower-case, repeated headers joined by commas.

    `path` is decoded, `raw_path` and `query` are the bytes of the request line;
    `client` is the name that budgets count it under.
    """

    method: str
    path: str
    raw_path: bytes
    query: bytes
    headers: Mapping[str, str]
    client: str
    peer: str
    scheme: str
    scope: Scope

    @property
    def accept(self) -> str:
        """Return the Accept header, empty where there is none."""
        return self.headers.get("accept", "")

    @property
    def media_type(self) -> str:
        """Return the media type of the body, lower-case and without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def reads(self) -> bool:
        """Return whether the method is safe and gives a representation."""
        return self.method in ("GET", "HEAD")

    @property
    def takes_chunks(self) -> bool:
        """Return whether a body without length tells its end (RFC 9112 §6.3, §7.1)."""
        return self.scope.get("http_version", "1.1") not in _WITHOUT_CHUNKS


def require_short_headers(headers: Mapping[str, str]) -> None:
    """Raise `errors.HeadersTooLarge` where to read them costs more than to answer."""
    if sum(map(len, headers.values())) > LONGEST_HEADERS:
        raise errors.HeadersTooLarge(
            f"the headers have more than {LONGEST_HEADERS:,} bytes, the limit"
        )
    for name in _CHOICES:
        given = headers.get(name, "")
        if len(given) > LONGEST_CHOICE or given.count(",") >= _MOST_RANGES:
            raise errors.HeadersTooLarge(
                f"the header {name} has more than {LONGEST_CHOICE:,} bytes or "
                f"{_MOST_RANGES} ranges, the limits; name the few that you like best"
            )


def require_one_host(headers: Mapping[str, str]) -> None:
    """Raise `errors.BadRequest` where Host is no host, or several (RFC 9112 §3.2).

    None at all is for HTTP/1.0; the server above us says nothing of what it lacked.
    """
    if not _host().fullmatch(headers.get("host", "")):
        raise errors.BadRequest(
            "the header Host names no host; send one name or address, and its port"
        )


@cache
def _host() -> re.Pattern[str]:
    # RFC 3986 §3.2.2, §3.2.3: an address in brackets or a name, and maybe a port
    name = r"\[[0-9A-Za-z:.%~_-]+\]|(?:[0-9A-Za-z._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*+"
    return re.compile(rf"(?:{name})(?::[0-9]*)?")


def require_plain_body(asked: Asked) -> None:
    """Raise `errors.UnsupportedCoding` for a body that is compressed.

    No coding is undone (RFC 9110 §15.5.16): a few bytes could stand for many.
    """
    coding = asked.headers.get("content-encoding", "").strip().lower()
    if coding not in ("", "identity"):
        raise errors.UnsupportedCoding(
            f"Content-Encoding: {coding[:_LONGEST_CODING]} is not undone here; send "
            "the body as it is"
        )


def read_headers(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return the headers by name; repeated ones are joined (RFC 9110 §5.3)."""
    headers: dict[str, str] = {}
    for name, value in raw:
        key, text = name.decode("latin-1"), value.decode("latin-1")
        headers[key] = f"{headers[key]}, {text}" if key in headers else text
    return headers


async def read_body(asked: Asked, receive: Receive, limit: int) -> bytes:
    """Return the whole body.

    Raise `errors.ContentTooLarge` above `limit` bytes, `errors.RequestTimeout`
    where it comes too slowly, and `ClientLeft` where it breaks off.
    """
    announced = int(_digits(asked.headers.get("content-length", "")))
    if announced > limit + DROPPED:
        raise _too_long(limit)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            return await _collected(receive, limit)
    except TimeoutError:
        raise errors.RequestTimeout(
            f"the body did not arrive within {BODY_SECONDS:g} s; send it again"
        ) from None


async def _collected(receive: Receive, limit: int) -> bytes:
    chunks, length, more = [], 0, True
    while more and length <= limit + DROPPED:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise _broken_off(length)  # it may still read what we say
        piece = message.get("body", b"")
        length += len(piece)
        if length <= limit:
            chunks.append(piece)
        more = message.get("more_body", False)
    if length > limit:
        raise _too_long(limit)
    return b"".join(chunks)


def _too_long(limit: int) -> errors.ContentTooLarge:
    return errors.ContentTooLarge(
        f"the body has more than {limit:,} bytes, the limit; send less at once"
    )


def _broken_off(length: int) -> errors.BadRequest:
    return errors.BadRequest(
        f"the body breaks off after {length:,} bytes; send it again"
    )


def _digits(text: str) -> str:
    """Return the digits of a number, few enough for `int`; "0" where there are none."""
    digits = text.lstrip("0") if text.isascii() and text.isdigit() else ""
    return digits[:_MOST_DIGITS] or "0"
