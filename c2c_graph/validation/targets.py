"""Which shapes look at which nodes (SHACL §2.1.3), told by look-ups around a node."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Quad
from rdflib import SH
from rdflib import Graph
from rdflib.term import Node

from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.graphs import from_rdflib
from c2c_graph.validation.graphs import superclasses
from c2c_graph.validation.views import View

_KINDS: Final = {
    SH.targetClass: "classes",
    SH.targetSubjectsOf: "subjects_of",
    SH.targetObjectsOf: "objects_of",
    SH.targetNode: "nodes",
}
_ByTerm = Mapping[Term, frozenset[str]]


@dataclass(frozen=True)
class Targets:
    """The shapes that look at instances, subjects and objects, and at single nodes."""

    classes: _ByTerm
    subjects_of: _ByTerm
    objects_of: _ByTerm
    nodes: _ByTerm

    @classmethod
    def of(cls, shapes: Graph, named: Iterable[Node]) -> "Targets":
        """Return what the shapes `named` are aimed at in the graph `shapes`."""
        found: dict[str, dict[Term, set[str]]] = {kind: {} for kind in _KINDS.values()}
        for shape in named:
            for verb, kind in _KINDS.items():
                for target in shapes.objects(shape, verb):
                    term = from_rdflib(target)
                    assert term is not None
                    found[kind].setdefault(term, set()).add(str(shape))
        frozen = {
            kind: {term: frozenset(several) for term, several in targets.items()}
            for kind, targets in found.items()
        }
        return cls(**frozen)

    def shapes_for(self, classes: "Classes", node: Term) -> frozenset[str]:
        """Return the shapes that look at `node` in the graph of `classes`."""
        view = classes.view
        own = view.match(node)
        found = [self.nodes.get(node, frozenset())]
        found += (self.subjects_of.get(q.predicate, frozenset()) for q in own)
        found += (self.classes.get(one, frozenset()) for one in classes.of(node))
        for predicate, shapes in self.objects_of.items():
            assert isinstance(predicate, NamedNode)
            if view.match(None, predicate, node):
                found.append(shapes)
        return frozenset().union(*found)


@dataclass(frozen=True)
class Classes:
    """The classes of nodes in `view`, those above them too."""

    view: View

    def of(self, node: Term) -> frozenset[Term]:
        """Return the classes of `node` and those above them."""
        stated = {quad.object for quad in self.view.match(node, TYPE)}
        return frozenset(stated).union(*(self._above(one) for one in stated))

    @cached_property
    def statements(self) -> tuple[Quad, ...]:
        """Return what is said of superclasses, and what follows from it."""
        stated = tuple(self.view.match(None, SUBCLASS))
        return (*stated, *superclasses(stated))

    def _above(self, node: Term) -> list[Term]:
        return self._parents.get(node, [])

    @cached_property
    def _parents(self) -> dict[Term, list[Term]]:
        found: dict[Term, list[Term]] = {}
        for quad in self.statements:
            found.setdefault(quad.subject, []).append(quad.object)
        return found
