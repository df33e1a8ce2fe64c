"""The terms that imported statements use, and how their values are written."""

from decimal import Decimal
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import ORG
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import XSD

CITATION: Final = NamedNode(DCTERMS + "bibliographicCitation")
IS_PART_OF: Final = NamedNode(DCTERMS + "isPartOf")
ISSUED: Final = NamedNode(DCTERMS + "issued")
KIND: Final = NamedNode(DCTERMS + "type")
LICENCE: Final = NamedNode(DCTERMS + "license")
PUBLISHER: Final = NamedNode(DCTERMS + "publisher")
SOURCE: Final = NamedNode(DCTERMS + "source")
TITLE: Final = NamedNode(DCTERMS + "title")
ALTERNATE_NAME: Final = NamedNode(SCHEMA + "alternateName")
IDENTIFIER: Final = NamedNode(SCHEMA + "identifier")
UNIT: Final = NamedNode(SCHEMA + "unitCode")
URL: Final = NamedNode(SCHEMA + "url")
VALUE: Final = NamedNode(SCHEMA + "value")
DATASET: Final = NamedNode(VOID + "Dataset")
ORGANIZATION: Final = NamedNode(ORG + "Organization")
CC_BY: Final = NamedNode("https://creativecommons.org/licenses/by/4.0/")


def term(name: str) -> NamedNode:
    """Return the term `name` of our vocabulary."""
    return NamedNode(namespaces.TERMS + name)


def concept(scheme: str, code: str) -> NamedNode:
    """Return the concept `code` of our concept scheme `scheme`."""
    return NamedNode(f"{namespaces.DEFINITIONS}{scheme}/{code}")


def thing(kind: str, key: str) -> NamedNode:
    """Return the IRI of the thing of `kind` with `key`."""
    return NamedNode(f"{namespaces.THINGS}{kind}/{key}")


def key_of(node: NamedNode) -> str:
    """Return the key at the end of a thing's or concept's IRI."""
    return node.value.rpartition("/")[2]


def english(text: str) -> Literal:
    """Return `text` as an English literal."""
    return Literal(text, language="en")


def year(number: int) -> Literal:
    """Return a year as xsd:gYear."""
    return Literal(f"{number:04d}", datatype=NamedNode(XSD + "gYear"))


def date(text: str) -> Literal:
    """Return an ISO 8601 date as xsd:date."""
    return Literal(text, datatype=NamedNode(XSD + "date"))


def number(value: Decimal) -> Literal:
    """Return `value` as xsd:decimal in the form that the store keeps: 55, not 55.0."""
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return Literal(text, datatype=NamedNode(XSD + "decimal"))


def statements(
    subject: NamedNode, *pairs: tuple[NamedNode, NamedNode | Literal]
) -> list[Triple]:
    """Return one triple of `subject` for each (predicate, object)."""
    return [Triple(subject, predicate, value) for predicate, value in pairs]
