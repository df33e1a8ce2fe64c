"""Comparisons in queries as SPARQL 1.1 has them: of what has no order, an error.

rdflib puts any two literals into an order of its own, "x" behind 3, so that a FILTER
lets through what no other engine does (SPARQL 1.1 §17.3).
"""

import operator
from decimal import Decimal
from types import MethodType
from typing import Any
from typing import Final

from rdflib import XSD
from rdflib import Literal
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parserutils import Expr
from rdflib.plugins.sparql.sparql import Query
from rdflib.plugins.sparql.sparql import SPARQLError

_ORDERING: Final = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


def made_strict(query: Query) -> Query:
    """Return `query`, changed: it compares by order only what has one."""
    traverse(query.algebra, visitPre=_visit)
    return query


def _visit(node: Any) -> None:
    if isinstance(node, Expr) and dict.get(node, "op") in _ORDERING:
        node._evalfn = MethodType(_compared, node)


def _compared(node: Expr, _context: Any) -> Literal:
    # each side is evaluated as it is asked for
    op, first, second = node.op, node.expr, node.other
    if not _have_order(first, second):
        raise SPARQLError(f"{first!r} and {second!r} cannot be compared by order")
    try:
        return Literal(_ORDERING[op](first, second))
    except TypeError as error:
        raise SPARQLError(str(error)) from error


def _have_order(first: Any, second: Any) -> bool:
    """Return whether two terms are of one kind that has an order."""
    if not isinstance(first, Literal) or not isinstance(second, Literal):
        return False
    if first.language or second.language:
        return first.language == second.language
    if _is_number(first) and _is_number(second):
        return True
    kinds = [one.datatype or XSD.string for one in (first, second)]
    return kinds[0] == kinds[1] and (kinds[0] == XSD.string or _are_read(first, second))


def _are_read(*literals: Literal) -> bool:
    return all(one.value is not None for one in literals)


def _is_number(literal: Literal) -> bool:
    number = literal.value
    return isinstance(number, int | float | Decimal) and not isinstance(number, bool)
