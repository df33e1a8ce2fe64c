"""What follows from the asserted triples, one subject at a time.

All that is inferred about a node is one function of a bounded neighbourhood, so
a full build (all nodes) and a small change (the nodes it reaches) run the same
code and agree. The rules, with their names in OWL 2 Profiles §4.3:

    types and superclasses          cax-sco, cax-eqc, scm-sco, scm-eqc
    superproperties and inverses    prp-spo1, prp-eqp, prp-inv, prp-symp, scm-spo
    transitive properties           prp-trp
    property chains                 prp-spo2

Left out on purpose: types from domains and ranges (typing by misuse hides
errors), `owl:sameAs` and keys, restrictions, literals as subjects. Left out to
keep the work bounded: what a chain makes feeds no other chain and no transitive
property.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Protocol

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.rdf.terms import SUBPROPERTY
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Node
from c2c_graph.rdf.terms import Term
from c2c_graph.release.axioms import Axioms
from c2c_graph.release.axioms import Reading

Fact = tuple[NamedNode, Term]
_Steps = tuple[NamedNode, ...]
Statement = tuple[Node, NamedNode, Term]


class Facts(Protocol):
    """The asserted triples of the merge, as far as inference asks for them."""

    def about(self, node: Node) -> set[Fact]:
        """Return predicate and object of the triples with this subject."""

    def pointing(self, predicate: NamedNode, node: Node) -> Iterable[Node]:
        """Return the subjects of the triples with this predicate and object."""


class Inference:
    """The rules of `axioms` over `facts`; neither is changed."""

    def __init__(self, axioms: Axioms, facts: Facts) -> None:
        self._axioms = axioms
        self._facts = facts
        self._paths: list[_Steps] = [(term,) for term in axioms.transitive]
        self._paths += [chain.steps for chain in axioms.chains]
        self._turned = _turned(axioms)
        self._predicates = axioms.predicates()
        self._sources = _sources(axioms, self._predicates)
        self._transitive_sources = _sources(axioms, axioms.transitive)

    def about(self, node: Node) -> set[Fact]:
        """Return what is inferred, and not asserted, about `node` as subject."""
        asserted = self._facts.about(node)
        found = set(self._read(node, asserted))
        for predicate in self._axioms.transitive:
            found.update(self._related(node, (predicate,), predicate))
        for chain in self._axioms.chains:
            found.update(self._related(node, chain.steps, chain.result))
        found.update(self._types(asserted | found))
        found.update((SUBCLASS, term) for term in self._axioms.above_class(node))
        found.update((SUBPROPERTY, term) for term in self._axioms.above_property(node))
        return found - asserted

    def affected(self, changed: Iterable[Statement]) -> set[Node]:
        """Return the nodes about which something else may follow now.

        `changed` are the triples that have come or gone; the facts are those after
        the change. A path that has lost several triples is still found from its
        two ends: up to the first of them it stands, and after the last.
        """
        starts: dict[NamedNode, set[Node]] = defaultdict(set)
        ends: dict[NamedNode, set[Node]] = defaultdict(set)
        nodes: set[Node] = set()
        for subject, predicate, value in changed:
            if predicate not in self._predicates:
                continue
            nodes |= nodes_among((subject, value))
            for reading in self._axioms.all_readings(predicate):
                one, other = (value, subject) if reading.turned else (subject, value)
                starts[reading.predicate] |= nodes_among((one,))
                ends[reading.predicate] |= nodes_among((other,))
        for steps in self._paths:
            for place, step in enumerate(steps):
                nodes |= self._reached(starts[step], steps[place::-1], back=True)
                nodes |= self._reached(ends[step], steps[place:], back=False)
        return nodes

    def _reached(self, start: set[Node], steps: _Steps, *, back: bool) -> set[Node]:
        # the first step may be transitive: then its change is felt along it
        first = start | nodes_among(self._walk(start, steps[:1], back=back))
        return first | nodes_among(self._walk(first, steps[1:], back=back))

    def _read(self, node: Node, asserted: set[Fact]) -> Iterator[Fact]:
        for predicate, value in asserted:
            for reading in self._axioms.readings.get(predicate, ()):
                if not reading.turned:
                    yield reading.predicate, value
        for predicate, others in self._turned.items():
            for subject in self._facts.pointing(predicate, node):
                for other in others:
                    yield other, subject

    def _related(self, node: Node, steps: _Steps, result: NamedNode) -> Iterator[Fact]:
        for back in (False, True):
            readings = self._axioms.all_readings(result)
            names = [r.predicate for r in readings if r.turned is back]
            if names:
                ordered = steps[::-1] if back else steps
                others = self._walk({node}, ordered, back=back)
                yield from ((name, other) for other in others for name in names)

    def _types(self, found: set[Fact]) -> Iterator[Fact]:
        for predicate, value in found:
            if predicate == TYPE and isinstance(value, NamedNode):
                for upper in self._axioms.above_class(value):
                    yield TYPE, upper

    def _walk(self, start: set[Node], steps: _Steps, *, back: bool) -> set[Term]:
        ahead: set[Term] = set(start)
        for step in steps:
            ahead = {
                term
                for node in nodes_among(ahead)
                for term in self._step(node, step, back=back)
            }
        return ahead

    def _step(self, node: Node, predicate: NamedNode, *, back: bool) -> set[Term]:
        """Return what `predicate` relates `node` to, transitive closures included."""
        found = set(self._direct(node, predicate, back=back))
        for source in self._transitive_sources.get(predicate, ()):
            found |= self._closure(node, source.predicate, back != source.turned)
        return found

    def _closure(self, node: Node, predicate: NamedNode, back: bool) -> set[Term]:
        found: set[Term] = set()
        ahead: set[Node] = {node}
        while ahead:
            new = {t for n in ahead for t in self._direct(n, predicate, back=back)}
            ahead = nodes_among(new - found)
            found |= new
        return found

    def _direct(
        self, node: Node, predicate: NamedNode, *, back: bool
    ) -> Iterator[Term]:
        """Yield what one asserted triple, read as `predicate`, relates `node` to."""
        for source in self._sources.get(predicate, (Reading(predicate, False),)):
            if source.turned is not back:
                yield from self._facts.pointing(source.predicate, node)
            else:
                about = self._facts.about(node)
                yield from (o for p, o in about if p == source.predicate)


def _sources(
    axioms: Axioms, predicates: Iterable[NamedNode]
) -> dict[NamedNode, list[Reading]]:
    """Return, for a predicate, which of `predicates` state it, and read how."""
    found: dict[NamedNode, list[Reading]] = defaultdict(list)
    for predicate in predicates:
        for reading in axioms.all_readings(predicate):
            found[reading.predicate].append(Reading(predicate, reading.turned))
    return found


def _turned(axioms: Axioms) -> dict[NamedNode, list[NamedNode]]:
    found = {
        predicate: [reading.predicate for reading in readings if reading.turned]
        for predicate, readings in axioms.readings.items()
    }
    return {predicate: others for predicate, others in found.items() if others}


def nodes_among(terms: Iterable[Term]) -> set[Node]:
    """Return those of `terms` that can be a subject."""
    return {term for term in terms if not isinstance(term, Literal)}
