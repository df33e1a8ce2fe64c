"""Turn a description into the page of an entity."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import cached_property
from itertools import chain
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.facts import Fact
from c2c_graph.dereference.facts import Node
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.index import fold
from c2c_graph.dereference.retired import retired
from c2c_graph.dereference.sources import source_of
from c2c_graph.web import groups
from c2c_graph.web.concept_tree import IN_SCHEME
from c2c_graph.web.concept_tree import Planted
from c2c_graph.web.concept_tree import concept_tree
from c2c_graph.web.entity_page import VALUES
from c2c_graph.web.entity_page import EntityPage
from c2c_graph.web.entity_page import Note
from c2c_graph.web.entity_page import Part
from c2c_graph.web.entity_page import PartList
from c2c_graph.web.entity_page import Row
from c2c_graph.web.entity_page import Section
from c2c_graph.web.entity_page import Withdrawal
from c2c_graph.web.kinds import OTHER_PART
from c2c_graph.web.kinds import PLURALS
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown
from c2c_graph.web.pointing import pointing_lists
from c2c_graph.web.view import View

GEOMETRY: Final = NamedNode(words.GEO + "hasDefaultGeometry")
AS_WKT: Final = NamedNode(words.GEO + "asWKT")
INFERRED: Final = NamedNode(namespaces.INFERRED_GRAPH)
_SCHEME: Final = NamedNode(words.SKOS + "ConceptScheme")
# what the tree of a scheme tells of its concepts
_IN_TREE: Final = (IN_SCHEME, NamedNode(words.SKOS + "topConceptOf"))


@dataclass(frozen=True)
class Arranger:
    """Arranges one description; numbers the sources in the order they are met."""

    view: View
    names: Names
    description: Description
    numbers: dict[NamedNode, int] = field(default_factory=dict)

    def page(self) -> EntityPage:
        """Return the page of the entity."""
        asserted, inferred = _apart(self.description.own)
        # what a part belongs to, though it follows from what the owner states
        upward = [f for f in inferred if f.predicate in groups.UPWARD]
        inferred = [f for f in inferred if f not in upward]
        told = [f for f in asserted if f.predicate not in groups.TOLD] + upward
        hidden = _IN_TREE if self._tree else ()
        if self._tree:
            told = [f for f in told if f.predicate != groups.TOP_CONCEPT]
        sections = tuple(self._sections(told))
        part_lists = tuple(self._part_lists())
        return EntityPage(
            title=self.names.show(self.description.node),
            iri=str(self.description.node.value),
            types=self._types(asserted or inferred),
            sections=sections,
            inferred=tuple(self._rows(_untold(inferred, told))),
            part_lists=part_lists,
            pointing=tuple(pointing_lists(self.names, self.description, hidden)),
            notes=tuple(self._note(graph) for graph in self.numbers),
            withdrawn=self._withdrawal(),
            concepts=self._tree,
        )

    @cached_property
    def _tree(self) -> Planted | None:
        """The concepts of a scheme; nothing of other things."""
        if not any(f.value == _SCHEME for f in self.description.own):
            return None
        return concept_tree(self.names, self.description.node)

    @cached_property
    def _order(self) -> dict[Node, int]:
        """In which order the parts were found."""
        return {node: place for place, node in enumerate(self.description.parts)}

    def _withdrawal(self) -> Withdrawal | None:
        iri = str(self.description.node.value)
        facts = self.names.facts
        may_be = facts is not self.view.facts or iri in self.view.retired
        found = retired(facts, iri) if may_be else None
        if found is None:
            return None
        reasons = sorted(map(self.names.show, found.reasons), key=self.names.order)
        replacements = map(self.names.show, found.replacements)
        return Withdrawal(found.when, tuple(reasons), tuple(replacements))

    def _types(self, facts: Iterable[Fact]) -> tuple[Shown, ...]:
        types = (f.value for f in facts if f.triple.predicate == words.TYPE)
        named = (type for type in types if isinstance(type, NamedNode))
        return tuple(self.names.term(type) for type in named)

    def _sections(self, facts: list[Fact]) -> Iterator[Section]:
        by_group: dict[str, list[Row]] = {}
        for row in self._rows(facts):
            by_group.setdefault(groups.group_of(row.name.title), []).append(row)
        for title, rows in by_group.items():
            yield Section(title, tuple(rows))

    def _rows(self, facts: Iterable[Fact]) -> Iterator[Row]:
        """Yield a row a property, in the order of reading: group by group."""
        by_predicate: dict[NamedNode, list[Fact]] = {}
        for fact in facts:
            by_predicate.setdefault(fact.triple.predicate, []).append(fact)
        for predicate in sorted(by_predicate, key=groups.place):
            values = [self._value(fact) for fact in by_predicate[predicate]]
            if len(values) > 1:
                values.sort(key=self.names.order)
            more = max(0, len(values) - VALUES)
            yield Row(self.names.term(predicate), tuple(values[:VALUES]), more)

    def _value(self, fact: Fact) -> Shown:
        shown = self.names.show(fact.value)
        if fact.triple.predicate == GEOMETRY:
            shown = replace(shown, text=self._position(fact.value) or shown.text)
        return shown.noted(self._numbers(fact))

    def _position(self, geometry: Term) -> str:
        """Return the coordinates that the part `geometry` states."""
        if isinstance(geometry, Literal | Triple):
            return ""
        stated = self.description.parts.get(geometry, ())
        points = (f.value for f in stated if f.triple.predicate == AS_WKT)
        return next((self.names.show(point).text for point in points), "")

    def _numbers(self, fact: Fact) -> list[int]:
        numbers = [
            self.numbers.setdefault(graph, len(self.numbers) + 1)
            for graph in fact.graphs
        ]
        return sorted(numbers) if len(numbers) > 1 else numbers

    def _part_lists(self) -> Iterator[PartList]:
        by_kind: dict[str, list[Node]] = {}
        for node in dict.fromkeys(self._owned()):
            by_kind.setdefault(_kind(node), []).append(node)
        for kind in sorted(by_kind, key=list(PLURALS).index):
            parts = [self._part(node, self.description.node) for node in by_kind[kind]]
            ordered = sorted(parts, key=lambda part: fold(part.name.text))
            yield PartList(PLURALS[kind], tuple(ordered), _columns(parts))

    def _owned(self) -> Iterator[Node]:
        """Yield the nodes that belong to the thing, but for its geometry."""
        own, parts = self.description.own, self.description.parts
        values = (f.value for f in own if f.triple.predicate != GEOMETRY)
        pointing = (t.subject for g in self.description.incoming for t in g.triples)
        for node in chain(values, pointing):
            if not isinstance(node, Literal | Triple) and node in parts:
                yield node

    def _part(self, node: Node, owner: Node) -> Part:
        below = self.description.parts
        asserted, _ = _apart(below[node])
        told = [
            f
            for f in asserted
            if f.predicate not in groups.HIDDEN_IN_PARTS and f.value != owner
        ]
        inner = dict.fromkeys(f.value for f in below[node])
        parts = tuple(
            self._part(value, node)
            for value in inner
            if not isinstance(value, Literal | Triple)
            and value in below
            and value != owner
            and self._order[value] > self._order[node]  # found below, not above
        )
        numbers = sorted(
            {number for fact in asserted for number in self._numbers(fact)}
        )
        name = self.names.show(node).noted(numbers)
        return Part(name, tuple(self._rows(told)), parts)

    def _note(self, graph: NamedNode) -> Note:
        facts = self.names.facts
        is_past = facts is not self.view.facts
        source = source_of(facts, graph) if is_past else self.view.source(graph)
        return Note(
            number=self.numbers[graph],
            graph=self.names.show(graph),
            licenses=tuple(self.names.show(node) for node in source.licenses),
            sources=tuple(self.names.show(node) for node in source.sources),
            more=source.more,
            issued=source.issued,
            inferred=source.inferred,
        )


def _apart(facts: Iterable[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return the facts that somebody states, and those that only follow from them."""
    asserted: list[Fact] = []
    inferred: list[Fact] = []
    for fact in facts:
        (inferred if fact.graphs == (INFERRED,) else asserted).append(fact)
    return asserted, inferred


def _untold(inferred: Iterable[Fact], told: Iterable[Fact]) -> list[Fact]:
    """Return what is worth saying of `inferred`: not a value told already."""
    values = {fact.value for fact in told}
    parts = set(words.PARTS)
    return [
        f
        for f in inferred
        if f.triple.predicate not in parts
        and not (isinstance(f.value, Literal) and f.value in values)
    ]


def _columns(parts: Iterable[Part]) -> tuple[Shown, ...]:
    """Return the properties that any of `parts` has, in the order of reading.

    Notes and descriptions come last: they are long, and most parts have none.
    """
    names = {row.name.title: row.name for part in parts for row in part.rows}
    ordered = sorted(
        map(NamedNode, names),
        key=lambda p: (groups.group_of(str(p.value)) == groups.NAMES, groups.place(p)),
    )
    return tuple(names[str(predicate.value)] for predicate in ordered)


def _kind(node: Node) -> str:
    """Return the kind in the IRI of `node`, `part` where it has none."""
    rest = str(node.value).removeprefix(namespaces.THINGS)
    kind = rest.partition("/")[0]
    return kind if kind in PLURALS else OTHER_PART
