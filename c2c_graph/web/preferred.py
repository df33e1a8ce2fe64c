"""The languages that a reader prefers (RFC 9110 §12.5.4)."""

from functools import lru_cache
from typing import Final

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

# languages of a reader that are looked at
LANGUAGES: Final = 5
# few readers share nearly all requests
_REMEMBERED: Final = 64


@lru_cache(_REMEMBERED)
def languages(accept_language: str) -> tuple[str, ...]:
    """Return the languages in the header Accept-Language, best first, no regions."""
    wanted = parse_accept_header(accept_language, LanguageAccept).values()
    primary = (tag.partition("-")[0].lower() for tag in wanted)
    return tuple(dict.fromkeys(tag for tag in primary if tag != "*"))[:LANGUAGES]
