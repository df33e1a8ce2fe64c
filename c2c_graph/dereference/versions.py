"""The versions of the vocabulary: each stays at its owl:versionIRI.

The last release that had a version still keeps its graphs, as it does everything that
is kept for ever, so an older version is read from there.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.terms import TermsDocument
from c2c_graph.dereference.terms import document
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import quads_of
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import published_manifest

ROLE: Final = "ontology"
_SAID: Final = f"<{namespaces.ONTOLOGY}> <{words.OWL}versionIRI> <".encode()


def version_numbers(home: Path, numbers: Iterable[int]) -> dict[str, int]:
    """Return version IRI → the last of the releases `numbers` that had the version.

    Reads the manifest of each release, and each state of the vocabulary once.
    """
    objects = Objects(home)
    read: dict[str, frozenset[str]] = {}
    found: dict[str, int] = {}
    for number in sorted(numbers):
        for entry in _entries(published_manifest(home, number)):
            if entry.object not in read:
                read[entry.object] = frozenset(_versions(objects.read(entry.object)))
            found.update(dict.fromkeys(read[entry.object], number))
    return found


def vocabulary_of(home: Path, number: int) -> TermsDocument:
    """Return the vocabulary as release `number` had it."""
    objects = Objects(home)
    bodies = (
        objects.read(e.object) for e in _entries(published_manifest(home, number))
    )
    quads = (quad for body in bodies for quad in quads_of(body))
    return document(namespaces.ONTOLOGY, (quad.triple for quad in quads))


def _entries(manifest: Manifest) -> Iterator[GraphEntry]:
    return (entry for entry in manifest.graphs if entry.role == ROLE)


def _versions(body: bytes) -> Iterator[str]:
    for line in body.splitlines():
        if line.startswith(_SAID):
            yield line.removeprefix(_SAID).partition(b">")[0].decode()
