"""What a shape asks of values, read from its triples: one demand a SHACL parameter."""

from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Term

# of value nodes (SHACL §4.1 to §4.5, §4.8)
_OF_VALUES: Final = (
    "datatype",
    "class",
    "nodeKind",
    "in",
    "hasValue",
    "languageIn",
    "uniqueLang",
    "minInclusive",
    "maxInclusive",
    "minExclusive",
    "maxExclusive",
    "minLength",
    "maxLength",
    "pattern",
    "lessThan",
    "lessThanOrEquals",
    "equals",
    "disjoint",
)
_OF_SHAPES: Final = ("or", "and", "xone", "not")
_LISTS: Final = frozenset({"in", "languageIn", "or", "and", "xone"})
# shapes name shapes; one that comes back to itself ends here
_DEEPEST: Final = 4

IN_SCHEME: Final = NamedNode(words.SKOS + "inScheme")
_FIRST: Final = NamedNode(words.RDF + "first")
_REST: Final = NamedNode(words.RDF + "rest")


def sh(name: str) -> NamedNode:
    """Return the term of SHACL called `name`."""
    return NamedNode(words.SHACL + name)


@dataclass(frozen=True)
class Demand:
    """A parameter of SHACL by its local name, and the terms that it is given.

    `scheme` stands for a concept of a scheme. `parts` are the demands of each shape
    that `or`, `and`, `xone`, `not`, `qualified` lead to.
    """

    name: str
    terms: tuple[Term, ...] = ()
    parts: tuple[tuple["Demand", ...], ...] = ()


@dataclass(frozen=True)
class ShapeGraph:
    """The triples of shapes, by subject."""

    by_subject: Mapping[str, tuple[Triple, ...]]

    def values(self, subject: str, predicate: NamedNode) -> tuple[Term, ...]:
        """Return the objects of `predicate` at `subject`."""
        stated = self.by_subject.get(subject, ())
        return tuple(t.object for t in stated if t.predicate == predicate)

    def value(self, subject: str, predicate: NamedNode) -> Term | None:
        """Return one object of `predicate` at `subject`, None without any."""
        return next(iter(self.values(subject, predicate)), None)

    def iris(self, subject: str, predicate: NamedNode) -> tuple[str, ...]:
        """Return the IRIs among the objects of `predicate` at `subject`."""
        found = self.values(subject, predicate)
        return tuple(node.value for node in found if isinstance(node, NamedNode))

    def texts(self, subject: str, predicate: NamedNode) -> tuple[Literal, ...]:
        """Return the literals among the objects of `predicate` at `subject`."""
        found = self.values(subject, predicate)
        return tuple(term for term in found if isinstance(term, Literal))

    def members(self, head: Term) -> tuple[Term, ...]:
        """Return the members of the list that begins at `head`."""
        found: list[Term] = []
        seen: set[Term] = set()
        node: Term | None = head
        while isinstance(node, NamedNode) and node not in seen:
            seen.add(node)
            found += self.values(node.value, _FIRST)
            node = self.value(node.value, _REST)
        return tuple(found)

    def demands(self, shape: str) -> tuple[Demand, ...]:
        """Return what `shape` asks of each value; counts and paths are not among it."""
        return tuple(dict.fromkeys(self._demands(shape, _DEEPEST)))

    def _demands(self, shape: str, depth: int) -> Iterator[Demand]:
        for name in _OF_VALUES:
            for value in self.values(shape, sh(name)):
                members = self.members(value) if name in _LISTS else (value,)
                yield Demand(name, members)
        if not depth:
            return
        for inner in self.iris(shape, sh("node")):
            yield from self._demands(inner, depth - 1)
        for part in self.iris(shape, sh("property")):
            yield from self._of_part(part)
        for name in _OF_SHAPES:
            for value in self.values(shape, sh(name)):
                heads = self.members(value) if name in _LISTS else (value,)
                yield Demand(name, parts=self._parts(heads, depth))
        for value in self.values(shape, sh("qualifiedValueShape")):
            least = self.values(shape, sh("qualifiedMinCount"))
            yield Demand("qualified", least, self._parts((value,), depth))

    def _parts(
        self, shapes: tuple[Term, ...], depth: int
    ) -> tuple[tuple[Demand, ...], ...]:
        return tuple(
            tuple(self._demands(shape.value, depth - 1))
            for shape in shapes
            if isinstance(shape, NamedNode)
        )

    def _of_part(self, part: str) -> Iterator[Demand]:
        """Yield that a value is in a scheme, which a part of its shape says."""
        if self.value(part, sh("path")) == IN_SCHEME:
            schemes = self.values(part, sh("hasValue"))
            if schemes:
                yield Demand("scheme", schemes)
