"""Build one release in a folder of its own, and publish it."""

import datetime
import importlib.metadata
from collections.abc import Iterable
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.release import graphs
from c2c_graph.release import pointer
from c2c_graph.release.advance import Last
from c2c_graph.release.advance import build_from
from c2c_graph.release.afresh import Built
from c2c_graph.release.afresh import Progress
from c2c_graph.release.afresh import axioms_of
from c2c_graph.release.afresh import build_afresh
from c2c_graph.release.axioms import Axioms
from c2c_graph.release.changes import Change
from c2c_graph.release.changes import change_of
from c2c_graph.release.graphs import NamedGraph
from c2c_graph.release.manifest import RECIPE
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.manifest import dataset_hash
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.manifest import write_manifest
from c2c_graph.release.nquads import quads_of
from c2c_graph.release.objects import Objects
from c2c_graph.release.packing import pack
from c2c_graph.release.packing import write_objects
from c2c_graph.release.reading import Reading
from c2c_graph.release.touched import MANY
from c2c_graph.release.touched import Touched
from c2c_graph.release.touched import are_shown_alike
from c2c_graph.release.touched import touched_by
from c2c_graph.release.touched import write_touched
from c2c_graph.release.versions import write_versions

ADDED: Final = "added.nq.gz"
REMOVED: Final = "removed.nq.gz"
# past this, and a tenth of all triples, filling a store anew is faster
_MANY: Final = 20_000


