"""Send a document with its validators, or 304 where the asker has it already."""

from collections.abc import Iterable

from flask import Response
from flask import request
from werkzeug.http import quote_etag

# a page may be kept, but has to be asked about again: a release may come any time
FRESHNESS = "public, max-age=0, must-revalidate"


def etag(*parts: str) -> str:
    """Return the entity tag for what `parts` determine."""
    return quote_etag("-".join(part for part in parts if part).replace('"', ""))


def not_modified(tag: str) -> Response | None:
    """Return a 304, to be stamped, where If-None-Match holds `tag`, else nothing."""
    given = request.if_none_match
    # weak comparison (RFC 9110 §13.1.2): a proxy that compresses weakens the tag
    if not given.contains_weak(tag.strip('"')):
        return None
    return Response(status=304)


def stamped(response: Response, tag: str, links: Iterable[str] = ()) -> Response:
    """Return `response` with its entity tag, freshness, Vary and links."""
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = FRESHNESS
    response.headers["Vary"] = "Accept, Accept-Language"
    if joined := ", ".join(links):
        response.headers["Link"] = joined
    return response
