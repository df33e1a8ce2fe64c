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
    "Query-Id",
    "RateLimit",
    "RateLimit-Policy",
    "Repr-Digest",
    "Retry-After",
    RELEASE,
    REQUEST_ID,
)
COMMON: Final = [
    # forms and styles from here, nothing else; no scripts at all
    (
        b"content-security-policy",
        b"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        b"base-uri 'none'; frame-ancestors 'none'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
    (b"cross-origin-resource-policy", b"cross-origin"),
    (b"access-control-allow-origin", b"*"),
    (b"access-control-expose-headers", ", ".join(_EXPOSED).encode()),
]


def preflight(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a CORS preflight is answered: every method, the headers wanted."""
    wanted = asked.get("access-control-request-headers", "")
    return [
        ("Access-Control-Allow-Methods", "DELETE, GET, HEAD, OPTIONS, POST"),
        ("Access-Control-Allow-Headers", wanted or "Accept, Content-Type, Query-Id"),
        ("Access-Control-Max-Age", "86400"),
    ]
