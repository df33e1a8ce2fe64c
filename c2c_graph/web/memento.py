"""The past of documents: TimeGate and mementos (RFC 7089), over HTTP.

A document asked for with `Accept-Datetime` sends on to the memento that held then, a
state of it with an address that never changes: `/releases/{number}/doc/…`. Only the
releases that changed a document have a memento of it; others send on to the one
before.
"""

import asyncio
import hashlib
import re
from datetime import UTC
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from werkzeug.http import http_date

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference.describe import describe
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import documents
from c2c_graph.web import entity_documents
from c2c_graph.web import timemap
from c2c_graph.web import variants
from c2c_graph.web.asked import Asked
from c2c_graph.web.entity_documents import Choice
from c2c_graph.web.past_places import Past
from c2c_graph.web.past_places import Place
from c2c_graph.web.past_places import links as links
from c2c_graph.web.past_places import place_of
from c2c_graph.web.past_states import State
from c2c_graph.web.past_states import facts_at
from c2c_graph.web.past_states import state_at
from c2c_graph.web.past_states import states_of
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Reply
from c2c_graph.web.view import View

ENDPOINT: Final = "memento"
ACCEPT_DATETIME: Final = "accept-datetime"
FOR_EVER: Final = "public, max-age=31536000, immutable"
# requests for the past that one worker works on at once
AT_ONCE: Final = 2
_LEADING: Final = {"/id/": namespaces.THINGS, "/def/": namespaces.DEFINITIONS}
_MEMENTO: Final = re.compile(r"/releases/([0-9]{1,9})/(doc/.+/.+)", re.DOTALL)
# RFC 7089 §2.1.1: the date of RFC 1123, in GMT
_DATE: Final = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT",
    re.ASCII,
)
_DIGITS: Final = 8


def answers(asked: Asked) -> bool:
    """Return whether `asked` is about the past of a document."""
    if asked.path.startswith(("/releases/", "/timemap/")):
        return bool(_MEMENTO.fullmatch(asked.path) or timemap.asked_for(asked.path))
    if ACCEPT_DATETIME not in asked.headers:
        return False
    return entity_documents.answers(asked.path)


class Mementos:
    """Answers what is asked about the past, a few requests at a time."""

    def __init__(self) -> None:
        self._turn = asyncio.Semaphore(AT_ONCE)

    async def reply(self, asked: Asked, view: View) -> Reply:
        """Return the answer to `asked`, which `answers` names.

        Raise `errors.NotThen`, `errors.UnknownIri`, `errors.UnknownRelease`,
        `errors.BadRequest` for a malformed date, `errors.NotAcceptable`.
        """
        async with self._turn:
            return await asyncio.to_thread(_reply, asked, view)

    async def told(self, asked: Asked, view: View, fault: Exception) -> Exception:
        """Return `fault`, or where the thing was described once, one that says so."""
        if not isinstance(fault, errors.UnknownIri) or isinstance(
            fault, errors.NotThen
        ):
            return fault
        async with self._turn:
            return await asyncio.to_thread(_no_longer, asked, view, fault)


def headers_of(asked: Asked, fault: Exception) -> Headers:
    """Return what a fault about the past adds to its answer (RFC 7089 §4.5.5)."""
    if not isinstance(fault, errors.NotThen):
        return []
    found: Headers = [("Link", ", ".join(place_of(asked, fault.document).links()))]
    return [*found, *_dated(fault.made)]


def _dated(made: datetime | None) -> Headers:
    return [("Memento-Datetime", http_date(made))] if made else []


def timegate(asked: Asked, view: View) -> Reply:
    """Return where the state is that held at the time in `Accept-Datetime`.

    Before the first state this is the first (RFC 7089 §4.5.3). A thing sends on to
    its document, as it does without a time. Raise `errors.BadRequest` for what is no
    date, and `errors.UnknownIri`.
    """
    moment = read_date(asked.headers[ACCEPT_DATETIME])
    for start, space in _LEADING.items():
        if asked.path.startswith(start):
            rest = asked.path.removeprefix(start)
            return _to_document(*_known(view, space, rest))
    _, states = _asked(view, asked.path[1:])
    place = place_of(asked, asked.path[1:])
    number = view.history.at(moment)
    state = (state_at(states, number) if number else None) or states[0]
    headers = [
        ("Location", place.redirection(state.number, asked.query)),
        ("Vary", "Accept-Datetime"),
        ("Cache-Control", conditional.FRESHNESS),
        ("Link", ", ".join([*place.links(), *place.mementos(states, state)])),
    ]
    return Reply(302, headers, b"", ENDPOINT, view.number)


def read_date(given: str) -> datetime:
    """Return the time that `Accept-Datetime` gives; raise `errors.BadRequest`."""
    try:
        if _DATE.fullmatch(given.strip()):
            return parsedate_to_datetime(given).astimezone(UTC)
    except ValueError:
        pass
    raise errors.BadRequest(
        f"Accept-Datetime: {given[:40]!r} is no date such as "
        "'Thu, 31 May 2026 20:35:00 GMT' (RFC 7089 §2.1.1)"
    )


