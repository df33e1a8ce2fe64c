"""The services over the dataset as DCAT data services (DCAT 3 §6.9)."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.dereference import words
from c2c_graph.dereference.dataset_description import CATALOG
from c2c_graph.dereference.dataset_description import CONTACT
from c2c_graph.dereference.dataset_description import DATASET
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.statements import Statement
from c2c_graph.dereference.statements import each_is
from c2c_graph.dereference.statements import every
from c2c_graph.rdf.terms import DCAT

SPARQL: Final = "/sparql"
# documents that say how to ask: service description and OpenAPI
DESCRIPTIONS: Final = ("/limits.ttl", "/openapi.json")
_PROTOCOL: Final = NamedNode("https://www.w3.org/TR/sparql11-protocol/")
_TITLES: Final = (
    Literal("City2City: SPARQL endpoint", language="en"),
    Literal("City2City : point d’accès SPARQL", language="fr"),
    Literal("City2City: punto de acceso SPARQL", language="es"),
)


def services(told: DatasetDescription, base: str) -> Iterator[Statement]:
    """Yield the services that answer at `base`, and that the catalogue lists them."""
    service = NamedNode(base + SPARQL)
    descriptions = [NamedNode(base + path) for path in DESCRIPTIONS]
    yield CATALOG, DCAT + "service", service
    yield service, words.RDF + "type", NamedNode(DCAT + "DataService")
    yield from every(service, words.DCTERMS + "title", _TITLES)
    yield service, DCAT + "endpointURL", service
    yield from every(service, DCAT + "endpointDescription", descriptions)
    yield service, DCAT + "servesDataset", DATASET
    yield service, words.DCTERMS + "conformsTo", _PROTOCOL
    yield service, words.FOAF + "page", NamedNode(f"{base}/limits")
    yield from every(service, words.DCTERMS + "license", told.licenses)
    yield from every(service, DCAT + "keyword", told.keywords)
    yield from every(service, DCAT + "theme", told.themes)
    if told.publisher:
        yield service, words.DCTERMS + "publisher", told.publisher.node
    if told.contact:
        yield service, DCAT + "contactPoint", CONTACT
    yield from each_is((_PROTOCOL,), words.DCTERMS + "Standard")
