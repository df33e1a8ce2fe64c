"""Where releases answer, and how one leads to the others (RFC 5829)."""

from collections.abc import Iterator
from typing import Final

from c2c_graph import errors
from c2c_graph.release.pointer import is_published
from c2c_graph.web.context import context

LIST: Final = "/releases"
# a longer number is no release's
_LONGEST: Final = 9


def path(number: int) -> str:
    """Return the address of release `number`."""
    return f"{LIST}/{number}"


def require(number: int) -> int:
    """Return `number`; raise `errors.UnknownRelease` where there is no such release."""
    if not is_published(context().settings.home, number):
        raise errors.UnknownRelease(
            f"there is no release {number}; {LIST} lists all there are"
        )
    return number


def read_number(text: str, name: str) -> int:
    """Return the number of a release that the parameter `name` gives as `text`.

    Raise `errors.BadRequest` where it is no number.
    """
    if not (text.isascii() and text.isdigit() and len(text) <= _LONGEST):
        raise errors.BadRequest(
            f"{name}={text[:40]!r} is not the number of a release, such as {name}=1"
        )
    return int(text)


def versions(number: int, newest: int, place: str = "") -> Iterator[str]:
    """Yield the links from release `number` to its neighbours (RFC 5829 §3).

    `place` is what stands after the number in the addresses.
    """
    yield f'<{LIST}>; rel="version-history"'
    yield f'<{path(newest)}{place}>; rel="latest-version"'
    if number > 1:
        before = f"{path(number - 1)}{place}"
        yield f'<{before}>; rel="predecessor-version", <{before}>; rel="prev"'
    if number < newest:
        after = f"{path(number + 1)}{place}"
        yield f'<{after}>; rel="successor-version", <{after}>; rel="next"'