def _reply(asked: Asked, view: View) -> Reply:
    if listed := timemap.asked_for(asked.path):
        form, stem = listed
        _, states = _asked(view, stem)
        place = place_of(asked, stem)
        return timemap.reply(asked, view, place, states, form)
    if found := _MEMENTO.fullmatch(asked.path):
        return _memento(asked, view, int(found[1]), found[2])
    return timegate(asked, view)


def _asked(view: View, path: str) -> tuple[str, tuple[State, ...]]:
    """Return the IRI that the document at the decoded `path` is about, its states."""
    stem, _ = variants.split(path)
    space, rest = addresses.space_of(stem.removeprefix("doc/"))
    return _known(view, space, rest)


def _known(view: View, space: str, path: str) -> tuple[str, tuple[State, ...]]:
    for spelling in addresses.spellings(path):
        if states := states_of(view, space + spelling):
            return space + spelling, states
    raise errors.UnknownIri(f"nothing was ever known under <{space}{path}>")


def _to_document(iri: str, states: tuple[State, ...]) -> Reply:
    location = addresses.document_path(iri)
    headers = [
        ("Location", location),
        ("Vary", "Accept-Datetime"),
        ("Cache-Control", conditional.FRESHNESS),
        ("Link", f'<{location}>; rel="describedby"'),
    ]
    return Reply(303, headers, b"", ENDPOINT)


def _memento(asked: Asked, view: View, number: int, path: str) -> Reply:
    made = view.history.created(number)
    iri, states = _asked(view, path)
    place = place_of(asked, path)
    state = state_at(states, number)
    if state is None or not state.exists:
        raise errors.NotThen(
            f"<{iri}> was not described in release {number}; "
            f"{place.timemap} lists the releases in which it was",
            document=path,
            made=state.made if state else made,
        )
    if state.number != number:
        headers = [("Location", place.redirection(state.number, asked.query))]
        headers += [("Cache-Control", FOR_EVER), ("Link", ", ".join(place.links()))]
        return Reply(302, headers, b"", ENDPOINT, number)
    return _document(asked, view, iri, place, states, state)


def _document(
    asked: Asked,
    view: View,
    iri: str,
    place: Place,
    states: tuple[State, ...],
    state: State,
) -> Reply:
    suffix = variants.split(place.path)[1]
    choice = entity_documents.choose(asked, suffix)
    stem = variants.split(place.path)[0]
    address = f"/releases/{state.number}{stem}"
    headers = [
        *_headers(view, state, choice, address, suffix),
        ("Link", ", ".join([*place.links(), *place.mementos(states, state)])),
    ]
    given = dict(headers)
    if conditional.unchanged(
        asked.headers.get("if-none-match", ""),
        asked.headers.get("if-modified-since", ""),
        given["ETag"],
        "",
    ):
        return Reply(304, headers, b"", ENDPOINT, state.number)
    body = _written(view, iri, choice, state, Past(address, stem))
    return Reply(200, headers, body, ENDPOINT, state.number)


def _headers(
    view: View, state: State, choice: Choice, address: str, suffix: str
) -> Headers:
    vary = [] if suffix else ["Accept"]
    if choice.variant == documents.HTML:
        vary.append("Accept-Language")
    token = view.stamp(state.number).token
    tag = conditional.etag(
        token, "past", _spelling(view), choice.variant, *choice.languages
    )
    return [
        ("Content-Type", variants.content_type(choice.variant)),
        ("Content-Location", f"{address}.{choice.variant}"),
        ("ETag", tag),
        ("Memento-Datetime", http_date(state.made)),
        ("Cache-Control", FOR_EVER),
        *([("Vary", ", ".join(vary))] if vary else []),
    ]


def _written(view: View, iri: str, choice: Choice, state: State, past: Past) -> bytes:
    facts = facts_at(view, state.number)
    description = describe(facts, iri, sourced=choice.variant in documents.SOURCED)
    if choice.variant == documents.HTML:
        stamp = view.stamp(state.number)
        return documents.html(
            view, facts, description, choice.languages, stamp, past=past
        )
    return documents.rdf(view, facts, description, choice.variant)


def _spelling(view: View) -> str:
    """Return what tells how RDF is spelled now: prefixes, and terms of JSON-LD."""
    return _digest(tuple(sorted(view.prefixes.items())))


@lru_cache(4)
def _digest(prefixes: tuple[tuple[str, str], ...]) -> str:
    return hashlib.sha256(repr(prefixes).encode()).hexdigest()[:_DIGITS]


def _no_longer(asked: Asked, view: View, fault: errors.UnknownIri) -> Exception:
    path = asked.path[1:]
    for start in _LEADING:
        if asked.path.startswith(start):
            path = addresses.document_path(namespaces.BASE + path)[1:]
    try:
        iri, states = _asked(view, path)
    except errors.UnknownIri:
        return fault
    last = [state for state in states if state.exists][-1]
    stem = variants.split(path)[0]
    return errors.NotThen(
        f"nothing is known under <{iri}> any more; its last state is at "
        f"/releases/{last.number}{addresses.encoded(stem)}",
        document=stem,
    )
