"""Compare two releases by their kept graphs: sorted lines, in flat memory."""

import gzip
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO
from typing import Final
from typing import cast

from c2c_graph import errors
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.objects import Objects

_BLOCK: Final = 2**20


@dataclass(frozen=True)
class Changed:
    """Some lines of the graph `entry` that left it, and some that came, sorted.

    A graph that changed a lot gives several of these, in the order of its lines.
    """

    entry: GraphEntry
    removed: list[bytes]
    added: list[bytes]


def changed_lines(
    objects: Objects, old: Manifest | None, new: Manifest
) -> Iterator[Changed]:
    """Yield how the dump of `old`, None for an empty one, becomes that of `new`.

    Graphs come in the order of their IRIs, those that are the same not at all.
    Raise `errors.NoRelease` where a kept graph cannot be read.
    """
    before = {entry.iri: entry for entry in old.graphs} if old else {}
    after = {entry.iri: entry for entry in new.graphs}
    for iri in sorted({*before, *after}):
        was, now = before.get(iri), after.get(iri)
        if was is None or now is None or was.object != now.object:
            for removed, added in compared(_lines(objects, was), _lines(objects, now)):
                if removed or added:
                    yield Changed(now or before[iri], removed, added)


def compared(
    old: Iterator[list[bytes]], new: Iterator[list[bytes]]
) -> Iterator[tuple[list[bytes], list[bytes]]]:
    """Yield the lines of `old` alone and of `new` alone; both are sorted blocks."""
    before, after = next(old, []), next(new, [])
    while before and after:
        last = min(before[-1], after[-1])
        here, there = bisect_right(before, last), bisect_right(after, last)
        yield _apart(before[:here], after[:there])
        before = before[here:] or next(old, [])
        after = after[there:] or next(new, [])
    while before:
        yield before, []
        before = next(old, [])
    while after:
        yield [], after
        after = next(new, [])


def _apart(before: list[bytes], after: list[bytes]) -> tuple[list[bytes], list[bytes]]:
    if before == after:
        return [], []
    gone, come = set(before).difference(after), set(after).difference(before)
    return sorted(gone), sorted(come)


def _lines(objects: Objects, entry: GraphEntry | None) -> Iterator[list[bytes]]:
    if entry is None:
        return
    path = objects.path(entry.object)
    try:
        with gzip.open(path) as file:
            yield from line_blocks(cast(BinaryIO, file))
    except (OSError, EOFError, zlib.error) as error:
        raise errors.NoRelease(
            f"{path}: cannot be read ({error}); restore it from a copy"
        ) from error


def line_blocks(file: BinaryIO) -> Iterator[list[bytes]]:
    """Yield the whole lines of `file`, a MiB or so at a time."""
    rest = b""
    while piece := file.read(_BLOCK):
        whole, newline, tail = piece.rpartition(b"\n")
        if not newline:
            rest += tail
            continue
        yield (rest + whole + newline).splitlines(keepends=True)
        rest = tail
    if rest:
        yield [rest]
