"""Make a release where the sources have changed."""

import contextlib
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.release import pointer
from c2c_graph.release.afresh import Progress
from c2c_graph.release.building import Builder
from c2c_graph.release.building import sweep
from c2c_graph.release.chronicle import bring_up
from c2c_graph.release.dumps import dumps_of
from c2c_graph.release.keeping import drop_old_stores
from c2c_graph.release.manifest import RECIPE
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.reading import Reading
from c2c_graph.release.reading import read_graphs
from c2c_graph.release.seen import Seen
from c2c_graph.release.seen import read_seen
from c2c_graph.release.seen import write_seen
from c2c_graph.release.sources import Sources
from c2c_graph.release.store import remake_store
from c2c_graph.release.telling_apart import prepare
from c2c_graph.release.vanished import require_lasting
from c2c_graph.release.vanished import vanished
from c2c_graph.settings import Settings
from c2c_graph.validation import checks
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport

# of what keeps a release from being made, so much is told; `c2c check` tells all
_TOLD: Final = 10

Gate = Callable[[Dataset], ValidationReport]


@dataclass(frozen=True)
class Outcome:
    """The current release after a run, and whether the run has made it."""

    manifest: Manifest
    created: bool

    @property
    def number(self) -> int:
        """The number of the current release."""
        return self.manifest.number


def make_release(
    settings: Settings,
    progress: Progress | None = None,
    gate: Gate | None = checks.check,
) -> Outcome:
    """Make a release of the dataset and the accepted files, unless nothing changed.

    `progress` gets short lines for people. `gate` checks changed sources, accepted
    files counting as data, and nothing of the last release may be gone without
    having been retired; without one they are released as they are. Raise
    `errors.DoesNotConform`, `errors.RdfSyntaxError` or `errors.DatasetUnreadable`
    for the sources, `errors.Locked` while another process makes a release,
    `errors.DiskFull`; then the current release stays.
    """
    with pointer.locked(settings.home):
        if pointer.clear_leftovers(settings.home):
            sweep(settings.home)
        outcome = _Run(settings, progress or _silent, gate).outcome()
        prepare(settings.home, outcome.number)
        # the release stands without the index; who reads the history next writes it
        with contextlib.suppress(OSError, sqlite3.Error):
            bring_up(settings.home)
        if outcome.created:  # whoever lists its files need not read them
            dumps_of(settings.home, outcome.number)
        drop_old_stores(settings.home, settings.kept_stores, settings.remade_stores)
        return outcome


class _Run:
    def __init__(
        self, settings: Settings, progress: Progress, gate: Gate | None
    ) -> None:
        self._home = settings.home
        self._progress = progress
        self._gate = gate
        # before the files are looked at: what changes later has a later stamp
        self._time = time.time_ns()
        self._sources = Sources(
            settings.dataset_folder(), settings.home, keep=gate is not None
        )
        self._last = _last(self._home)
        number = self._last.number if self._last else None
        self._seen = read_seen(self._home, number, self._sources.folder)

    def outcome(self) -> Outcome:
        last, found = self._last, self._sources.found
        if last and self._is_known() and self._seen and self._seen.are_same(found):
            self._mend_store(last)
            return Outcome(last, created=False)
        self._progress(self._reading_told())
        reading = read_graphs(self._sources, self._seen, last)
        same = last and last.recipe == RECIPE and last.sources == reading.entries
        if self._gate and not (same and self._is_known()):
            self._progress("checking")
            _check(self._gate, self._sources.dataset)
            self._require_lasting(reading)
        if last and same:
            self._mend_store(last)
            manifest = last
        else:
            manifest = Builder(self._home, reading, last, self._progress).publish()
        self._note(manifest, reading)
        return Outcome(manifest, created=manifest is not last)

    def _require_lasting(self, reading: Reading) -> None:
        objects = Objects(self._home)

        def body(entry: GraphEntry) -> bytes:
            found = reading.bodies.get(entry.object)
            return objects.read(entry.object) if found is None else found

        if self._last:
            gone = vanished(self._last.sources, reading.entries, body)
            require_lasting(gone, self._last.number)

    def _reading_told(self) -> str:
        count = len(self._sources.found)
        if self._gate or not self._seen:
            return f"reading {count} files"
        same = sum(map(self._seen.is_same, self._sources.found))
        return f"reading {count - same} of {count} files"

    def _is_known(self) -> bool:
        """Return whether what was seen is good for a run like this one."""
        checked = self._gate is None or (self._seen and self._seen.checked)
        return bool(checked and self._last and self._last.recipe == RECIPE)

    def _mend_store(self, manifest: Manifest) -> None:
        folder = pointer.release_folder(self._home, manifest.number)
        if not (folder / pointer.STORE).is_dir():
            self._progress(f"making the store of release {manifest.number} again")
            remake_store(self._home, manifest)

    def _note(self, manifest: Manifest, reading: Reading) -> None:
        checked = self._gate is not None or (
            manifest is self._last and self._seen is not None and self._seen.checked
        )
        seen = Seen(
            number=manifest.number,
            folder=str(self._sources.folder.resolve()),
            time=self._time,
            checked=checked,
            stamps={found.name: found.stamp for found in self._sources.found},
            graphs=reading.held,
        )
        # the release stands without the note; the next run only takes longer
        with contextlib.suppress(OSError):
            write_seen(self._home, seen)


def _last(home: Path) -> Manifest | None:
    try:
        number = pointer.current_number(home)
    except errors.NoRelease:
        return None
    return read_manifest(pointer.release_folder(home, number))


def _check(gate: Gate, dataset: Dataset) -> None:
    report = gate(dataset)
    if report.conforms:
        return
    found = [f for f in report.findings if f.severity is Severity.VIOLATION]
    told = [_told(finding) for finding in found[:_TOLD]]
    told += [f"and {len(found) - _TOLD} more"] if len(found) > _TOLD else []
    raise errors.DoesNotConform(
        "the dataset does not conform, so no release was made; `c2c check` tells "
        "all:\n" + "\n".join(told)
    )


def _told(finding: Finding) -> str:
    """Return what is wrong, behind its place where that is known."""
    if not finding.source:
        return finding.message
    place = f":{finding.line}:{finding.column}" if finding.line else ""
    return f"{finding.source}{place}: {finding.message}"


def _silent(_: str) -> None:
    return None
