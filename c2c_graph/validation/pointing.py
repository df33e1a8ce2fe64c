"""Which part of a statement a remark is about, and so where its finding points."""

from typing import Final

from pyoxigraph import Literal

from c2c_graph.rdf.places import NOWHERE
from c2c_graph.rdf.places import Place
from c2c_graph.rdf.places import Places
from c2c_graph.validation.remark import Remark

# SHACL §4.8.1: the statement should not be there at all
_CLOSED: Final = "ClosedConstraintComponent"


def place_of(places: Places, remark: Remark) -> Place:
    """Return where in its document a reader should look for what `remark` says.

    That is the object of a wrong value, the predicate where the property itself is
    wrong, the subject or datatype where that is, and the subject's block where a
    statement is missing.
    """
    cause = remark.cause
    if cause is not None:
        return places.of(cause.subject, cause.predicate, cause.object)
    subject, predicate, value = remark.focus, remark.path, remark.value
    if subject is None:
        return NOWHERE
    if predicate is None or value is None:
        return places.of(subject, predicate)
    wrong = remark.details.get("value", value)
    if remark.component == _CLOSED or wrong == predicate:
        return places.of(subject, predicate, value, part="predicate")
    if wrong == subject and wrong != value:
        return places.of(subject, predicate, value, part="subject")
    if isinstance(value, Literal) and wrong == value.datatype:
        return places.datatype(subject, predicate, value)
    return places.of(subject, predicate, value)
