"""What a release states, as the checks of submissions ask for it."""

import contextlib
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph import settings
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.release.lookalikes import begin
from c2c_graph.release.lookalikes import kept_lookalikes
from c2c_graph.release.lookalikes import made_lookalikes
from c2c_graph.release.manifest import INFERRED
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.nquads import name_of
from c2c_graph.release.store import Release
from c2c_graph.release.store import open_release
from c2c_graph.validation.lookalikes import Lookalikes
from c2c_graph.validation.stored_facts import StoredFacts
from c2c_graph.validation.stored_facts import facts_of

# a release of so many triples is small enough to index all its names when asked
_SMALL: Final = 200_000


def released(release: Release, *, may_make: bool = True) -> StoredFacts:
    """Return the facts that the merged graphs of `release` state.

    Not what follows from them, nor shapes, examples and statistics. The index of
    names of a large release is made where it is not there, unless a process `may_make`
    none; without one, look-alikes are not told.
    """
    stating = _stating(release)
    small = _is_small(stating)
    return StoredFacts(
        name=f"release {release.number}",
        store=release.store,
        graphs=frozenset(name_of(entry.iri) for entry in stating),
        index=None if small else _index(release, may_make),
        small=small,
        hold=release.hold,
    )


def prepare(home: Path, number: int) -> None:
    """Have the index of names of release `number` made where it is large.

    Return at once. Where it cannot be made now, whoever needs it makes it.
    """
    with contextlib.suppress(OSError, errors.NoRelease):
        release = open_release(home, number)
        if not _is_small(_stating(release)):
            begin(home, release)


def _stating(release: Release) -> list[GraphEntry]:
    """Return the graphs of `release` that state something."""
    entries = release.manifest.graphs
    return [e for e in entries if e.merged and e.role != INFERRED]


def _is_small(stating: list[GraphEntry]) -> bool:
    return sum(entry.triples for entry in stating) <= _SMALL


def _index(release: Release, may_make: bool) -> Lookalikes | None:
    home = release.folder.parents[1]
    if not may_make:
        return made_lookalikes(home, release)
    # where the folder cannot be written, all else is validated
    with contextlib.suppress(errors.DumpFailed):
        return kept_lookalikes(home, release)
    return None


def packaged() -> StoredFacts:
    """Return the facts that the packaged dataset states, where nothing is released."""
    return facts_of(read_dataset(settings.packaged_dataset()).files, "packaged data")
