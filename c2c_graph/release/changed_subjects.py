"""Which subjects a release changes in the merge of the asserted graphs, and to what.

What is compared are lines of N-Triples made from the parsed files. The store only
tells which graphs mention a subject: it writes some literals anew.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import NamedNode
from pyoxigraph import Store

from c2c_graph.release import merging
from c2c_graph.release.changes import Change
from c2c_graph.release.manifest import INFERRED
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import in_default
from c2c_graph.release.nquads import iri_of
from c2c_graph.release.objects import Objects

# past so many subjects, one walk through both releases is faster than look-ups
MANY: Final = 20_000

# the triples of one subject as sorted lines of N-Triples
State = tuple[bytes, ...]
_States = dict[bytes, set[bytes]]


@dataclass(frozen=True)
class Changed:
    """A subject, as N-Triples write it, with what is said of it before and after."""

    subject: bytes
    before: State
    after: State


def all_changed(
    objects: Objects, last: Manifest | None, now: Manifest
) -> Iterator[Changed]:
    """Yield how `now` differs from `last`, subject by subject, sorted.

    Both are read from the disk once, side by side, in flat memory.
    """
    old = _grouped(merging.asserted(objects, last)) if last else iter(())
    new = _grouped(merging.asserted(objects, now))
    left, right = next(old, None), next(new, None)
    while left or right:
        if right is None or (left and left[0] < right[0]):
            assert left
            yield Changed(left[0], left[1], ())
            left = next(old, None)
        elif left is None or right[0] < left[0]:
            yield Changed(right[0], (), right[1])
            right = next(new, None)
        else:
            if left[1] != right[1]:
                yield Changed(right[0], left[1], right[1])
            left, right = next(old, None), next(new, None)


def few_changed(
    objects: Objects, now: Manifest, changes: Sequence[Change], store: Path
) -> Iterator[Changed]:
    """Yield the same for the `changes` of a release, by looking up what they name.

    `store` is the folder of the release's store. Each graph that mentions a changed
    subject is read once.
    """
    gone = {c.entry.iri: _by_subject(c.entry, c.removed) for c in changes}
    come = {c.entry.iri: _by_subject(c.entry, c.added) for c in changes}
    subjects = {s for found in (*gone.values(), *come.values()) for s in found}
    before: _States = defaultdict(set)
    after: _States = defaultdict(set)
    for entry, mentioned in _mentioning(subjects, now, store):
        body = objects.read(entry.object)
        for subject in mentioned:
            lines = set(_lines_about(entry, body, subject))
            after[subject] |= lines
            before[subject] |= lines - come.get(entry.iri, {}).get(subject, set())
    for lost in gone.values():
        for subject, lines in lost.items():
            before[subject] |= lines
    for subject in sorted(subjects):
        if before[subject] != after[subject]:
            yield Changed(subject, _state(before[subject]), _state(after[subject]))


def asserted(entry: GraphEntry) -> bool:
    """Return whether `entry` is a graph of the merge that somebody has stated."""
    return entry.merged and entry.role != INFERRED


def are_few(changes: Iterable[Change], last: Manifest, now: Manifest) -> bool:
    """Return whether `few_changed` can tell the changes since `last`, and soon."""
    stated = {e.iri for e in last.graphs if asserted(e)}
    others = {e.iri for e in last.graphs} - stated
    # a graph that enters or leaves the merge as it is has no changed lines
    moved = any(
        entry.iri in (others if asserted(entry) else stated) for entry in now.graphs
    )
    return not moved and sum(change.lines for change in changes) <= MANY


def _grouped(lines: Iterator[bytes]) -> Iterator[tuple[bytes, State]]:
    for subject, group in groupby(lines, key=_subject):
        yield subject, tuple(group)


def _by_subject(
    entry: GraphEntry, quads: Iterable[bytes]
) -> Mapping[bytes, set[bytes]]:
    found: _States = defaultdict(set)
    for quad in quads:
        found[_subject(quad)].add(in_default(entry, quad))
    return found


def _mentioning(
    subjects: Iterable[bytes], now: Manifest, store: Path
) -> Iterator[tuple[GraphEntry, list[bytes]]]:
    """Yield the asserted graphs that mention `subjects`, each with those."""
    stated = {entry.iri: entry for entry in now.graphs if asserted(entry)}
    opened = Store.read_only(str(store))
    found: dict[str, list[bytes]] = defaultdict(list)
    for subject in sorted(subjects):
        quads = opened.quads_for_pattern(_node(subject), None, None)
        for iri in {iri_of(quad.graph_name) for quad in quads} & stated.keys():
            found[iri].append(subject)
    return ((stated[iri], mentioned) for iri, mentioned in found.items())


def _node(term: bytes) -> NamedNode | BlankNode:
    text = term.decode()
    if text.startswith("_:"):
        return BlankNode(text.removeprefix("_:"))
    return NamedNode(text[1:-1])


def _lines_about(entry: GraphEntry, body: bytes, subject: bytes) -> list[bytes]:
    """Return what sorted N-Quads `body` say of `subject`, as N-Triples."""
    start = _place(body, subject + b" ")
    end = _place(body, subject + b"!")  # the sign behind the space
    return in_default(entry, body[start:end]).splitlines(keepends=True)


def _place(body: bytes, key: bytes) -> int:
    """Return where the first of the sorted lines of `body` not below `key` begins."""
    low, high = 0, len(body)
    while low < high:
        begin = body.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = body.index(b"\n", begin) + 1
        if body[begin : begin + len(key)] < key:
            low = end
        else:
            high = begin
    return low


def _subject(line: bytes) -> bytes:
    return line[: line.index(b" ")]


def _state(lines: set[bytes]) -> State:
    return tuple(sorted(lines))
