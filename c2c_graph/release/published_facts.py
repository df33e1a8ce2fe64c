"""What a release states, as the checks of submissions ask for it."""

from typing import Final

from c2c_graph import settings
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.release.manifest import INFERRED
from c2c_graph.release.nquads import name_of
from c2c_graph.release.store import Release
from c2c_graph.validation.stored_facts import StoredFacts
from c2c_graph.validation.stored_facts import facts_of

# a release of so many triples is small enough to index all its names when asked
_SMALL: Final = 200_000


def released(release: Release) -> StoredFacts:
    """Return the facts that the merged graphs of `release` state.

    Not what follows from them, nor shapes, examples and statistics.
    """
    stating = [e for e in release.manifest.graphs if e.merged and e.role != INFERRED]
    return StoredFacts(
        name=f"release {release.number}",
        store=release.store,
        graphs=frozenset(name_of(entry.iri) for entry in stating),
        small=sum(entry.triples for entry in stating) <= _SMALL,
        hold=release.hold,
    )


def packaged() -> StoredFacts:
    """Return the facts that the packaged dataset states, where nothing is released."""
    return facts_of(read_dataset(settings.packaged_dataset()).files, "packaged data")
