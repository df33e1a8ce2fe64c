"""Numbers as they are written: stores and engines turn 4e1 into 40.0."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import Quad

from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.remark import Remark

_TYPES: Final = frozenset(XSD + name for name in ("decimal", "double", "float"))


def as_written(remarks: Iterable[Remark], quads: Iterable[Quad]) -> Iterator[Remark]:
    """Yield `remarks`, their numbers in the form that one of `quads` has."""
    found = list(remarks)
    asked = {(r.focus, r.path): r for r in found if _is_number(r.value)}
    written: dict[tuple[Term | None, Term | None], list[Literal]] = {}
    for quad in quads if asked else ():
        key = (quad.subject, quad.predicate)
        if key in asked and isinstance(quad.object, Literal):
            written.setdefault(key, []).append(quad.object)
    for remark in found:
        stated = written.get((remark.focus, remark.path), [])
        yield _with_value(remark, stated) if _is_number(remark.value) else remark


def _is_number(value: Term | None) -> bool:
    return isinstance(value, Literal) and value.datatype.value in _TYPES


def _with_value(remark: Remark, stated: list[Literal]) -> Remark:
    value = remark.value
    if not isinstance(value, Literal) or value in stated:
        return remark
    same = (one for one in stated if _is_same(one, value))
    return replace(remark, value=next(same, value))


def _is_same(one: Literal, other: Literal) -> bool:
    try:
        equal = float(one.value) == float(other.value)
    except ValueError:
        return False
    return equal and one.datatype == other.datatype
