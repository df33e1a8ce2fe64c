"""Send kept answers again: the shortest way through a worker.

What a request asks for is read from its headers once; who asks in the same bytes again
is found by them.
"""

import itertools
import secrets
from collections.abc import Mapping
from itertools import chain
from typing import Final
from typing import NamedTuple

from c2c_graph import errors
from c2c_graph.web import conditional
from c2c_graph.web import encoding
from c2c_graph.web.asked import LONGEST_CHOICE
from c2c_graph.web.asked import Scope
from c2c_graph.web.asked import Send
from c2c_graph.web.asked import read_headers
from c2c_graph.web.asked import require_one_host
from c2c_graph.web.asked import require_short_headers
from c2c_graph.web.clients import ClientNames
from c2c_graph.web.headers import REQUEST_ID
from c2c_graph.web.kept import Kept
from c2c_graph.web.kept import KeptAnswers
from c2c_graph.web.kept import Key
from c2c_graph.web.kept import RawHeaders
from c2c_graph.web.parts import Parts
from c2c_graph.web.sending import has_it
from c2c_graph.web.sending import known_again
from c2c_graph.web.sparql_request import is_query_id

# what asks for a part of an answer, or for one of the past, is answered the long way
_NEVER_KEPT: Final = (b"accept-datetime", b"range", b"if-range")
_Pairs = tuple[tuple[bytes, bytes], ...]
_READ_ID: Final = REQUEST_ID.lower().encode()
# headers of requests that are remembered, and the longest of them in bytes
_REMEMBERED: Final = 2_048
_SHORT: Final = 2_048


class Said(NamedTuple):
    """What the headers of a request say, by lower-case name and those read here.

    `choice` is all that an answer depends on; None where the request is answered the
    long way. `fault` says what is wrong with them.
    """

    headers: Mapping[str, str]
    choice: Key | None
    wanted: bytes
    since: bytes
    forwarded: str
    request_id: bytes
    fault: errors.C2CError | None


class Heard(NamedTuple):
    """What a request asks for: the key of its answer, and what comes beside it.

    `key` is None where the request is answered the long way; `whole` is false where
    the headers of the answer are enough.
    """

    key: Key | None
    whole: bool
    said: Said


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
        self._said: dict[_Pairs, Said] = {}

    def hear(self, scope: Scope) -> Heard:
        """Return what the request with `scope` asks for."""
        pairs = tuple(scope["headers"])
        said = self._said.get(pairs)
        if said is None:
            said = self._read(pairs)
        method, choice = scope["method"], said.choice
        if choice is None or (method != "GET" and method != "HEAD"):
            return Heard(None, True, said)
        where = scope["raw_path"], scope["query_string"], scope["scheme"]
        return Heard(where + choice, method == "GET", said)

    def _read(self, pairs: "_Pairs") -> Said:
        """Read headers, and remember what they say: most requests share them."""
        said = _said(pairs)
        if said.fault is None and sum(map(len, chain.from_iterable(pairs))) <= _SHORT:
            if len(self._said) >= _REMEMBERED:
                self._said.clear()
            self._said[pairs] = said
        return said

    def keep(self, key: Key, release: int, answer: Kept) -> None:
        """Keep `answer`, which was made from `release`."""
        self._answers.keep(key, release, answer)

    async def send(
        self, scope: Scope, heard: Heard, release: int, send: Send, started: float
    ) -> bool:
        """Send the kept answer where there is one that the client may have.

        Return whether it was sent.
        """
        key, whole, said = heard
        kept = self._answers.find(key, release) if key is not None else None
        if kept is None:
            return False
        _, _, wanted, since, forwarded, given_id, _ = said
        if (wanted or since) and has_it(wanted, since, kept):  # it costs nothing
            status, headers, body = 304, known_again(wanted, kept), b""
        else:
            status, headers, body = kept.status, kept.headers, kept.body
            if kept.counted:
                try:
                    headers = headers + self._entered(scope, forwarded)
                except errors.OverBudget:
                    return False
        request_id = self._ids.of(given_id)
        headers = [*headers, (_READ_ID, request_id.encode())]
        if not whole:
            body = b""
        await send(
            {"type": "http.response.start", "status": status, "headers": headers}
        )
        await send({"type": "http.response.body", "body": body})
        self._parts.observer.finished(
            scope, kept.endpoint, status, len(body), kept.release, request_id, started
        )
        return True

    def _entered(self, scope: Scope, forwarded: str) -> RawHeaders:
        peer = scope["client"]
        client = self._clients.name(peer[0] if peer else "", forwarded)
        return self._parts.budgets.enter_again(client)


def _said(pairs: _Pairs) -> Said:
    """Read headers; with one that is given twice a request goes the long way."""
    given, headers = dict(pairs), read_headers(pairs)
    forwarded = headers.get("x-forwarded-for", "")
    fault: errors.C2CError | None = None
    try:
        require_short_headers(headers)
        require_one_host(headers)
    except errors.C2CError as error:
        headers, fault = {}, error
    return Said(
        headers,
        _choice(given) if len(given) == len(pairs) and fault is None else None,
        given.get(b"if-none-match", b""),
        given.get(b"if-modified-since", b""),
        forwarded,
        given.get(_READ_ID, b""),
        fault,
    )


def _choice(headers: dict[bytes, bytes]) -> Key | None:
    """Return what an answer depends on besides its address and the release.

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
        accept,
        language,
        profile,
        headers.get(b"host"),
        encoding.choose(accepted.decode("latin-1")) if accepted else "",
    )
