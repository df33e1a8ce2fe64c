"""Validators and conditional requests (RFC 9110 §8.8, §13.1)."""

import hashlib
import re
from collections.abc import Iterable
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from flask import Response
from flask import request
from werkzeug.http import parse_date
from werkzeug.http import quote_etag

# a page may be kept, but has to be asked about again: a release may come any time
FRESHNESS: Final = "public, max-age=0, must-revalidate"
_CODINGS: Final = ("gzip", "zstd")
# an HTTP-date has 29 characters, in its obsolete forms up to 33 (RFC 9110 §5.6.7)
_LONGEST_DATE: Final = 40
_REMEMBERED: Final = 1_024
_DIGITS: Final = 16
_WHOLE_TAG = re.compile(r'(?:W/)?"[^"]*"')
_TAG = re.compile(r'(?:W/)?"([^"]*)"')
# an id from a proxy is kept where it is harmless in a log
_HARMLESS = re.compile(rb"[A-Za-z0-9._-]{1,64}")


def etag(*parts: str) -> str:
    """Return the entity tag for what `parts` determine."""
    return quote_etag("-".join(part for part in parts if part).replace('"', ""))


def content_tag(body: bytes, *parts: str) -> str:
    """Return the entity tag of `body`, for what depends on more than the release."""
    return etag(hashlib.sha256(body).hexdigest()[:_DIGITS], *parts)


def coded(tag: str, coding: str) -> str:
    """Return the tag of what `tag` names in the content coding `coding`."""
    return f'{tag[:-1]}-{coding}"'


def holds(if_none_match: str, tag: str) -> bool:
    """Return whether the header `If-None-Match` holds `tag`, in whatever coding.

    By weak comparison: a proxy that compresses weakens the tag.
    """
    if not if_none_match:
        return False
    if if_none_match.strip() == "*":
        return True
    wanted = _plain(tag.removeprefix("W/").strip('"'))
    return any(_plain(found) == wanted for found in _TAG.findall(if_none_match))


def unchanged(if_none_match: str, if_modified_since: str, tag: str, date: str) -> bool:
    """Return whether the asker has what `tag` and the Last-Modified `date` name.

    If-Modified-Since counts only without If-None-Match (RFC 9110 §13.1.3).
    """
    if if_none_match:
        return bool(tag) and holds(if_none_match, tag)
    return bool(if_modified_since and date) and not _is_later(date, if_modified_since)


@lru_cache(_REMEMBERED)
def _is_later(date: str, than: str) -> bool:
    """Return whether `date` is later, or `than` is no HTTP-date and so says nothing."""
    limit = parse_date(than) if len(than) <= _LONGEST_DATE else None
    found = parse_date(date)
    return limit is None or found is None or found > limit


def meets(given: Mapping[str, str], tag: str, date: str) -> bool:
    """Return whether what the headers `given` demand is so (RFC 9110 §13.1.1, §13.1.4).

    `tag` is strong, `date` that of Last-Modified, empty without it.
    """
    if wanted := given.get("if-match"):
        return wanted.strip() == "*" or tag in _WHOLE_TAG.findall(wanted)
    since = given.get("if-unmodified-since", "")[:_LONGEST_DATE]
    return not (date and parse_date(since) and _is_later(date, since))


def is_same(if_range: str, tag: str, date: str) -> bool:
    """Return whether If-Range names what `tag` and `date` name, or nothing (§13.1.5).

    By strong comparison; a date counts where it is the very one of Last-Modified.
    """
    return not if_range or if_range.strip() in filter(None, (tag, date))


def known(if_none_match: str, tag: str) -> str:
    """Return `tag` as the asker has it, with the coding of what was sent then."""
    wanted = _plain(tag.strip('"'))
    found = _TAG.findall(if_none_match)
    return next((f'"{opaque}"' for opaque in found if _plain(opaque) == wanted), tag)


def _plain(opaque: str) -> str:
    for coding in _CODINGS:
        opaque = opaque.removesuffix(f"-{coding}")
    return opaque


def harmless(given: bytes) -> str:
    """Return a request id that a proxy sent, empty where it could forge a log."""
    return given.decode() if _HARMLESS.fullmatch(given) else ""


def not_modified(tag: str) -> Response | None:
    """Return a 304, to be stamped, where If-None-Match holds `tag`, else nothing."""
    given = request.headers.get("If-None-Match", "")
    return Response(status=304) if holds(given, tag) else None


def stamped(response: Response, tag: str, links: Iterable[str] = ()) -> Response:
    """Return `response` with its entity tag, freshness, Vary and links."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = FRESHNESS
    response.headers["Vary"] = "Accept, Accept-Language"
    if joined := ", ".join(links):
        response.headers["Link"] = joined
    return response
