"""How long a body is that is sent while it is read, for who cannot tell its end else.

HTTP/1.1 marks the end of a body without a length. In HTTP/1.0 a connection that breaks
looks like one that ends, so there Content-Length alone tells that a body is whole (RFC
9112 §6.3, §8): the body is read once to measure it, and once more to send it. nginx
asks so where nobody has told it otherwise.
"""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from typing import Final

from flask import Response
from flask import request

_REMEMBERED: Final = 1_024


@dataclass(frozen=True)
class Text:
    """A long text: `key` tells it from all others, `pieces` reads it anew."""

    key: str
    pieces: Callable[[], Iterator[bytes]] = field(compare=False)


def streamed(text: Text) -> Response:
    """Return `text` as an answer to the request, with its length where it needs one."""
    response = Response(text.pieces())
    if request.environ["SERVER_PROTOCOL"] == "HTTP/1.0" and request.method == "GET":
        response.headers["Content-Length"] = str(_length(text))
    return response


@lru_cache(_REMEMBERED)
def _length(text: Text) -> int:
    return sum(map(len, text.pieces()))
