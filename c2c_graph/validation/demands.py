"""What a shape asks of a value, read from the shapes themselves.

A result of SHACL names the shape and the kind of constraint that failed, not what
the shape would have taken. Only what can be judged by the value alone is judged.
"""

import re
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.lexical_forms import is_written_right
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.rdf.terms import FIRST
from c2c_graph.rdf.terms import LANG_STRING
from c2c_graph.rdf.terms import NIL
from c2c_graph.rdf.terms import REST
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.scope import text_of

# as patterns name kinds of entries
_KINDS: Final = re.compile(r"/id/[(]?([a-z|-]+)[)]?/")
_IN_SCHEME: Final = NamedNode(SKOS + "inScheme")


@dataclass(frozen=True)
class Demands:
    """The parameters of shapes: by the IRI or label of the shape, then by predicate.

    A shape is named as a remark names its rule; what is no shape asks for nothing.
    """

    statements: Mapping[str, Mapping[NamedNode, list[Term]]]

    @classmethod
    def of(cls, quads: Iterable[Quad]) -> "Demands":
        """Return what the shapes in `quads` ask for."""
        found: dict[str, dict[NamedNode, list[Term]]] = {}
        for quad in quads:
            verbs = found.setdefault(text_of(quad.subject), {})
            verbs.setdefault(quad.predicate, []).append(quad.object)
        return cls(found)

    def all(self, shape: str, parameter: str) -> list[Term]:
        """Return the values of `parameter`, such as `datatype`, of `shape`."""
        return self._objects(shape, NamedNode(SHACL + parameter))

    def one(self, shape: str, parameter: str) -> Term | None:
        """Return the first value of `parameter` of `shape`."""
        return next(iter(self.all(shape, parameter)), None)

    def number(self, shape: str, parameter: str) -> int | None:
        """Return the value of `parameter` of `shape` where it is a whole number."""
        found = self.one(shape, parameter)
        whole = isinstance(found, Literal) and found.value.isdecimal()
        return int(found.value) if whole and isinstance(found, Literal) else None

    def members(self, shape: str, parameter: str) -> list[Term]:
        """Return the members of the lists that `parameter` of `shape` names."""
        heads = self.all(shape, parameter)
        return [member for head in heads for member in self._list(head)]

    def datatypes(self, shape: str) -> list[NamedNode]:
        """Return the datatypes that `shape` takes, by itself or by sh:or."""
        asked = self.all(shape, "datatype")
        for other in self.members(shape, "or"):
            asked += self.all(text_of(other), "datatype")
        return [node for node in asked if isinstance(node, NamedNode)]

    def schemes(self, shape: str) -> list[Term]:
        """Return the schemes of which `shape` takes the concepts, by sh:node."""
        return [
            scheme
            for inner in self.all(shape, "node")
            for part in self.all(text_of(inner), "property")
            if self.one(text_of(part), "path") == _IN_SCHEME
            for scheme in self.all(text_of(part), "hasValue")
        ]

    def kinds(self, shape: str) -> list[Term]:
        """Return the classes of the entries whose IRIs the pattern of `shape` takes."""
        patterns = self.all(shape, "pattern")
        found = (_KINDS.search(text_of(pattern)) for pattern in patterns)
        return [
            NamedNode(name)
            for one in found
            if one
            for kind in one[1].split("|")
            for name in CLASSES_OF_KIND.get(kind, ())
        ]

    def takes(self, shape: str, value: Term) -> bool:
        """Return whether `shape` takes `value`, as far as the value alone tells."""
        return all(test(self, shape, value) for test in _TESTS)

    def _objects(self, node: str, predicate: NamedNode) -> list[Term]:
        return list(self.statements.get(node, {}).get(predicate, ()))

    def _list(self, head: Term) -> Iterator[Term]:
        seen: set[Term] = set()
        while head != NIL and head not in seen:
            seen.add(head)
            yield from self._objects(text_of(head), FIRST)
            head = next(iter(self._objects(text_of(head), REST)), NIL)


def _fits_datatype(demands: Demands, shape: str, value: Term) -> bool:
    return all(
        isinstance(value, Literal)
        and value.datatype == datatype
        and is_written_right(value)
        and (datatype != LANG_STRING or bool(value.language))
        for datatype in demands.all(shape, "datatype")
    )


def _fits_pattern(demands: Demands, shape: str, value: Term) -> bool:
    if isinstance(value, NamedNode | Literal):
        return all(
            _found(pattern, value.value)
            for pattern in demands.all(shape, "pattern")
            if isinstance(pattern, Literal)
        )
    return not demands.all(shape, "pattern")


def _found(pattern: Literal, text: str) -> bool:
    try:
        return re.search(pattern.value, text) is not None
    except re.error:  # XPath's expressions are not quite Python's
        return False


def _fits_length(demands: Demands, shape: str, value: Term) -> bool:
    if not isinstance(value, NamedNode | Literal):
        return True
    shortest = demands.number(shape, "minLength") or 0
    longest = demands.number(shape, "maxLength")
    size = len(value.value)
    return shortest <= size and (longest is None or size <= longest)


def _fits_node_kind(demands: Demands, shape: str, value: Term) -> bool:
    names = {NamedNode: "IRI", Literal: "Literal", BlankNode: "BlankNode"}
    name = names.get(type(value), "")
    return all(
        isinstance(kind, NamedNode) and name in kind.value.rpartition("#")[2]
        for kind in demands.all(shape, "nodeKind")
    )


def _fits_language(demands: Demands, shape: str, value: Term) -> bool:
    ranges = demands.members(shape, "languageIn")
    tag = value.language if isinstance(value, Literal) else None
    return not ranges or any(
        isinstance(one, Literal) and f"{tag}-".startswith(f"{one.value.lower()}-")
        for one in ranges
    )


def _fits_one(demands: Demands, shape: str, value: Term) -> bool:
    others = demands.members(shape, "or")
    # an alternative's own alternatives are not asked: shapes may go in circles
    return not others or any(
        all(test(demands, text_of(other), value) for test in _PLAIN_TESTS)
        for other in others
    )


def _fits_none_refused(demands: Demands, shape: str, value: Term) -> bool:
    return not any(
        all(test(demands, text_of(other), value) for test in _PLAIN_TESTS)
        for other in demands.all(shape, "not")
    )


_PLAIN_TESTS: Final[tuple[Callable[[Demands, str, Term], bool], ...]] = (
    _fits_datatype,
    _fits_pattern,
    _fits_length,
    _fits_node_kind,
    _fits_language,
)
_TESTS: Final = (*_PLAIN_TESTS, _fits_one, _fits_none_refused)
