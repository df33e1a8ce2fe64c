"""Everything that has a document of its own in a release."""

import gzip
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Final

from c2c_graph import namespaces
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.objects import Objects

_RETIRED: Final = namespaces.graph_iri("data/retired.ttl")
_SPACES: Final = (namespaces.THINGS.encode(), namespaces.DEFINITIONS.encode())
_SINGLE: Final = frozenset({namespaces.ONTOLOGY.encode(), namespaces.DATASET.encode()})


def documented(home: Path, manifest: Manifest) -> list[str]:
    """Return, sorted, the IRIs of things, concepts and graphs that have documents.

    What is retired has none any more. All merged graphs of the release are read, so
    this is no work for a request; it takes some hundred bytes of memory a thing.
    """
    objects = Objects(home)
    found: set[bytes] = set()
    retired: set[bytes] = set()
    for entry in manifest.graphs:
        if entry.merged:
            into = retired if entry.iri == _RETIRED else found
            into.update(_subjects(objects.path(entry.object)))
    named = {e.iri.encode() for e in manifest.graphs if namespaces.is_ours(e.iri)}
    return sorted(iri.decode() for iri in (found - retired) | named)


def _subjects(path: Path) -> Iterator[bytes]:
    """Yield each subject of the sorted N-Quads at `path` that has a document."""
    with gzip.open(path) as lines:
        for first, _ in groupby(lines, key=lambda line: line.split(b" ", 1)[0]):
            iri = first[1:-1]
            if iri.startswith(_SPACES) or iri in _SINGLE:
                yield iri
