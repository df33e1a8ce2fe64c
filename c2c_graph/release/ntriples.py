"""Whole graphs of a release as N-Triples, read from the disk piece by piece.

Made from the graphs as they are kept, which say each literal as the files do; any
size costs the same memory.
"""

import gzip
import hashlib
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import in_default
from c2c_graph.release.objects import Objects

_PIECE: Final = 256 * 1024
_DIGEST_BYTES: Final = 16


def graph(objects: Objects, entry: GraphEntry) -> Iterator[bytes]:
    """Yield the triples of the graph `entry`, sorted, as whole lines."""
    for piece in _pieces(objects, entry):
        yield in_default(entry, piece)


def default_graph(objects: Objects, manifest: Manifest) -> Iterator[bytes]:
    """Yield the triples of the default graph as whole lines, each triple once.

    What is remembered of lines that have been sent are digests, and only those of
    graphs that share triples.
    """
    merged = [entry for entry in manifest.graphs if entry.merged]
    sharing = _sharing(manifest, merged)
    sent: set[bytes] = set()
    for entry in merged:
        for piece in graph(objects, entry):
            yield _new(piece, sent) if entry.iri in sharing else piece


def _sharing(manifest: Manifest, entries: Iterable[GraphEntry]) -> Collection[str]:
    """Return which of `entries` share triples, or may do so, with another of them."""
    iris = {entry.iri for entry in entries}
    if manifest.overlaps is None:
        return iris
    shared = (iris.intersection(overlap.graphs) for overlap in manifest.overlaps)
    return {iri for group in shared if len(group) > 1 for iri in group}


def _new(piece: bytes, sent: set[bytes]) -> bytes:
    lines = []
    for line in piece.splitlines(keepends=True):
        digest = hashlib.blake2b(line, digest_size=_DIGEST_BYTES).digest()
        if digest not in sent:
            sent.add(digest)
            lines.append(line)
    return b"".join(lines)


def _pieces(objects: Objects, entry: GraphEntry) -> Iterator[bytes]:
    rest = b""
    with gzip.open(objects.path(entry.object)) as file:
        while piece := file.read(_PIECE):
            whole, end, tail = piece.rpartition(b"\n")
            if end:
                yield rest + whole + end
            rest = tail if end else rest + tail
