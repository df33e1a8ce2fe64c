"""Literals whose text is not a value of their datatype: they stand for nothing."""

from collections.abc import Iterator

from pyoxigraph import Literal

from c2c_graph.rdf.lexical_forms import is_written_right
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.readings import example
from c2c_graph.validation.readings import readings
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope


def ill_typed_literals(scope: Scope) -> Iterator[Remark]:
    """Yield each ill-typed literal about an entry of ours (RDF 1.1 Semantics §7).

    What to write is told where it is sure, two ways where it may be either, and
    else how a value of that datatype looks.
    """
    for statement in scope.statements:
        value = statement.quad.object
        if not isinstance(value, Literal) or is_written_right(value):
            continue
        if scope.holds_for(statement.quad):
            details: dict[str, Term] = {"datatype": value.datatype, **_advice(value)}
            yield Remark.about("ill-typed-literal", statement, **details)


def _advice(value: Literal) -> dict[str, Term]:
    match readings(value):
        case []:
            return {"like": example(value)}
        case [sure]:
            return {"write": sure}
        case [first, second, *_]:
            return {"first": first, "second": second}
    return {}
