"""Which terms can stand where a statement has one: properties, classes, or any."""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph.rdf.terms import TYPE
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import Statement

# OWL 2 RDF-Based Semantics, table 3.2: every kind of property ends like this
_PROPERTY: Final = "Property"
_CLASS: Final = "Class"


def fitting(scope: Scope, kind: str, names: Iterable[str]) -> Iterator[str]:
    """Yield those of `names` that are of `kind`, and any whose kind nobody declares."""
    for name in names:
        kinds = scope.types.get(name, ())
        if not kinds or any(declared.endswith(kind) for declared in kinds):
            yield name


def wanted_kind(statement: Statement, node: NamedNode) -> str:
    """Return of which kind a term has to be to stand in `statement` where `node` does.

    A property as predicate and a class as object of rdf:type; elsewhere any term,
    which is the empty kind.
    """
    if node == statement.quad.predicate:
        return _PROPERTY
    return _CLASS if statement.quad.predicate == TYPE else ""
