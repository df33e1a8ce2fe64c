"""The past of documents: TimeGate and mementos (RFC 7089), over HTTP.

A document asked for with `Accept-Datetime` sends on to the memento that held then, a
state of it with an address that never changes: `/releases/{number}/doc/…`. Only the
releases that changed a document have a memento of it; others send on to the one
before.
"""

import asyncio
import re
from datetime import UTC
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Final

from werkzeug.http import http_date

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import entity_documents
from c2c_graph.web import memento_documents
from c2c_graph.web import profiles
from c2c_graph.web import timemap
from c2c_graph.web import variants
from c2c_graph.web.asked import Asked
from c2c_graph.web.past_places import links as links
from c2c_graph.web.past_places import place_of
from c2c_graph.web.past_states import state_at
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Reply
from c2c_graph.web.view import View

ENDPOINT: Final = "memento"
ACCEPT_DATETIME: Final = "accept-datetime"
# requests for the past that one worker works on at once
AT_ONCE: Final = 2
_LEADING: Final = {"/id/": namespaces.THINGS, "/def/": namespaces.DEFINITIONS}
_MEMENTO: Final = re.compile(r"/releases/(0|[1-9][0-9]{0,18})/(doc/.+/.+)", re.DOTALL)
# RFC 7089 §2.1.1: the date of RFC 1123, in GMT
_DATE: Final = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT",
    re.ASCII,
)


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

    async def told(
        self, asked: Asked, view: View, fault: errors.UnknownIri
    ) -> Exception:
        """Return `fault`, or where the thing was described once, one that says so."""
        about_past = isinstance(fault, errors.NotThen)
        if about_past or not entity_documents.answers(asked.path):
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
            iri, _ = memento_documents.known(view, space, rest)
            return _to_document(asked, iri)
    _, states = memento_documents.described(view, asked.path[1:])
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
        _, states = memento_documents.described(view, stem)
        place = place_of(asked, stem)
        return timemap.reply(asked, view, place, states, form)
    if found := _MEMENTO.fullmatch(asked.path):
        return memento_documents.memento(asked, view, int(found[1]), found[2])
    return timegate(asked, view)


def _to_document(asked: Asked, iri: str) -> Reply:
    location = addresses.document_path(iri)
    headers = [
        ("Location", location + profiles.query(asked, profiles.chosen(asked))),
        ("Vary", "Accept-Profile, Accept-Datetime"),
        ("Cache-Control", conditional.FRESHNESS),
        ("Link", f'<{location}>; rel="describedby"'),
    ]
    return Reply(303, headers, b"", ENDPOINT)


def _no_longer(asked: Asked, view: View, fault: errors.UnknownIri) -> Exception:
    path = asked.path[1:]
    for start in _LEADING:
        if asked.path.startswith(start):
            path = addresses.document_path(namespaces.BASE + path)[1:]
    try:
        iri, states = memento_documents.described(view, path)
    except errors.UnknownIri:
        return fault
    last = [state for state in states if state.exists][-1]
    stem = variants.split(path)[0]
    return errors.NotThen(
        f"nothing is known under <{iri}> any more; its last state is at "
        f"/releases/{last.number}{addresses.encoded(stem)}",
        document=stem,
    )
