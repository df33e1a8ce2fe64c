"""Headers that every answer carries: CORS, safety, the release it was read from."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from typing import Any
from typing import Final

from flask import Flask
from flask import Response
from flask import g
from flask import request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse
    from _typeshed.wsgi import WSGIApplication
    from _typeshed.wsgi import WSGIEnvironment

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


class Common:
    """A layer around the application that adds the headers which never change.

    Below Flask, where one list costs nothing: Flask would check each anew for
    every answer.
    """

    def __init__(self, application: "WSGIApplication") -> None:
        self._application = application
        self._headers = [*_SAFETY.items(), *_CORS.items()]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer with the headers of the application and the common ones."""

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start_response(status, headers + self._headers, *more)

        return self._application(environ, start)


def register(app: Flask) -> None:
    """Make `app` put the common headers on every answer, errors included."""
    app.after_request(_own)
    app.wsgi_app = Common(app.wsgi_app)  # type: ignore[method-assign]


def _own(response: Response) -> Response:
    """Add what differs from answer to answer."""
    headers = response.headers
    if request.method == "OPTIONS":
        headers.extend(_PREFLIGHT)
        wanted = request.headers.get("Access-Control-Request-Headers")
        headers["Access-Control-Allow-Headers"] = wanted or "Accept, Content-Type"
    if "view" in g:
        headers[RELEASE] = str(g.view.number)
    headers[REQUEST_ID] = g.get("request_id", "")
    return response
