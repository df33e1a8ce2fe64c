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
# of what a browser opens as a page: HTML, XML, images
_OPENED: Final = [
    *COMMON,
    (b"cross-origin-resource-policy", b"cross-origin"),
    # forms and styles from here, nothing else; no scripts at all
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        b"base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
]


def common(content_type: str) -> list[tuple[bytes, bytes]]:
    """Return the headers of every answer with a body of `content_type`."""
    inert = content_type.partition(";")[0] in _INERT
    return COMMON if inert else _OPENED


def preflight(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a CORS preflight is answered: every method, the headers wanted."""
    wanted = asked.get("access-control-request-headers", "")
    return [
        ("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, POST"),
        ("Access-Control-Allow-Headers", wanted or "Accept, Content-Type, Query-Id"),
        ("Access-Control-Max-Age", "86400"),
    ]
