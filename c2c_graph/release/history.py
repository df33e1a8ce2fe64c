"""What each release changed: which documents, which graphs, how much, and when."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from c2c_graph.release import pointer
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.manifest import read_manifest


@dataclass(frozen=True)
class Event:
    """A release as the history tells of it.

    `added` and `removed` count the quads by which it differs from the one before,
    `triples` those of its default graph.
    """

    number: int
    created: datetime
    added: int
    removed: int
    triples: int
    dataset_hash: str


class History:
    """What has changed up to the release `number`; threads may share it."""

    def __init__(self, home: Path, number: int) -> None:
        self.number = number
        self._home = home
        numbers = [n for n in pointer.published_numbers(home) if n <= number]
        folders = (pointer.release_folder(home, n) for n in numbers)
        self._events = tuple(event_of(read_manifest(folder)) for folder in folders)

    def last_change(self, iri: str) -> int:
        """Return the release that last changed what a document about `iri` shows."""
        return self.number

    def changes_of(self, iri: str) -> tuple[int, ...]:
        """Return the releases that changed what is shown of `iri`, ascending."""
        return (self.number,)

    def graph_change(self, iri: str) -> int:
        """Return the release since which the named graph `iri` is as it is."""
        return self.number

    def created(self, number: int) -> datetime:
        """Return when release `number` was made; raise `KeyError` without one."""
        return {event.number: event.created for event in self._events}[number]

    def events(self) -> tuple[Event, ...]:
        """Return every release up to this one, ascending."""
        return self._events

    def at(self, moment: datetime) -> int | None:
        """Return the last release not made after `moment`, or None.

        Of several within one second it is the last.
        """
        place = bisect_right(self._events, moment, key=lambda event: event.created)
        return self._events[place - 1].number if place else None

    def last_changes(self) -> Iterator[tuple[str, int]]:
        """Yield everything that has a document, sorted, with its last change."""
        yield from ()


def event_of(manifest: Manifest) -> Event:
    """Return what the history tells of the release with this `manifest`."""
    return Event(
        number=manifest.number,
        created=datetime.fromisoformat(manifest.created),
        added=manifest.added,
        removed=manifest.removed,
        triples=manifest.default_triples,
        dataset_hash=manifest.dataset_hash,
    )


def open_history(home: Path, number: int) -> History:
    """Return the history up to the release `number` of `home`."""
    return History(home, number)
