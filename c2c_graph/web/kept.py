"""Keep whole answers in memory and send them again while the release is the same.

An answer is a function of the release, the request line and the headers that are
negotiated, so these are the key; the oldest goes when there are too many bytes.
"""

from collections import OrderedDict
from itertools import chain
from typing import Final
from typing import NamedTuple

# what a kept answer takes beside its body
OVERHEAD: Final = 2_048
# one answer may take this part of the room
_PART: Final = 32

Key = tuple[bytes | str | None, ...]
RawHeaders = list[tuple[bytes, bytes]]


class Kept(NamedTuple):
    """An answer as it was sent: raw headers, body, and what the log tells of it.

    `tag` and `modified` are its ETag and its Last-Modified, where it has them.
    """

    status: int
    headers: RawHeaders
    body: bytes
    tag: str
    release: int | None
    endpoint: str
    counted: bool
    modified: str = ""


class KeptAnswers:
    """The answers of one release, up to `room` bytes in all."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._used = 0
        self._release = 0
        self._answers: OrderedDict[Key, Kept] = OrderedDict()

    def find(self, key: Key, release: int) -> Kept | None:
        """Return the answer to `key` where it is of `release`; else forget all."""
        if release != self._release:
            self._answers.clear()
            self._used, self._release = 0, release
            return None
        found = self._answers.get(key)
        if found is not None:
            self._answers.move_to_end(key)
        return found

    def keep(self, key: Key, release: int, answer: Kept) -> None:
        """Keep `answer`, which was made from `release`, where it is short enough."""
        weight = _weight(key, answer)
        if release != self._release or weight > self._room // _PART:
            return
        former = self._answers.pop(key, None)
        if former is not None:
            self._used -= _weight(key, former)
        self._answers[key] = answer
        self._used += weight
        while self._used > self._room:
            oldest, dropped = self._answers.popitem(last=False)
            self._used -= _weight(oldest, dropped)


def _weight(key: Key, answer: Kept) -> int:
    told = sum(map(len, chain.from_iterable(answer.headers)))
    return len(answer.body) + told + sum(map(len, filter(None, key))) + OVERHEAD
