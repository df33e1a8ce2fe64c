"""The difference between two releases, as files of N-Quads and in numbers.

`C2C_HOME/differences` is a cache beside the releases; what is missing there is made
again (see `telling_apart`). From a release to the next one only what the release
itself does not keep lies there: numbers, and the changes of derived graphs. So
differences tell how one dump becomes another, to the line.
"""

import contextlib
import dataclasses
import gzip
import json
import os
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO
from typing import Final
from typing import cast

from c2c_graph import namespaces
from c2c_graph.release import pointer
from c2c_graph.release.building import ADDED
from c2c_graph.release.building import REMOVED
from c2c_graph.release.comparing import Changed
from c2c_graph.release.comparing import changed_lines
from c2c_graph.release.comparing import line_blocks
from c2c_graph.release.manifest import DERIVED
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import name_of
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import published_manifest
from c2c_graph.release.tally import Summary
from c2c_graph.release.tally import Tally
from c2c_graph.release.tally import read_summary

FOLDER: Final = "differences"
# raise it when the same two releases would give other files than before
EDITION: Final = 1
# differences between others than neighbours that stay, by when they were asked for
KEPT: Final = 16
_SUMMARY: Final = "summary.json"
_LEVEL: Final = 4


@dataclass(frozen=True)
class Difference:
    """How release `old` (0: nothing) becomes release `new`, older or newer.

    The files of `added`, one after another, are the N-Quads that came, compressed
    with gzip; those of `removed` the ones that left. In each, graphs come in the
    order of their IRIs, but for derived ones, which may come last.
    """

    old: int
    new: int
    added: tuple[Path, ...]
    removed: tuple[Path, ...]
    summary: Summary


def predecessor(number: int) -> int:
    """Return the release before release `number`, 0 for the first."""
    return number - 1


def folder_of(home: Path, old: int, new: int) -> Path:
    """Return where the difference from `old` to `new` is kept, there or not."""
    return home / FOLDER / f"{old:04d}-{new:04d}-{EDITION}"


def kept_difference(home: Path, old: int, new: int) -> Difference | None:
    """Return the difference from release `old` to `new` where it is there already."""
    if old == new:
        return Difference(old, new, (), (), Summary((), (), ()))
    folder = folder_of(home, old, new)
    try:
        summary = read_summary(json.loads((folder / _SUMMARY).read_bytes()))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    with contextlib.suppress(OSError):
        os.utime(folder)
    added, removed = folder / ADDED, folder / REMOVED
    if old != predecessor(new):
        return Difference(old, new, (added,), (removed,), summary)
    own = pointer.release_folder(home, new)
    return Difference(old, new, (own / ADDED, added), (own / REMOVED, removed), summary)


def write_difference(home: Path, old: int, new: int, making: Path) -> None:
    """Make the difference from `old` to `new` in the folder `making`, and keep it.

    `making` is the caller's alone, beside where it will be. Memory is flat but for
    the names of the things that changed. Raise `errors.NoRelease` where a release is
    not there or damaged.
    """
    target = folder_of(home, old, new)
    pointer.remove(making)
    making.mkdir(parents=True)
    tally = Tally()
    with _packed(making / ADDED) as added, _packed(making / REMOVED) as removed:
        for change, is_kept in _changes(home, old, new):
            tally.count(change.entry, change.removed, change.added)
            if not is_kept:
                removed.writelines(change.removed)
                added.writelines(change.added)
    told = json.dumps(dataclasses.asdict(tally.summary()), ensure_ascii=False)
    (making / _SUMMARY).write_text(told, encoding="utf-8")
    pointer.sync_tree(making)
    pointer.remove(target)  # what cannot be read
    os.rename(making, target)


def drop_old(home: Path) -> None:
    """Remove the differences between releases that are no neighbours, but the newest.

    Those asked for last stay.
    """
    others = [
        path
        for path in (home / FOLDER).glob(f"[0-9]*-[0-9]*-{EDITION}")
        if not _of_neighbours(path)
    ]
    others.sort(key=lambda path: path.stat().st_mtime)
    for path in others[:-KEPT]:
        pointer.remove(path)


def state_id(home: Path, number: int) -> str:
    """Return the name of the state that a dataset has as release `number`."""
    told = published_manifest(home, number).dataset_hash
    name = f"{namespaces.BASE}releases/{number}#{told}"
    return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def _of_neighbours(path: Path) -> bool:
    old, new, _ = path.name.split("-")
    return int(old) == predecessor(int(new))


@contextlib.contextmanager
def _packed(path: Path) -> Iterator[gzip.GzipFile]:
    with (
        path.open("wb") as file,
        gzip.GzipFile("", "wb", _LEVEL, file, mtime=0) as packed,
    ):
        yield packed


def _changes(home: Path, old: int, new: int) -> Iterator[tuple[Changed, bool]]:
    """Yield what changed, and whether the release `new` itself keeps it."""
    objects, after = Objects(home), published_manifest(home, new)
    before = published_manifest(home, old) if old else None
    if old != predecessor(new):
        yield from ((c, False) for c in changed_lines(objects, before, after))
        return
    yield from ((c, True) for c in _kept_changes(home, before, after))
    derived = changed_lines(objects, before and _derived(before), _derived(after))
    yield from ((c, False) for c in derived)


def _derived(manifest: Manifest) -> Manifest:
    graphs = tuple(entry for entry in manifest.graphs if entry.role == DERIVED)
    return dataclasses.replace(manifest, graphs=graphs)


def _kept_changes(
    home: Path, before: Manifest | None, after: Manifest
) -> Iterator[Changed]:
    every = (*(before.graphs if before else ()), *after.graphs)
    entries = {str(name_of(entry.iri)).encode(): entry for entry in every}
    own = pointer.release_folder(home, after.number)
    for graph, lines in _by_graph(own / REMOVED):
        yield Changed(entries[graph], lines, [])
    for graph, lines in _by_graph(own / ADDED):
        yield Changed(entries[graph], [], lines)


def _by_graph(path: Path) -> Iterator[tuple[bytes, list[bytes]]]:
    with gzip.open(path) as file:
        for block in line_blocks(cast(BinaryIO, file)):
            for graph, lines in groupby(block, _graph):
                yield graph, list(lines)


def _graph(line: bytes) -> bytes:
    return line.rsplit(b" ", 2)[1]
