"""Headers that every answer carries: CORS, safety, the release it was read from."""

from typing import Final

from flask import Flask
from flask import Response
from flask import g
from flask import request

RELEASE: Final = "C2C-Release"
REQUEST_ID: Final = "X-Request-Id"

_SAFETY: Final = {
    # forms and styles from here, nothing else; no scripts at all
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_CORS: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        f"Allow, Content-Length, Content-Location, ETag, Link, Location, Retry-After, "
        f"{RELEASE}, {REQUEST_ID}"
    ),
}
_PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Max-Age": "86400",
}


def register(app: Flask) -> None:
    """Make `app` put the common headers on every answer, errors included."""
    app.after_request(_common)


def _common(response: Response) -> Response:
    headers = response.headers
    for name, value in (_SAFETY | _CORS).items():
        headers[name] = value
    if request.method == "OPTIONS":
        headers.update(_PREFLIGHT)
        wanted = request.headers.get("Access-Control-Request-Headers")
        headers["Access-Control-Allow-Headers"] = wanted or "Accept, Content-Type"
    if "view" in g:
        headers[RELEASE] = str(g.view.number)
    headers[REQUEST_ID] = g.get("request_id", "")
    return response
