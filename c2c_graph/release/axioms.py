"""What the ontology graphs say about inference, read once into plain tables."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.closure import reachable
from c2c_graph.rdf.terms import FIRST
from c2c_graph.rdf.terms import OWL
from c2c_graph.rdf.terms import REST
from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.rdf.terms import SUBPROPERTY
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Node
from c2c_graph.rdf.terms import Term

_INVERSE: Final = NamedNode(OWL + "inverseOf")
_SAME_CLASS: Final = NamedNode(OWL + "equivalentClass")
_SAME_PROPERTY: Final = NamedNode(OWL + "equivalentProperty")
_TRANSITIVE: Final = NamedNode(OWL + "TransitiveProperty")
_SYMMETRIC: Final = NamedNode(OWL + "SymmetricProperty")
_CHAIN: Final = NamedNode(OWL + "propertyChainAxiom")


@dataclass(frozen=True)
class Reading:
    """A way to read a triple: with `predicate`, `turned` if from object to subject."""

    predicate: NamedNode
    turned: bool


@dataclass(frozen=True)
class Chain:
    """What follows `steps` one after the other is related by `result`."""

    steps: tuple[NamedNode, ...]
    result: NamedNode


@dataclass(frozen=True)
class Axioms:
    """The tables of inference.

    `superclasses` and `superproperties` are closed, without the term itself.
    `readings` gives for a predicate every other reading of its triples, through
    superproperties and inverses in any order.
    """

    superclasses: Mapping[Node, frozenset[Node]]
    superproperties: Mapping[Node, frozenset[Node]]
    readings: Mapping[NamedNode, frozenset[Reading]]
    transitive: frozenset[NamedNode]
    chains: frozenset[Chain]

    def all_readings(self, predicate: NamedNode) -> frozenset[Reading]:
        """Return every reading of the triples with `predicate`, its own too."""
        itself = frozenset({Reading(predicate, False)})
        return itself | self.readings.get(predicate, frozenset())

    def above_class(self, term: Node) -> frozenset[Node]:
        """Return the superclasses of `term` that follow, without itself."""
        return self.superclasses.get(term, frozenset())

    def above_property(self, term: Node) -> frozenset[Node]:
        """Return the superproperties of `term` that follow, without itself."""
        return self.superproperties.get(term, frozenset())

    def terms(self) -> frozenset[Node]:
        """Return the classes and properties about which something may follow."""
        return frozenset({*self.superclasses, *self.superproperties})

    def predicates(self) -> frozenset[NamedNode]:
        """Return the predicates whose triples inference looks at or makes."""
        read = {r.predicate for found in self.readings.values() for r in found}
        chained = {p for chain in self.chains for p in (*chain.steps, chain.result)}
        fixed = {TYPE, SUBCLASS, SUBPROPERTY}
        return frozenset({*self.readings, *read, *self.transitive, *chained, *fixed})


def read_axioms(quads: Iterable[Quad]) -> Axioms:
    """Return the axioms that `quads`, the ontology graphs, state.

    Read are subclass, subproperty, equivalent classes and properties, inverses,
    symmetric and transitive properties and property chains, between named terms;
    everything else, such as restrictions and property domains, adds nothing.
    """
    stated: dict[NamedNode, set[tuple[Node, Term]]] = defaultdict(set)
    for quad in quads:
        stated[quad.predicate].add((quad.subject, quad.object))
    return Axioms(
        superclasses=_closure(_pairs(stated, SUBCLASS, _SAME_CLASS)),
        superproperties=_closure(_pairs(stated, SUBPROPERTY, _SAME_PROPERTY)),
        readings=_readings(stated),
        transitive=_typed(stated, _TRANSITIVE),
        chains=frozenset(_chains(stated)),
    )


_Stated = Mapping[NamedNode, set[tuple[Node, Term]]]


def _pairs(
    stated: _Stated, below: NamedNode, same: NamedNode
) -> set[tuple[NamedNode, NamedNode]]:
    pairs = _named(stated.get(below, ())) | _named(stated.get(same, ()))
    return pairs | {(b, a) for a, b in _named(stated.get(same, ()))}


def _named(pairs: Iterable[tuple[Node, Term]]) -> set[tuple[NamedNode, NamedNode]]:
    return {
        (one, other)
        for one, other in pairs
        if isinstance(one, NamedNode) and isinstance(other, NamedNode)
    }


def _typed(stated: _Stated, kind: NamedNode) -> frozenset[NamedNode]:
    pairs = _named(stated.get(TYPE, ()))
    return frozenset(term for term, its_kind in pairs if its_kind == kind)


def _closure(pairs: set[tuple[NamedNode, NamedNode]]) -> dict[Node, frozenset[Node]]:
    above: dict[Node, set[Node]] = defaultdict(set)
    for lower, upper in pairs:
        above[lower].add(upper)
    return {term: frozenset(reachable(term, above) - {term}) for term in above}


def _readings(stated: _Stated) -> dict[NamedNode, frozenset[Reading]]:
    steps: dict[Reading, set[Reading]] = defaultdict(set)
    for lower, upper in _pairs(stated, SUBPROPERTY, _SAME_PROPERTY):
        for turned in (False, True):
            steps[Reading(lower, turned)].add(Reading(upper, turned))
    symmetric = {(term, term) for term in _typed(stated, _SYMMETRIC)}
    for one, other in _named(stated.get(_INVERSE, ())) | symmetric:
        for turned in (False, True):
            steps[Reading(one, turned)].add(Reading(other, not turned))
            steps[Reading(other, turned)].add(Reading(one, not turned))
    found = {}
    for predicate in {step.predicate for step in steps}:
        itself = Reading(predicate, False)
        found[predicate] = frozenset(reachable(itself, steps) - {itself})
    return found


def _chains(stated: _Stated) -> Iterable[Chain]:
    first: dict[Term, Term] = dict(stated.get(FIRST, ()))
    rest: dict[Term, Term] = dict(stated.get(REST, ()))
    for result, head in stated.get(_CHAIN, ()):
        steps: list[NamedNode] = []
        node: Term = head
        # a list that runs in a circle is longer than the number of its cells
        while node in first and len(steps) <= len(first):
            member = first[node]
            if not isinstance(member, NamedNode):
                break
            steps.append(member)
            node = rest.get(node, node)
        else:
            if steps and isinstance(result, NamedNode) and len(steps) <= len(first):
                yield Chain(tuple(steps), result)
