"""The pages of the feed over all releases, in order, and the blocks they stand in.

Pages are counted from 1, from the first release that the feed tells of; each belongs to
one release. A hundred of them make a block. Neither a page nor a full block ever
changes.
"""

from bisect import bisect_right
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.versions import Edition
from c2c_graph.release.versions import read_edition

BLOCK_PAGES: Final = 100
# what is remembered of releases, which never change
_REMEMBERED: Final = 20_000


@dataclass(frozen=True)
class Leaf:
    """A page of the feed: the `page`th, from 1 on, of a release.

    `first` and `last` number its versions among all of the feed.
    """

    edition: Edition
    page: int
    first: int
    last: int

    @property
    def ends_release(self) -> bool:
        """Return whether it is the last page of its release."""
        return self.page == len(self.edition.pages)

    @property
    def digest(self) -> str:
        """Return what tells its content from any other."""
        return self.edition.pages[self.page - 1].digest


@dataclass(frozen=True)
class Block:
    """Neighbouring pages, as many as a block holds where it `is_full`."""

    number: int
    leaves: Sequence[Leaf]

    @property
    def is_full(self) -> bool:
        """Return whether no page will be added any more."""
        return len(self.leaves) == BLOCK_PAGES


class Feed:
    """What the feed says of releases: their `editions`, oldest first.

    `pages` counts its pages.
    """

    def __init__(self, editions: Sequence[Edition]) -> None:
        self.editions = tuple(edition for edition in editions if edition.pages)
        self._firsts = [edition.first_page for edition in self.editions]
        last = self.editions[-1] if self.editions else None
        self.pages = last.first_page + len(last.pages) - 1 if last else 0

    def edition(self, number: int) -> Edition | None:
        """Return what is said of release `number`; None where that is nothing."""
        place = bisect_right(self.editions, number, key=lambda one: one.number)
        found = self.editions[place - 1] if place else None
        return found if found and found.number == number else None

    def blocks(self) -> Iterator[tuple[int, Leaf, Leaf, bool]]:
        """Yield each block's number, first and last page, and whether it is full."""
        for start in range(1, self.pages + 1, BLOCK_PAGES):
            end = min(start + BLOCK_PAGES - 1, self.pages)
            full = end - start + 1 == BLOCK_PAGES
            yield start // BLOCK_PAGES + 1, self._leaf(start), self._leaf(end), full

    def block(self, number: int) -> Block | None:
        """Return the block `number`, counted from 1; None where there is none."""
        start = (number - 1) * BLOCK_PAGES + 1
        if number < 1 or start > self.pages:
            return None
        end = min(start + BLOCK_PAGES - 1, self.pages)
        return Block(number, [self._leaf(page) for page in range(start, end + 1)])

    def _leaf(self, page: int) -> Leaf:
        edition = self.editions[bisect_right(self._firsts, page) - 1]
        return leaf_of(edition, page - edition.first_page + 1)


def leaf_of(edition: Edition, page: int) -> Leaf:
    """Return the `page`th page, from 1 on, of a release."""
    pages = edition.pages
    first = edition.first + sum(p.versions for p in pages[: page - 1])
    return Leaf(edition, page, first, first + pages[page - 1].versions - 1)


def open_feed(home: Path, number: int) -> Feed:
    """Return what the feed says up to release `number`; nothing where none tells.

    It goes back to the first release that was made with it, which tells of every
    subject. Raise `errors.NoRelease` where one between cannot be read.
    """
    found: list[Edition] = []
    while number > 0 and (edition := _edition(pointer.release_folder(home, number))):
        found.append(edition)
        if edition.first == 1:
            break
        number -= 1
    if found and found[-1].first != 1:
        raise errors.NoRelease(
            f"{pointer.release_folder(home, number)}: what the feed says of the "
            "release is missing; restore it from a copy"
        )
    return Feed(found[::-1])


@lru_cache(_REMEMBERED)
def _edition(folder: Path) -> Edition | None:
    return read_edition(folder)
