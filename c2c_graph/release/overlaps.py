"""Which graphs of a release hold a triple in common, and how many of them.

A query that merges graphs (several `FROM`) must see each triple once, and the
engine sees it once in each graph. So a release tells which graphs have triples in
common. What is counted are triples as the store holds them, by the set of all the
graphs that hold them: that takes little room when one triple stands in a thousand
graphs, and a triple that enters or leaves a graph moves from one set to another.
"""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from pyoxigraph import DefaultGraph
from pyoxigraph import Quad
from pyoxigraph import Store
from pyoxigraph import Triple

from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Overlap
from c2c_graph.release.nquads import iri_of
from c2c_graph.release.nquads import name_of
from c2c_graph.release.nquads import quads_of

_Holders = frozenset[str]
# the store may hold a literal with a datatype in another form than its line
_TYPED: Final = b'"^^<'


class Tally:
    """Counts the triples that several graphs of `store` hold, while these change."""

    def __init__(self, store: Store, overlaps: Iterable[Overlap] = ()) -> None:
        self._store = store
        self._counts: Counter[_Holders] = Counter()
        for overlap in overlaps:
            self._counts[frozenset(overlap.graphs)] = overlap.triples

    def before_leaving(self, quad: Quad) -> None:
        """Count that `quad`, still in the store, leaves its graph."""
        holders = _holders(_held(self._store, quad))
        graph = iri_of(quad.graph_name)
        if graph in holders:
            self._move(holders, holders - {graph})

    def before_entering(self, quad: Quad) -> None:
        """Count that `quad`, which the store may hold already, enters its graph."""
        holders = _holders(_held(self._store, quad))
        self._move(holders, holders | {iri_of(quad.graph_name)})

    def overlaps(self) -> tuple[Overlap, ...]:
        """Return what has been counted, in a fixed order."""
        return _listed(self._counts)

    def _move(self, old: _Holders, new: _Holders) -> None:
        if len(old) > 1:
            self._counts[old] -= 1
        if len(new) > 1:
            self._counts[new] += 1


def overlaps_in(
    store: Store, entries: Iterable[GraphEntry], body: Callable[[GraphEntry], bytes]
) -> tuple[Overlap, ...]:
    """Return the overlaps of the graphs `entries`, all of them in `store`.

    `body` gives the N-Quads of each. Their lines tell which triples may stand in
    several graphs, and the store which do.
    """
    counts: Counter[_Holders] = Counter()
    seen: set[Triple] = set()
    for quad in quads_of(b"".join(_suspects(entries, body))):
        held = _held(store, quad)
        if len(held) > 1 and held[0].triple not in seen:
            seen.add(held[0].triple)
            counts[_holders(held)] += 1
    return _listed(counts)


def _suspects(
    entries: Iterable[GraphEntry], body: Callable[[GraphEntry], bytes]
) -> Iterator[bytes]:
    """Yield, as lines of N-Triples, what may have been in a graph before.

    Lines are told apart by a number of 64 bits, so a few too many may come. One
    with a datatype counts as equal to others with its subject and predicate.
    """
    known: set[int] = set()
    for entry in entries:
        end = -len(f" {name_of(entry.iri)} .".encode())
        for line in body(entry).splitlines():
            triple = line[:end]
            key = triple.split(b" ", 2)[:2] if _TYPED in triple else [triple]
            number = hash(tuple(key))
            if number in known:
                yield triple + b" .\n"
            known.add(number)


def _listed(counts: Mapping[_Holders, int]) -> tuple[Overlap, ...]:
    found = (Overlap(tuple(sorted(h)), count) for h, count in counts.items() if count)
    return tuple(sorted(found, key=lambda overlap: overlap.graphs))


def _holders(held: Iterable[Quad]) -> _Holders:
    return frozenset(iri_of(quad.graph_name) for quad in held)


def _held(store: Store, quad: Quad) -> list[Quad]:
    """Return the quads of named graphs with the triple of `quad`."""
    found = store.quads_for_pattern(quad.subject, quad.predicate, quad.object)
    return [held for held in found if not isinstance(held.graph_name, DefaultGraph)]
