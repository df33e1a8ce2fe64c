"""Literals that the store would rewrite: a file and its release would differ."""

from collections.abc import Iterator

from pyoxigraph import Literal

from c2c_graph.rdf.literals import changed_by_store
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope


def rewritten_literals(scope: Scope) -> Iterator[Remark]:
    """Yield each literal of ours that the store would change, with the repair."""
    for statement in scope.statements:
        literal = statement.quad.object
        if isinstance(literal, Literal) and scope.holds_for(statement.quad):
            repair = changed_by_store(literal)
            if repair is not None:
                yield Remark.about(
                    "literal-rewritten", statement, repair=_turtle(repair)
                )


def _turtle(literal: Literal) -> str:
    datatype = literal.datatype.value.partition("#")[2]
    bare = datatype in {"integer", "decimal", "boolean"}
    return literal.value if bare else f'"{literal.value}"^^xsd:{datatype}'
