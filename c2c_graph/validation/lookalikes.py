"""Find the entries that another one may be: by name, code or place.

Every entry stands under a few keys in one sorted list; what is alike has a key, or
the beginning of one, in common. So a look-up costs the same in a small dataset,
where the list is in memory, and in a large one, where it is a file.
"""

import math
from bisect import bisect_left
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Final
from typing import Protocol

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import Term
from c2c_graph.validation.names import are_almost_one
from c2c_graph.validation.names import folded
from c2c_graph.validation.traits import CODES
from c2c_graph.validation.traits import GEOMETRY
from c2c_graph.validation.traits import NAMES
from c2c_graph.validation.traits import WKT
from c2c_graph.validation.traits import Point
from c2c_graph.validation.traits import codes_in
from c2c_graph.validation.traits import is_listed
from c2c_graph.validation.traits import kind_of
from c2c_graph.validation.traits import point_in
from c2c_graph.validation.traits import spellings

# the most entries that one key gives, and that half a name is looked for in
_MOST: Final = 50
_MANY: Final = 200
# cells are a tenth of a degree wide and high: 11 km at the equator
_CELLS_A_DEGREE: Final = 10
_KILOMETRES_A_CELL: Final = 11.1
_WIDEST: Final = 20
# of an almost equal name one half is equal; shorter halves say nothing
_SHORTEST_HALF: Final = 3
# what no name goes on with
_LAST: Final = "\U0010ffff"

Pairs = Callable[[NamedNode], Iterable[tuple[str, Term]]]


class Keyed(Protocol):
    """A sorted list of (key, IRI)."""

    def beginning(self, start: str, end: str, most: int) -> Iterable[tuple[str, str]]:
        """Return the first `most` keys from `start` to below `end`, with IRIs."""
        ...


@dataclass(frozen=True)
class Lookalikes:
    """The entries that are listed in `keyed`."""

    keyed: Keyed

    def by_name(self, text: str) -> Iterator[NamedNode]:
        """Yield the entries that are called `text`, whatever its case and accents."""
        for spelling in sorted(spellings(text)):
            yield from self._at("n" + spelling)

    def by_code(self, code: str) -> Iterator[NamedNode]:
        """Yield the entries with `code`, as `traits.codes_in` writes it."""
        yield from self._at("c" + code)

    def almost_named(self, text: str) -> Iterator[NamedNode]:
        """Yield entries whose name differs from `text` by no more than a slip."""
        name = folded(text)
        half = len(name) // 2
        if half >= _SHORTEST_HALF:
            for start in ("n" + name[:half], "b" + name[::-1][:half]):
                for key, iri in self.keyed.beginning(start, start + _LAST, _MANY):
                    forwards = key[1:] if key[0] == "n" else key[:0:-1]
                    if are_almost_one(name, forwards):
                        yield NamedNode(iri)

    def almost_spelt(self, iri: str) -> Iterator[NamedNode]:
        """Yield entries of the kind of `iri` that differ from it by a slip or two.

        They are entries of the kinds that are compared, and some others.
        """
        end = iri[iri.rfind("/") + 1 :]
        for key in _of_iri(iri):
            start = key[: len(key) - len(end) + len(end) // 2]
            for _, other in self.keyed.beginning(start, start + _LAST, _MANY):
                if are_almost_one(end, other[other.rfind("/") + 1 :]):
                    yield NamedNode(other)

    def near(self, point: Point, kilometres: float) -> Iterator[NamedNode]:
        """Yield entries within `kilometres` of `point`, and some a little farther."""
        for cell in _cells_around(point, kilometres):
            yield from self._at(f"g{cell}")

    def _at(self, key: str) -> Iterator[NamedNode]:
        for _, iri in self.keyed.beginning(key, key + "\0", _MOST):
            yield NamedNode(iri)


class MemoryKeys:
    """Keys in memory: for a submission, or a small dataset."""

    def __init__(self, keys: Iterable[tuple[str, str]]) -> None:
        self._keys = sorted(set(keys))

    def beginning(self, start: str, end: str, most: int) -> Iterable[tuple[str, str]]:
        """See `Keyed`."""
        first = bisect_left(self._keys, (start, ""))
        last = bisect_left(self._keys, (end, ""), lo=first)
        return self._keys[first : min(last, first + most)]


def lookalikes_among(quads: Iterable[Quad]) -> Lookalikes:
    """Return the entries that `quads` describe, listed in memory."""
    by_path: dict[NamedNode, list[tuple[str, Term]]] = {}
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            pairs = by_path.setdefault(quad.predicate, [])
            pairs.append((quad.subject.value, quad.object))
    return Lookalikes(MemoryKeys(keys_of(lambda path: by_path.get(path, ()))))


def keys_of(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """Yield (key, IRI) for each entry; `pairs` gives the subjects and values of a path.

    A path is asked for once, and its pairs are read as they come.
    """
    return chain(_names(pairs), _spelt(pairs), _codes(pairs), _places(pairs))


def _names(pairs: Pairs) -> Iterator[tuple[str, str]]:
    for path in NAMES:
        for iri, text in pairs(path):
            if isinstance(text, Literal) and is_listed(iri):
                for name in spellings(text.value):
                    yield "n" + name, iri
                    yield "b" + name[::-1], iri


def _spelt(pairs: Pairs) -> Iterator[tuple[str, str]]:
    for iri, _ in pairs(NAMES[0]):
        if is_listed(iri):
            for key in _of_iri(iri):
                yield key, iri


def _of_iri(iri: str) -> tuple[str, str]:
    """Return the end of `iri` forwards and backwards, each after its kind."""
    kind, end = kind_of(iri), iri[iri.rfind("/") + 1 :]
    return f"k{kind}/{end}", f"r{kind}/{end[::-1]}"


def _codes(pairs: Pairs) -> Iterator[tuple[str, str]]:
    for path in CODES:
        for iri, value in pairs(path):
            if is_listed(iri):
                for code in codes_in(path, value):
                    yield "c" + code, iri


def _places(pairs: Pairs) -> Iterator[tuple[str, str]]:
    owners = {
        place.value: iri
        for iri, place in pairs(GEOMETRY)
        if isinstance(place, NamedNode) and is_listed(iri)
    }
    for place, text in pairs(WKT) if owners else ():
        point = point_in(text) if place in owners else None
        if point:
            yield f"g{_cell(*_column_and_row(point))}", owners[place]


def _column_and_row(point: Point) -> tuple[int, int]:
    column = math.floor(point.longitude * _CELLS_A_DEGREE)
    return column, math.floor(point.latitude * _CELLS_A_DEGREE)


def _cell(column: int, row: int) -> str:
    """Return the name of a cell; columns go round the globe."""
    return f"{column % (360 * _CELLS_A_DEGREE)}/{row}"


def _cells_around(point: Point, kilometres: float) -> Iterator[str]:
    high = math.ceil(kilometres / _KILOMETRES_A_CELL)
    narrower = max(math.cos(math.radians(point.latitude)), 0.01)
    wide = min(math.ceil(kilometres / (_KILOMETRES_A_CELL * narrower)), _WIDEST)
    column, row = _column_and_row(point)
    for above in range(-high, high + 1):
        for right in range(-wide, wide + 1):
            yield _cell(column + right, row + above)
