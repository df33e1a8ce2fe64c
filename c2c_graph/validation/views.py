"""The graph as it is published, and as it would be with a submission, by look-ups.

Both answer for a node, not for the whole: what is said of it, what leads to it.
"""

from abc import ABC
from abc import abstractmethod
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from itertools import islice

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.derived import CITY
from c2c_graph.validation.derived import NAME_KEY
from c2c_graph.validation.facts import Published
from c2c_graph.validation.lookups import MOST
from c2c_graph.validation.lookups import Key
from c2c_graph.validation.lookups import Lookups
from c2c_graph.validation.names import folded


class View(ABC):
    """A graph that is looked into: statements without the names of their graphs."""

    _kept: dict[Key, dict[Quad, None]]

    def match(
        self,
        subject: Term | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> Collection[Quad]:
        """Return the statements that fit, those that are derived from names too."""
        key = (subject, predicate, value)
        if key not in self._kept:
            self._kept[key] = self._matched(*key)
        return self._kept[key]

    @abstractmethod
    def _matched(
        self, subject: Term | None, predicate: NamedNode | None, value: Term | None
    ) -> dict[Quad, None]: ...


@dataclass(frozen=True)
class AsPublished(View):
    """What is published, without the submission."""

    lookups: Lookups
    _kept: dict[Key, dict[Quad, None]] = field(default_factory=dict, repr=False)

    def _matched(
        self, subject: Term | None, predicate: NamedNode | None, value: Term | None
    ) -> dict[Quad, None]:
        if predicate == NAME_KEY:
            return _names(self, subject, value, self.lookups.published)
        return _bare(self.lookups.quads((subject, predicate, value)))


@dataclass(frozen=True)
class AsItWouldBe(View):
    """What would be published: `added` and all but what only `replaced` graphs say."""

    lookups: Lookups
    added: "Statements"
    replaced: frozenset[str] = frozenset()
    _kept: dict[Key, dict[Quad, None]] = field(default_factory=dict, repr=False)

    def _matched(
        self, subject: Term | None, predicate: NamedNode | None, value: Term | None
    ) -> dict[Quad, None]:
        if predicate == NAME_KEY:
            named = _names(self, subject, value, self.lookups.published)
            return {**named, **_names_among(self, value, self.added.cities(value))}
        quads: Iterable[Quad] = self.lookups.quads((subject, predicate, value))
        if self.replaced:
            quads = (q for q in quads if graph_of(q) not in self.replaced)
        found = _bare(quads)
        found.update(dict.fromkeys(self.added.match(subject, predicate, value)))
        return found


class Statements:
    """Statements that are handed in, found by subject or by value."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.quads = tuple(_bare(quads))
        self._by_subject: dict[Term, list[Quad]] = {}
        self._by_value: dict[Term, list[Quad]] = {}
        self._by_name: dict[str, list[Term]] = {}
        for quad in self.quads:
            self._by_subject.setdefault(quad.subject, []).append(quad)
            self._by_value.setdefault(quad.object, []).append(quad)
            if quad.predicate == LABEL and isinstance(quad.object, Literal):
                key = folded(quad.object.value)
                self._by_name.setdefault(key, []).append(quad.subject)

    def __contains__(self, quad: Quad) -> bool:
        return quad in self._by_subject.get(quad.subject, ())

    def match(
        self, subject: Term | None, predicate: NamedNode | None, value: Term | None
    ) -> Iterator[Quad]:
        """Yield the statements that fit."""
        found: Iterable[Quad] = self.quads
        if subject is not None:
            found = self._by_subject.get(subject, ())
        elif value is not None:
            found = self._by_value.get(value, ())
        for quad in found:
            fits = predicate is None or quad.predicate == predicate
            if fits and (value is None or quad.object == value):
                yield quad

    def cities(self, key: Term | None) -> list[Term]:
        """Return what is given a name like `key`."""
        return self._by_name.get(key.value, []) if isinstance(key, Literal) else []


def graph_of(quad: Quad) -> str:
    """Return the name of the graph of `quad`, as `Submitted.replaces` writes it."""
    graph = quad.graph_name
    return graph.value if isinstance(graph, NamedNode) else str(graph)


def bare(quad: Quad) -> Quad:
    """Return the statement of `quad` without its graph."""
    return Quad(quad.subject, quad.predicate, quad.object)


def _bare(quads: Iterable[Quad]) -> dict[Quad, None]:
    return {Quad(q.subject, q.predicate, q.object): None for q in quads}


def _names(
    view: View, subject: Term | None, key: Term | None, published: Published
) -> dict[Quad, None]:
    if subject is not None:
        return _names_among(view, key, [subject])
    if not isinstance(key, Literal):
        return {}
    found = published.named(key.value)
    return _names_among(view, key, islice(found, MOST) if found is not None else ())


def _names_among(
    view: View, key: Term | None, nodes: Iterable[Term]
) -> dict[Quad, None]:
    """Return the names of those `nodes` that are cities, only `key` where given."""
    found: dict[Quad, None] = {}
    for node in dict.fromkeys(nodes):
        if isinstance(node, Literal) or not view.match(node, TYPE, CITY):
            continue
        for quad in view.match(node, LABEL):
            if isinstance(quad.object, Literal):
                name = Literal(folded(quad.object.value))
                if key is None or key == name:
                    found[Quad(quad.subject, NAME_KEY, name)] = None
    return found
