"""Literals that the store would rewrite: a file and its release would differ."""

from collections.abc import Iterator

from pyoxigraph import Literal

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.literals import changed_by_store
from c2c_graph.validation.remarks import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import Statement


def rewritten_literals(scope: Scope) -> Iterator[Remark]:
    """Yield each literal of ours that the store would change, with the repair.

    Files of others are told once, as advice: they keep the forms they chose.
    """
    for file in scope.files:
        found = list(_in_file(scope, file))
        ours = [remark for remark, held in found if held]
        yield from ours
        if len(found) > len(ours):
            first = next(remark for remark, held in found if not held)
            yield Remark(
                "literals-rewritten",
                first.focus,
                first.path,
                first.value,
                file,
                {**first.details, "count": str(len(found) - len(ours))},
            )


def _in_file(scope: Scope, file: SourceFile) -> Iterator[tuple[Remark, bool]]:
    for quad in file.document.quads:
        if not isinstance(quad.object, Literal):
            continue
        repair = changed_by_store(quad.object)
        if repair is not None:
            remark = Remark.about(
                "literal-rewritten", Statement(file, quad), repair=_turtle(repair)
            )
            yield remark, scope.holds_for(quad)


def _turtle(literal: Literal) -> str:
    datatype = literal.datatype.value.partition("#")[2]
    bare = datatype in {"integer", "decimal", "boolean"}
    return literal.value if bare else f'"{literal.value}"^^xsd:{datatype}'