class Builder:
    """Builds the release that follows `last`, from the graphs just read."""

    def __init__(
        self, home: Path, reading: Reading, last: Manifest | None, progress: Progress
    ) -> None:
        self._home = home
        self._reading = reading
        self._last = last
        self._progress = progress
        self._objects = Objects(home)
        self._number = last.number + 1 if last else 1

    def publish(self) -> Manifest:
        """Build and publish; return the manifest of the new release.

        Whatever happens before the pointer is switched leaves the current release
        as it was, and nothing else behind. Raise `errors.DiskFull`.
        """
        try:
            with pointer.building(self._home) as folder:
                manifest = self._build(folder)
                pointer.publish(self._home, folder, self._number)
        except BaseException:
            sweep(self._home)
            raise
        return manifest

    def _build(self, folder: Path) -> Manifest:
        changes = list(self._changes())
        built = self._store(folder / pointer.STORE, changes)
        changes.append(built.change or self._made_change(built.inferred))
        # what is derived is told whole: its change says nothing that is new
        added, removed = self._write_changes(folder, changes)
        self._progress(f"writing release {self._number}: +{added} −{removed} triples")
        write_touched(folder, self._touched(folder, built, changes))
        made = {g.entry.object: g.body for g in (built.inferred, *built.derived)}
        write_objects(self._objects, {**self._reading.bodies, **made})
        manifest = self._manifest(built, added, removed)
        write_versions(folder, self._home, self._last, manifest, changes)
        write_manifest(manifest, folder)
        return manifest

    def _changes(self) -> Iterable[Change]:
        old = {e.iri: e for e in self._last.sources} if self._last else {}
        new = {entry.iri: entry for entry in self._reading.entries}
        for iri in sorted({*old, *new}):
            before, after = old.get(iri), new.get(iri)
            if before is None or after is None or before.object != after.object:
                yield change_of(
                    after or old[iri], self._body(before), self._body(after)
                )

    def _made_change(self, made: NamedGraph) -> Change:
        old = self._last.graph(made.entry.iri) if self._last else None
        return change_of(made.entry, self._body(old), made.body)

    def _store(self, folder: Path, changes: Sequence[Change]) -> Built:
        if self._last and self._can_advance(self._last, changes):
            try:
                return self._advance(self._last, folder, changes)
            except (OSError, RuntimeError) as error:  # the store's own are of both
                if pointer.is_full(error):
                    raise
                self._progress(f"building anew: the last store is unreadable: {error}")
                pointer.remove(folder)
        return build_afresh(folder, self._reading.entries, self._body, self._progress)

    def _can_advance(self, last: Manifest, changes: Sequence[Change]) -> bool:
        entries = self._reading.entries
        roles = {entry.iri: entry.role for entry in last.sources}
        lines = sum(change.lines for change in changes)
        return (
            last.recipe == RECIPE
            and lines <= max(_MANY, last.default_triples // 10)
            and all(entry.role == roles.get(entry.iri, entry.role) for entry in entries)
            and (
                all(change.entry.role != "ontology" for change in changes)
                or axioms_of(last.sources, self._body) == self._axioms
            )
        )

    def _advance(
        self, last: Manifest, folder: Path, changes: Sequence[Change]
    ) -> Built:
        inferred = self._body(last.graph(graphs.INFERRED.value))
        statistics = self._body(last.graph(namespaces.STATISTICS_GRAPH))
        store = pointer.release_folder(self._home, last.number) / pointer.STORE
        return build_from(
            Last(last, store, inferred, statistics),
            folder,
            self._reading.entries,
            changes,
            self._axioms,
            self._progress,
        )

    @cached_property
    def _axioms(self) -> Axioms:
        return axioms_of(self._reading.entries, self._body)

    def _body(self, entry: GraphEntry | None) -> bytes:
        if entry is None:
            return b""
        body = self._reading.bodies.get(entry.object)
        return self._objects.read(entry.object) if body is None else body

    def _write_changes(
        self, folder: Path, changes: Iterable[Change]
    ) -> tuple[int, int]:
        added = [line for change in changes for line in change.added]
        removed = [line for change in changes for line in change.removed]
        (folder / ADDED).write_bytes(pack(b"".join(added)))
        (folder / REMOVED).write_bytes(pack(b"".join(removed)))
        return len(added), len(removed)

    def _touched(
        self, folder: Path, built: Built, changes: Sequence[Change]
    ) -> Touched:
        """Return whose documents differ from those of the last release."""
        entries = self._reading.entries
        if self._last is None or not are_shown_alike(self._last, entries):
            return None
        told = [*changes, *map(self._made_change, built.derived)]
        if sum(change.lines for change in told) > MANY:
            return None
        quads = {
            quad
            for change in told
            for quad in quads_of(b"".join((*change.removed, *change.added)))
        }
        store = Store.read_only(str(folder / pointer.STORE))
        made = (graph.entry for graph in (built.inferred, *built.derived))
        return touched_by(store, [*entries, *made], quads)

    def _time(self) -> str:
        """Return the time, but none before that of the last release.

        A clock can be set back; what is told of releases by time must stay in order.
        """
        now = f"{datetime.datetime.now(datetime.UTC):%Y-%m-%dT%H:%M:%SZ}"
        return max(now, self._last.created) if self._last else now

    def _manifest(self, built: Built, added: int, removed: int) -> Manifest:
        sources = self._reading.entries
        made = [graph.entry for graph in (built.inferred, *built.derived)]
        every = sorted([*sources, *made], key=lambda entry: entry.iri)
        return Manifest(
            number=self._number,
            created=self._time(),
            parent=self._last.number if self._last else None,
            software=importlib.metadata.version("c2c-graph"),
            dataset_hash=dataset_hash(sources),
            graphs=tuple(every),
            added=added,
            removed=removed,
            default_triples=built.triples,
            classes=built.classes,
            overlaps=built.overlaps,
        )


def sweep(home: Path) -> None:
    """Remove objects that no published release names, as a killed run leaves them."""
    try:
        manifests = [
            read_manifest(pointer.release_folder(home, number))
            for number in pointer.published_numbers(home)
        ]
    except errors.NoRelease:
        return  # what a damaged manifest names is not known, so all is kept
    Objects(home).sweep(entry.object for m in manifests for entry in m.graphs)
