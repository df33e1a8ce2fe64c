"""What each release changed: which documents, which graphs, how much, and when."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.chronicle import open_index
from c2c_graph.release.chronicle_rows import key_of
from c2c_graph.release.documented import documented
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.manifest import read_manifest

# manifests of past releases kept in memory
_MANIFESTS: Final = 8


@dataclass(frozen=True)
class Event:
    """A release as the history tells of it.

    `created` is in UTC; `added` and `removed` count the quads by which it differs
    from the one before, `triples` those of its default graph.
    """

    number: int
    created: datetime
    added: int
    removed: int
    triples: int
    dataset_hash: str


@dataclass(frozen=True)
class _Told:
    """A release; whether it may have changed every document; whether by known quads."""

    event: Event
    everything: bool
    known: bool


class History:
    """What has changed up to the release `number` of `home`; threads may share it.

    Of releases that the index does not tell of, as it could not be written,
    everything counts as changed. Look-ups raise `errors.EngineUnavailable` where the
    index can be read no more.
    """

    def __init__(self, home: Path, number: int) -> None:
        self.home = home
        self.number = number
        self.manifest = lru_cache(_MANIFESTS)(self._manifest)
        numbers = [n for n in pointer.published_numbers(home) if n <= number]
        self.index = open_index(home, numbers)
        told = list(self._told())
        # of these the index does not tell
        self._unread = tuple(n for n in numbers if n not in self.index.known)
        told += [_told_by(self.manifest(number)) for number in self._unread]
        self._events = tuple(one.event for one in told)
        self._wholly = tuple(one.event.number for one in told if one.everything)
        self._unknown = tuple(one.event.number for one in told if not one.known)

    def last_change(self, iri: str) -> int:
        """Return the release that last changed what the document about `iri` shows.

        Perhaps it changed nothing; surely no later one did. What has a fragment is
        shown by the document without it.
        """
        document, hash_mark, _ = iri.partition("#")
        last = self._last("thing", document) if hash_mark else 0
        return max(last, self._last("thing", iri), self._wholly[-1])

    def changes_of(self, iri: str) -> tuple[int, ...]:
        """Return the releases that may have changed what `iri` shows, ascending."""
        found = self.index.rows(
            "SELECT number FROM thing WHERE name = ? AND number <= ?",
            key_of(iri),
            self.number,
        )
        return tuple(sorted({*self._wholly, *(number for (number,) in found)}))

    def graph_change(self, iri: str) -> int:
        """Return the release since which the named graph `iri` is as it is.

        For one that is gone it is the first without it, for one that never was 0.
        """
        return max(self._last("graph", iri), max(self._unread, default=0))

    def is_known_since(self, number: int) -> bool:
        """Return whether every quad is known that came or went after `number`."""
        return not any(untold > number for untold in self._unknown)

    def created(self, number: int) -> datetime:
        """Return when the release `number` was made, in UTC.

        Raise `errors.UnknownRelease` where there is none up to this one.
        """
        return self.event(number).created

    def event(self, number: int) -> Event:
        """Return the release `number`; raise `errors.UnknownRelease` as `created`."""
        place = bisect_right(self._events, number, key=lambda event: event.number)
        if not place or self._events[place - 1].number != number:
            raise errors.UnknownRelease(
                f"there is no release {number} up to release {self.number}"
            )
        return self._events[place - 1]

    def events(self) -> tuple[Event, ...]:
        """Return every release up to this one, ascending."""
        return self._events

    def at(self, moment: datetime) -> int | None:
        """Return the last release not made after `moment` (with a time zone), or None.

        Of several within one second it is the last.
        """
        place = bisect_right(self._events, moment, key=lambda event: event.created)
        return self._events[place - 1].number if place else None

    def last_changes(self) -> Iterator[tuple[str, int]]:
        """Yield everything that has a document, sorted, with its last change.

        The graphs of the release are read for it: see `documented`.
        """
        found = self.index.rows(
            "SELECT name, max(number) FROM thing WHERE number <= ? GROUP BY name",
            self.number,
        )
        changes = dict(found)
        for iri in documented(self.home, self.manifest(self.number)):
            yield iri, max(changes.get(key_of(iri), 0), self._wholly[-1])

    def _last(self, table: str, iri: str) -> int:
        ((number,),) = self.index.rows(
            f"SELECT max(number) FROM {table} WHERE name = ? AND number <= ?",
            key_of(iri),
            self.number,
        ) or [(0,)]
        return number or 0

    def _told(self) -> Iterator[_Told]:
        found = self.index.rows(
            "SELECT number, created, added, removed, triples, dataset_hash,"
            " everything, told FROM release WHERE number <= ? ORDER BY number",
            self.number,
        )
        for number, created, *rest, everything, known in found:
            moment = datetime.fromtimestamp(created, UTC)
            yield _Told(Event(number, moment, *rest), bool(everything), bool(known))

    def _manifest(self, number: int) -> Manifest:
        return read_manifest(pointer.release_folder(self.home, number))


def _told_by(manifest: Manifest) -> _Told:
    event = Event(
        number=manifest.number,
        created=datetime.fromisoformat(manifest.created),
        added=manifest.added,
        removed=manifest.removed,
        triples=manifest.default_triples,
        dataset_hash=manifest.dataset_hash,
    )
    return _Told(event, everything=True, known=False)


def open_history(home: Path, number: int) -> History:
    """Return the history up to the release `number` of `home`.

    The index over it is brought up to date first where it is behind. Raise
    `errors.NoRelease` where a release has no readable manifest.
    """
    return History(home, number)
