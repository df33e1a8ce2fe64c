"""Short ways to say things of the dataset in RDF, for the modules that describe it."""

from collections.abc import Iterable
from collections.abc import Iterator

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.dereference import words
from c2c_graph.rdf.terms import XSD

Value = NamedNode | Literal
# subject, the IRI of the predicate, object
Statement = tuple[NamedNode, str, Value]


def every(
    node: NamedNode, predicate: str, values: Iterable[Value]
) -> Iterator[Statement]:
    """Yield that `predicate` of `node` is each of `values`."""
    for value in values:
        yield node, predicate, value


def each_is(values: Iterable[NamedNode], of_class: str) -> Iterator[Statement]:
    """Yield that each of `values` is an instance of `of_class`."""
    for value in values:
        yield value, words.RDF + "type", NamedNode(of_class)


def english(text: str) -> Literal:
    """Return `text` as an English one."""
    return Literal(text, language="en")


def typed(text: object, datatype: str) -> Literal:
    """Return the literal of the XML Schema `datatype`."""
    return Literal(str(text), datatype=NamedNode(XSD + datatype))


def triples_of(told: Iterable[Statement]) -> list[Triple]:
    """Return what is told as triples, each once, in this order."""
    said = (Triple(s, NamedNode(predicate), value) for s, predicate, value in told)
    return list(dict.fromkeys(said))
