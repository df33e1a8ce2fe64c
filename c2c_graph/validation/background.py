"""What messages look things up in: the data that is checked, and its vocabulary."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import OWL
from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.demands import Demands
from c2c_graph.validation.facts import Published
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of

_IN_SCHEME: Final = NamedNode(SKOS + "inScheme")
# what entries are called, and concepts
_NAMES: Final = (LABEL, NamedNode(SKOS + "prefLabel"), NamedNode(SKOS + "altLabel"))
_DEPRECATED: Final = NamedNode(OWL + "deprecated")
# so many entries of a class are looked through for a name; more than any code list
_MOST: Final = 20_000


@dataclass(frozen=True)
class Background:
    """The facts of `scope`, and of `published` where that is more than the scope."""

    scope: Scope
    published: Published | None = None

    @cached_property
    def demands(self) -> Demands:
        """Return what the shapes of the dataset ask for."""
        shapes = self.scope.shapes
        return Demands.of(quad for file in shapes for quad in file.document.quads)

    @property
    def is_alone(self) -> bool:
        """Return whether the data is looked at without what is published."""
        return self.published is not None and self.published.name == "nothing"

    def values(self, focus: Term, path: NamedNode) -> list[Term]:
        """Return the values that `focus` has at `path`, each once."""
        stated = self._by_subject.get(focus, {}).get(path, [])
        return list(dict.fromkeys([*stated, *self._published(focus, path)]))

    def classes(self, node: Term) -> list[NamedNode]:
        """Return the classes that `node` is said to have."""
        values = self.values(node, TYPE) if isinstance(node, NamedNode) else ()
        return [value for value in values if isinstance(value, NamedNode)]

    def concepts(self, schemes: Iterable[Term]) -> set[str]:
        """Return the concepts of `schemes`."""
        wanted = set(schemes)
        found = self.scope.known
        return {
            text_of(quad.subject)
            for quad in found
            if quad.predicate == _IN_SCHEME
            and quad.object in wanted
            and isinstance(quad.subject, NamedNode)
        }

    def in_use(self, schemes: Iterable[Term]) -> set[str]:
        """Return the concepts of `schemes` that are not retired."""
        found = self.concepts(schemes)
        return {iri for iri in found if not self.values(NamedNode(iri), _DEPRECATED)}

    def labels(self, iris: Iterable[str]) -> dict[str, list[str]]:
        """Return the names of `iris` that are known, of not too many."""
        found: dict[str, list[str]] = {}
        for iri, _ in zip(iris, range(_MOST), strict=False):
            said = self._by_subject.get(NamedNode(iri), {})
            values = (value for path in _NAMES for value in said.get(path, ()))
            found[iri] = [v.value for v in values if isinstance(v, Literal)]
        return found

    def with_kinds(self, classes: Iterable[Term]) -> set[Term]:
        """Return `classes` and those that are kinds of them, however far down."""
        found: set[Term] = set()
        waiting = list(classes)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self._kinds.get(name, ())
        return found

    def instances(self, classes: Iterable[Term]) -> set[str]:
        """Return the entries that are said to have one of `classes`."""
        wanted = {text_of(node) for node in classes}
        types = self.scope.types.items()
        return {iri for iri, stated in types if not wanted.isdisjoint(stated)}

    def almost_spelt(self, iri: str) -> str:
        """Return the published entry whose IRI is almost `iri`, empty without one."""
        index = self.published.lookalikes if self.published is not None else None
        found = index.almost_spelt(iri) if index is not None else ()
        return min((node.value for node in found), default="")

    def called(self, text: str, classes: Iterable[Term]) -> str:
        """Return the published entry of one of `classes` that is called `text`.

        Empty where several are.
        """
        index = self.published.lookalikes if self.published is not None else None
        named = set(index.by_name(text) if index is not None else ())
        wanted = set(classes)
        found = [one for one in named if not wanted.isdisjoint(self.classes(one))]
        return found[0].value if len(found) == 1 else ""

    def _published(self, focus: Term, path: NamedNode) -> Iterator[Term]:
        if self.published is not None:
            for quad in self.published.quads(focus, path):
                yield quad.object

    @cached_property
    def _kinds(self) -> dict[Term, list[Term]]:
        found: dict[Term, list[Term]] = {}
        for quad in self.scope.vocabulary:
            if quad.predicate == SUBCLASS:
                found.setdefault(quad.object, []).append(quad.subject)
        return found

    @cached_property
    def _by_subject(self) -> dict[Term, dict[NamedNode, list[Term]]]:
        found: dict[Term, dict[NamedNode, list[Term]]] = {}
        for quad in self.scope.known:
            verbs = found.setdefault(quad.subject, {})
            verbs.setdefault(quad.predicate, []).append(quad.object)
        return found
