"""What changed in a graph: as lines of its N-Quads, and as quads of the store.

Lines come from the parsed files and are exact. The store writes some literals
anew (`"01"^^xsd:integer` as `1`), so two lines can be one quad there, and one of
them may go while the quad stays.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.nquads import quads_of


@dataclass(frozen=True)
class Change:
    """How the graph of `entry` (the new entry, or the last one) has changed."""

    entry: GraphEntry
    removed: tuple[bytes, ...]
    added: tuple[bytes, ...]
    survivors: tuple[bytes, ...]
    is_empty: bool

    @property
    def lines(self) -> int:
        """Return the number of lines that differ."""
        return len(self.removed) + len(self.added)

    def stored_removed(self) -> set[Quad]:
        """Return the quads that leave the store."""
        return stored(self.removed) - stored(self.survivors)

    def stored_added(self) -> set[Quad]:
        """Return the quads that the store must hold, some of which it may."""
        return stored(self.added)


def change_of(entry: GraphEntry, old: bytes, new: bytes) -> Change:
    """Return how sorted N-Quads `old` become `new`."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if not before:
        return Change(entry, (), tuple(after), (), not after)
    removed = sorted(set(before).difference(after))
    added = sorted(set(after).difference(before))
    survivors = _beside(removed, after)
    return Change(entry, tuple(removed), tuple(added), survivors, not after)


def stored(lines: Iterable[bytes]) -> set[Quad]:
    """Return N-Quads `lines` as a store gives them back."""
    store = Store()
    store.extend(quads_of(b"".join(lines)))
    return set(store)


def _beside(removed: Iterable[bytes], kept: list[bytes]) -> tuple[bytes, ...]:
    """Return the lines of `kept`, sorted, with subject and predicate of a removed."""
    found: list[bytes] = []
    for start in {b"%b %b " % tuple(line.split(b" ", 2)[:2]) for line in removed}:
        place = bisect_left(kept, start)
        while place < len(kept) and kept[place].startswith(start):
            found.append(kept[place])
            place += 1
    return tuple(found)
