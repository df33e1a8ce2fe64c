"""The merge of graphs as sorted N-Triples, line by line, in flat memory.

The lines of a graph are kept sorted, and stay so without the graph's name: what
follows a triple is a space in every line. So the merge is one walk over all graphs
at once, in which equal triples stand beside each other.
"""

import gzip
import heapq
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from c2c_graph.release.manifest import INFERRED
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import name_of
from c2c_graph.release.objects import Objects

# a part of a text: so many lines, and then to the end of the subject, but no more
# than so many, whatever the subject
_LINES: Final = 8_000
_MOST_LINES: Final = 32_000


def triples_of(objects: Objects, entry: GraphEntry) -> Iterator[bytes]:
    """Yield the triples of the graph `entry` as sorted lines of N-Triples.

    Raise `OSError`, `EOFError` or `zlib.error` where they cannot be read.
    """
    ending = len(f" {name_of(entry.iri)} .\n".encode())
    with gzip.open(objects.path(entry.object)) as file:
        for line in file:
            yield line[:-ending] + b" .\n"


def asserted(objects: Objects, manifest: Manifest) -> Iterator[bytes]:
    """Yield what the merged graphs state, without what follows from it, sorted."""
    entries = (e for e in manifest.graphs if e.merged and e.role != INFERRED)
    return merged(triples_of(objects, entry) for entry in entries)


def inferred(objects: Objects, manifest: Manifest) -> Iterator[bytes]:
    """Yield what follows from the asserted triples, sorted."""
    entries = (entry for entry in manifest.graphs if entry.role == INFERRED)
    return merged(triples_of(objects, entry) for entry in entries)


def merged(streams: Iterable[Iterator[bytes]]) -> Iterator[bytes]:
    """Yield the lines of sorted `streams`, sorted, each once."""
    last = b""
    for line in heapq.merge(*streams):
        if line != last:
            last = line
            yield line


def parts(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield sorted `lines` in lists of some thousand that end where a subject does.

    Where they are cut depends on the lines alone.
    """
    part: list[bytes] = []
    for line in lines:
        if len(part) >= _LINES and (
            len(part) >= _MOST_LINES or _subject(line) != _subject(part[-1])
        ):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]
