"""Properties on entries that they do not belong to."""

from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.rdf.terms import DOMAIN
from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.validation.demands import Demands
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of

_Links = dict[str, set[str]]
# so many classes are named in one message
_MOST: Final = 5


def misplaced_properties(scope: Scope) -> Iterator[Remark]:
    """Yield each use of a property on an entry of a class that it is not said of.

    A `c2c:` property belongs to its rdfs:domain (RDF Schema §3.2); another one, of
    those that shapes know, to the classes whose shapes have it. An entry is left alone
    where a class of it is not declared, for what is so described may be anything.
    """
    places = _Places(_links(scope, DOMAIN), _links(scope, SUBCLASS), _owners(scope))
    for statement in scope.statements:
        node, path = statement.quad.subject, statement.quad.predicate
        if not isinstance(node, NamedNode) or not scope.holds_for(statement.quad):
            continue
        classes = scope.types.get(node.value, set())
        is_entry = node.value.startswith(namespaces.THINGS)
        wanted = places.wanted(path.value, frozenset(classes), is_entry)
        if wanted and classes <= scope.types.keys():
            yield Remark.about(
                "misplaced-property",
                statement,
                value=path,
                wanted=_named(wanted),
                found=NamedNode(min(classes, key=_told_first)),
            )


@dataclass(frozen=True)
class _Places:
    """Where properties belong: by rdfs:domain, and by the shapes that take them."""

    domains: _Links
    above: _Links
    owners: _Links
    _kept: dict[tuple[str, frozenset[str], bool], frozenset[str]] = field(
        default_factory=dict
    )

    def wanted(
        self, path: str, classes: frozenset[str], is_entry: bool
    ) -> frozenset[str]:
        """Return the classes that `path` is said of, none where `classes` are right.

        Of what has no IRI of an entry, such as a dataset, others say what they like.
        """
        key = (path, classes, is_entry)
        if key not in self._kept:
            self._kept[key] = frozenset(self._missing(*key))
        return self._kept[key]

    def _missing(
        self, path: str, classes: frozenset[str], is_entry: bool
    ) -> Collection[str]:
        every = _closed(set(classes), self.above)
        if not classes:
            return ()
        if path in self.domains:
            return () if self.domains[path] <= every else self.domains[path]
        owners = self.owners.get(path, set()) if is_entry else set()
        return owners if owners.isdisjoint(every) else ()


def _owners(scope: Scope) -> _Links:
    """Return by property the classes whose shapes take it."""
    shapes = Demands.of(quad for file in scope.shapes for quad in file.document.quads)
    found: _Links = {}
    for shape in shapes.statements:
        classes = {text_of(node) for node in shapes.all(shape, "targetClass")}
        for part in shapes.all(shape, "property") if classes else ():
            # what is refused belongs nowhere
            if shapes.number(text_of(part), "maxCount") != 0:
                for path in shapes.all(text_of(part), "path"):
                    found.setdefault(text_of(path), set()).update(classes)
    return found


@lru_cache(maxsize=128)
def _named(classes: frozenset[str]) -> str:
    names = [
        shorten(name, load_prefixes()) for name in sorted(classes, key=_told_first)
    ]
    return " / ".join([*names[:_MOST], *("…" for _ in names[_MOST : _MOST + 1])])


def _links(scope: Scope, verb: NamedNode) -> _Links:
    """Return by term what the vocabulary links it to by `verb`."""
    found: _Links = {}
    for quad in scope.vocabulary:
        term, other = quad.subject, quad.object
        named = isinstance(term, NamedNode) and isinstance(other, NamedNode)
        if quad.predicate == verb and named:
            found.setdefault(text_of(term), set()).add(text_of(other))
    return found


def _closed(classes: set[str], above: _Links) -> set[str]:
    """Return `classes` and all that they are kinds of."""
    found: set[str] = set()
    waiting = list(classes)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += above.get(name, ())
    return found


def _told_first(name: str) -> tuple[bool, str]:
    return (not name.startswith(namespaces.TERMS), name)
