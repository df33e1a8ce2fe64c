"""Lists of the mementos of a document: TimeMaps (RFC 7089 §5), as links and as JSON."""

import json
import re
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Any
from typing import Final

from werkzeug.http import http_date

from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web.asked import Asked
from c2c_graph.web.past_places import LINK_FORMAT
from c2c_graph.web.past_places import Place
from c2c_graph.web.past_states import State
from c2c_graph.web.reply import Reply
from c2c_graph.web.view import View

ENDPOINT: Final = "timemap"
_ADDRESS: Final = re.compile(r"/timemap/(?:(link|json)/)?(doc/.+/.+)", re.DOTALL)
_OFFERS: Final = {"link": LINK_FORMAT, "json": "application/json"}


def asked_for(path: str) -> tuple[str, str] | None:
    """Return the form, may be empty, and the document whose TimeMap is at `path`."""
    found = _ADDRESS.fullmatch(path)
    return (found[1] or "", found[2]) if found else None


def reply(
    asked: Asked, view: View, place: Place, states: Sequence[State], form: str
) -> Reply:
    """Return the TimeMap of `place`, in the `form` asked for or negotiated."""
    if not form:
        found = negotiate.negotiate(asked.accept, tuple(_OFFERS.values()), ())
        form = next(name for name, offered in _OFFERS.items() if offered == found)
    mementos = [state for state in states if state.exists]
    body = _links(place, mementos) if form == "link" else _json(place, mementos)
    headers = [
        ("Content-Type", _OFFERS[form]),
        ("ETag", conditional.content_tag(body, form)),
        ("Cache-Control", conditional.FRESHNESS),
        ("Vary", "Accept"),
    ]
    return Reply(200, headers, body, ENDPOINT, view.number, lasting=True)


def _links(place: Place, mementos: Sequence[State]) -> bytes:
    """Return the links as a document (RFC 6690 §2, RFC 7089 §5)."""
    first, last = http_date(mementos[0].made), http_date(mementos[-1].made)
    span = f'from="{first}"; until="{last}"'
    lines = [
        f'<{place.original}>; rel="original timegate"',
        f'<{place.timemap}>; rel="self"; type="{LINK_FORMAT}"; {span}',
        *_memento_links(place, mementos),
    ]
    return (",\n".join(lines) + "\n").encode()


def _memento_links(place: Place, mementos: Sequence[State]) -> Iterator[str]:
    ends = {mementos[0].number: ["first"]}
    ends.setdefault(mementos[-1].number, []).append("last")
    for state in mementos:
        rel = " ".join([*ends.get(state.number, ()), "memento"])
        when = http_date(state.made)
        yield f'<{place.memento(state.number)}>; rel="{rel}"; datetime="{when}"'


def _json(place: Place, mementos: Sequence[State]) -> bytes:
    """Return the same as JSON, with the names that web archives use."""
    listed = [_named(place, state) for state in mementos]
    told = {
        "original_uri": place.original,
        "timegate_uri": place.original,
        "timemap_uri": {
            "link_format": place.timemap,
            "json_format": place.timemap.replace("/timemap/link/", "/timemap/json/", 1),
        },
        "mementos": {"first": listed[0], "last": listed[-1], "list": listed},
    }
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _named(place: Place, state: State) -> dict[str, Any]:
    return {
        "datetime": f"{state.made:%Y-%m-%dT%H:%M:%SZ}",
        "uri": place.memento(state.number),
    }
