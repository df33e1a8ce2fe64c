"""Headers that every answer carries: CORS and safety, errors included."""

from collections.abc import Mapping
from typing import Final

RELEASE: Final = "C2C-Release"
REQUEST_ID: Final = "X-Request-Id"

_EXPOSED: Final = (
    "Accept-Ranges",
    "Allow",
    "C2C-Hint",
    "Content-Disposition",
    "Content-Length",
    "Content-Location",
    "Content-Profile",
    "Content-Range",
    "ETag",
    "Link",
    "Location",
    "Memento-Datetime",
    "Query-Id",
    "RateLimit",
    "RateLimit-Policy",
    "Repr-Digest",
    "Retry-After",
    RELEASE,
    REQUEST_ID,
)
# what a browser shows as text or saves: it runs nothing in it, given `nosniff`
_INERT: Final = (
    "application/gzip",
    "application/json",
    "application/ld+json",
    "application/n-quads",
    "application/n-triples",
    "application/problem+json",
    "application/sparql-results+json",
    "application/trig",
    "application/zstd",
    "text/csv",
    "text/plain",
    "text/tab-separated-values",
    "text/turtle",
)
COMMON: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(_EXPOSED).encode()),
]
# forms and styles from here, nothing else; no scripts at all
_POLICY: Final = (
    b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    b"base-uri 'none'; frame-ancestors 'none'"
)


def _opened(policy: bytes) -> list[tuple[bytes, bytes]]:
    """Return the headers of what a browser opens as a page: HTML, XML, images."""
    return [
        *COMMON,
        (b"cross-origin-resource-policy", b"cross-origin"),
        (b"content-security-policy", policy),
        (b"referrer-policy", b"strict-origin-when-cross-origin"),
    ]


_OPENED: Final = _opened(_POLICY)
# pages that work without scripts, and are nicer with one of ours, by endpoint
_SCRIPTED: Final = {"validate.page": _opened(_POLICY + b"; script-src 'self'")}


def common(content_type: str, endpoint: str = "") -> list[tuple[bytes, bytes]]:
    """Return the headers of answers of `endpoint` with a body of `content_type`."""
    inert = content_type.partition(";")[0] in _INERT
    return COMMON if inert else _SCRIPTED.get(endpoint, _OPENED)


def preflight(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a CORS preflight is answered: every method, the headers wanted."""
    wanted = asked.get("access-control-request-headers", "")
    return [
        ("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, POST"),
        ("Access-Control-Allow-Headers", wanted or "Accept, Content-Type, Query-Id"),
        ("Access-Control-Max-Age", "86400"),
    ]
