"""The merge of graphs as sorted N-Triples, line by line, in flat memory.

The lines of a graph are kept sorted, and stay so without the graph's name: what
follows a triple is a space in every line. So the merge is one walk over all graphs
at once, in which equal triples stand beside each other.
"""

import gzip
import heapq
import io
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO
from typing import Final
from typing import cast

from c2c_graph.release import skolem
from c2c_graph.release.manifest import INFERRED
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import name_of
from c2c_graph.release.objects import Objects

# a part of a text: so many lines, and then to the end of the subject, but no more
# than so many, whatever the subject
_LINES: Final = 8_000
_MOST_LINES: Final = 32_000
# a packed file of so many bytes is short
_SHORT: Final = 256 * 1024
# lines that are sorted at once
_RUN: Final = 200_000


def triples_of(objects: Objects, entry: GraphEntry) -> Iterator[bytes]:
    """Yield the triples of the graph `entry` as sorted lines of N-Triples.

    Raise `OSError`, `EOFError` or `zlib.error` where they cannot be read.
    """
    ending = len(f" {name_of(entry.iri)} .\n".encode())
    with _opened(objects.path(entry.object)) as file:
        for line in file:
            yield line[:-ending] + b" .\n"


def asserted(objects: Objects, manifest: Manifest) -> Iterator[bytes]:
    """Yield what the merged graphs state, without what follows from it, sorted."""
    entries = (e for e in manifest.graphs if e.merged and e.role != INFERRED)
    return merged(triples_of(objects, entry) for entry in entries)


def holds_blank_nodes(manifest: Manifest) -> bool:
    """Return whether a blank node stands in an asserted graph (see `GraphEntry`)."""
    entries = (e for e in manifest.graphs if e.merged and e.role != INFERRED)
    return any(entry.hash != f"sha256:{entry.object}" for entry in entries)


def skolemised(lines: Callable[[], Iterator[bytes]], folder: Path) -> Iterator[bytes]:
    """Yield sorted `lines` with IRIs for blank nodes, sorted anew, in flat memory.

    They are walked through twice; what has to be sorted waits in `folder`.
    """
    named = (skolem.skolemised(line) for line in lines() if b"_:" in line)
    runs: list[Path] = []
    while run := sorted(islice(named, _RUN)):
        runs.append(folder / f"run-{len(runs)}.nt.gz")
        with gzip.open(runs[-1], "wb", compresslevel=1) as file:
            file.writelines(run)
    rest = (line for line in lines() if b"_:" not in line)
    yield from merged([rest, *map(_lines_of, runs)])


def _lines_of(path: Path) -> Iterator[bytes]:
    with gzip.open(path) as file:
        yield from file


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


def _opened(path: Path) -> BinaryIO:
    """Return what is packed in the file at `path`, to be read.

    There may be more graphs than a process may have files open: short ones are read
    at once.
    """
    if path.stat().st_size > _SHORT:
        return cast(BinaryIO, gzip.open(path))
    return cast(BinaryIO, gzip.open(io.BytesIO(path.read_bytes())))


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]
