"""What each shape looks at beyond the triples of its focus node, as walks.

For a core constraint SHACL itself tells: sh:class looks at the types of the values,
sh:node and its like at what the other shape looks at, a path at its steps. For a
query `shapes/reach.ttl` tells: `<shape> c2s:reach "org:organization/c2c:within*"`.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from rdflib import SH
from rdflib import Graph
from rdflib.collection import Collection
from rdflib.term import Node

from c2c_graph import namespaces
from c2c_graph.rdf.terms import TYPE
from c2c_graph.validation import walks
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.shape_paths import walks_of
from c2c_graph.validation.walks import Step
from c2c_graph.validation.walks import Walk

REACH: Final = NamedNode(namespaces.SHAPES + "reach")
# constraints that hand a value on to another shape, by itself or in a list
_ONE_SHAPE: Final = (SH.node, SH["not"], SH.qualifiedValueShape, SH.property)
_LISTED_SHAPES: Final = (SH["and"], SH["or"], SH.xone)
_COMPARED: Final = (SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)
_ANY: Final = Step()


@dataclass(frozen=True)
class Entry:
    """One walk of one shape; `at` is the number of the step in question."""

    shape: str
    walk: Walk
    at: int


@dataclass(frozen=True)
class Reach:
    """The walks of each shape, by its IRI."""

    walks: Mapping[str, frozenset[Walk]]

    @cached_property
    def by_predicate(self) -> Mapping[NamedNode | None, tuple[Entry, ...]]:
        """Return the steps along each predicate that lead on from a focus node.

        A statement of the focus node itself is none. Under None stand the steps
        that go along all predicates.
        """
        found: dict[NamedNode | None, dict[Entry, None]] = {}
        for shape, several in self.walks.items():
            for walk in several:
                for at, one in enumerate(walk):
                    if at or one.inverse or one.repeated:
                        entry = Entry(shape, walk, at)
                        for predicate in one.predicates or (None,):
                            found.setdefault(predicate, {})[entry] = None
        return {predicate: tuple(entries) for predicate, entries in found.items()}


def declared(
    quads: Iterable[Quad], prefixes: Mapping[str, str]
) -> dict[str, set[Walk]]:
    """Return the walks that `quads` declare; raise as `walks.parse`."""
    found: dict[str, set[Walk]] = {}
    for quad in quads:
        if quad.predicate == REACH and isinstance(quad.object, Literal):
            walk = walks.parse(quad.object.value, prefixes)
            found.setdefault(text_of(quad.subject), set()).add(walk)
    return found


def of_constraints(shapes: Graph, shape: Node) -> frozenset[Walk]:
    """Return the walks that the core constraints of `shape` make by themselves."""
    return frozenset(_walks(shapes, shape, (), frozenset()))


def _walks(
    shapes: Graph, shape: Node, before: Walk, seen: frozenset[Node]
) -> Iterator[Walk]:
    if shape in seen:
        return
    path = shapes.value(shape, SH.path)
    for rest in walks_of(shapes, path) if path is not None else [()]:
        here = (*before, *rest)
        if here:
            yield from _beyond(shapes, shape, here)
        for other in _others(shapes, shape):
            yield from _walks(shapes, other, here, seen | {shape})
    for parameter in _COMPARED if before else ():
        for predicate in shapes.objects(shape, parameter):
            yield (*before, walks.step(NamedNode(str(predicate))))


def _beyond(shapes: Graph, shape: Node, here: Walk) -> Iterator[Walk]:
    """Yield `here` where it leaves the focus node, and what is asked of its end."""
    if len(here) > 1 or here[0].inverse or here[0].repeated:
        yield here
    if (shape, SH["class"], None) in shapes:
        yield (*here, walks.step(TYPE))
    if (shape, SH.closed, None) in shapes and (shape, SH.path, None) not in shapes:
        yield (*here, _ANY)


def _others(shapes: Graph, shape: Node) -> Iterator[Node]:
    for parameter in _ONE_SHAPE:
        yield from shapes.objects(shape, parameter)
    for parameter in _LISTED_SHAPES:
        for head in shapes.objects(shape, parameter):
            yield from Collection(shapes, head)
