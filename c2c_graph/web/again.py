"""Send kept answers again: the shortest way through a worker.

What a request asks for is read from its headers once; who asks in the same bytes again
is found by them.
"""

import itertools
import secrets
from typing import Final
from typing import NamedTuple

from c2c_graph import errors
from c2c_graph.web import conditional
from c2c_graph.web import encoding
from c2c_graph.web.asked import LONGEST_CHOICE
from c2c_graph.web.asked import Scope
from c2c_graph.web.asked import Send
from c2c_graph.web.clients import ClientNames
from c2c_graph.web.headers import REQUEST_ID
from c2c_graph.web.kept import Kept
from c2c_graph.web.kept import KeptAnswers
from c2c_graph.web.kept import Key
from c2c_graph.web.kept import RawHeaders
from c2c_graph.web.parts import Parts
from c2c_graph.web.sending import has_it
from c2c_graph.web.sending import send_kept
from c2c_graph.web.sending import send_known
from c2c_graph.web.sparql_request import is_query_id

# what asks for a part of an answer, or for one of the past, is answered the long way
_NEVER_KEPT: Final = (b"accept-datetime", b"range", b"if-range")
_READ_ID: Final = REQUEST_ID.lower().encode()
# requests whose reading is remembered, and the longest of them in bytes
_REMEMBERED: Final = 2_048
_SHORT: Final = 2_048


class Heard(NamedTuple):
    """What a request asks for: the key of its answer, and what comes beside it.

    `key` is None where the request is answered the long way.
    """

    key: Key | None
    whole: bool = True
    wanted: bytes = b""
    since: bytes = b""
    forwarded: bytes = b""
    request_id: bytes = b""


class RequestIds:
    """Names for requests: those that a proxy gave them, else our own."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self._prefix = secrets.token_hex(5)

    def of(self, given: bytes) -> str:
        """Return the id `given`, or a new one where that could forge a log."""
        if given and (name := conditional.harmless(given)):
            return name
        return f"{self._prefix}{next(self._numbers):06x}"


class Repeats:
    """The answers of a worker that may be sent again, and how requests find them."""

    def __init__(self, parts: Parts, clients: ClientNames, ids: RequestIds) -> None:
        self._parts = parts
        self._clients = clients
        self._ids = ids
        self._answers = KeptAnswers(parts.settings.cache_mb * 2**20)
        self._heard: dict[tuple[object, ...], Heard] = {}

    def hear(self, scope: Scope) -> Heard:
        """Return what the request with `scope` asks for."""
        said = (
            scope["method"],
            scope["raw_path"],
            scope["query_string"],
            scope["scheme"],
            *scope["headers"],
        )
        heard = self._heard.get(said)
        if heard is None:
            heard = _heard(scope)
            if _length(scope) <= _SHORT:
                if len(self._heard) >= _REMEMBERED:
                    self._heard.clear()
                self._heard[said] = heard
        return heard

    def keep(self, key: Key, release: int, answer: Kept) -> None:
        """Keep `answer`, which was made from `release`."""
        self._answers.keep(key, release, answer)

    async def send(
        self, scope: Scope, heard: Heard, release: int, send: Send, started: float
    ) -> bool:
        """Send the kept answer where there is one that the client may have.

        Return whether it was sent.
        """
        key = heard.key
        kept = self._answers.find(key, release) if key is not None else None
        if kept is None:
            return False
        wanted, since = heard.wanted, heard.since
        known = bool(wanted or since) and has_it(wanted, since, kept)
        fleeting: RawHeaders = []
        if kept.counted and not known:  # a 304 costs nothing
            try:
                fleeting = self._entered(scope, heard)
            except errors.OverBudget:
                return False
        request_id = self._ids.of(heard.request_id)
        fleeting.append((_READ_ID, request_id.encode()))
        if known:
            sent = await send_known(wanted, kept, fleeting, send)
        else:
            sent = await send_kept(kept, fleeting, send, whole=heard.whole)
        self._parts.observer.finished(
            scope, kept.endpoint, *sent, kept.release, request_id, started
        )
        return True

    def _entered(self, scope: Scope, heard: Heard) -> RawHeaders:
        peer = scope["client"]
        forwarded = heard.forwarded.decode("latin-1") if heard.forwarded else ""
        client = self._clients.name(peer[0] if peer else "", forwarded)
        return self._parts.budgets.enter_again(client)


def _heard(scope: Scope) -> Heard:
    """Read the headers of a request.

    A header given twice is read the long way, and so is what does not read.
    """
    headers = dict(scope["headers"])
    if len(headers) != len(scope["headers"]) or scope["method"] not in ("GET", "HEAD"):
        return Heard(None)
    return Heard(
        _key(scope, headers),
        scope["method"] == "GET",
        headers.get(b"if-none-match", b""),
        headers.get(b"if-modified-since", b""),
        headers.get(b"x-forwarded-for", b""),
        headers.get(_READ_ID, b""),
    )


def _length(scope: Scope) -> int:
    pairs = scope["headers"]
    return (
        len(scope["raw_path"])
        + len(scope["query_string"])
        + sum(len(name) + len(value) for name, value in pairs)
    )


def _key(scope: Scope, headers: dict[bytes, bytes]) -> Key | None:
    """Return all that an answer to a safe request depends on, besides the release.

    None where the request is read by the long way: a header is very long, names a
    query as none may be called, or asks for a part or for the past.
    """
    if any(name in headers for name in _NEVER_KEPT):
        return None
    named = headers.get(b"query-id")
    if named is not None and not is_query_id(named.decode("latin-1")):
        return None
    accept, language = headers.get(b"accept"), headers.get(b"accept-language")
    accepted, known = headers.get(b"accept-encoding"), headers.get(b"if-none-match")
    profile = headers.get(b"accept-profile")
    for value in (accept, language, profile, accepted, known):
        if value is not None and len(value) > LONGEST_CHOICE:
            return None
    return (
        scope["raw_path"],
        scope["query_string"],
        accept,
        language,
        profile,
        headers.get(b"host"),
        encoding.choose(accepted.decode("latin-1")) if accepted else "",
        scope["scheme"],
    )
