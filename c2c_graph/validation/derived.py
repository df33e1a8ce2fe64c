"""What rules lean on beside the data itself: the day, the superclasses, plain names."""

import datetime
from collections.abc import Collection
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import namespaces
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import XSD
from c2c_graph.validation.graphs import superclasses
from c2c_graph.validation.names import folded

CITY: Final = NamedNode(namespaces.TERMS + "City")
_RUN: Final = NamedNode(namespaces.SHAPES + "this-run")
_TODAY: Final = NamedNode(namespaces.SHAPES + "today")
NAME_KEY: Final = NamedNode(namespaces.SHAPES + "nameKey")
_DATE: Final = NamedNode(XSD + "date")


def derived(quads: Collection[Quad], today: datetime.date) -> Iterator[Quad]:
    """Yield what is added to `quads` before rules look at them.

    That is what follows from rdfs:subClassOf, the day of the run, and the names of
    cities in the one form in which names are compared.
    """
    yield from superclasses(quads)
    yield day_of_run(today)
    yield from name_keys(quads)


def day_of_run(today: datetime.date) -> Quad:
    """Return the statement that rules about past and future read."""
    return Quad(_RUN, _TODAY, Literal(today.isoformat(), datatype=_DATE))


def name_keys(quads: Collection[Quad]) -> Iterator[Quad]:
    """Yield each name of each city of `quads` as `names.folded` writes it.

    Equal names are then equal terms, which a query joins without comparing every
    city with every other.
    """
    cities = {q.subject for q in quads if q.predicate == TYPE and q.object == CITY}
    for quad in quads:
        named = quad.predicate == LABEL and quad.subject in cities
        if named and isinstance(quad.object, Literal):
            yield Quad(quad.subject, NAME_KEY, Literal(folded(quad.object.value)))
