"""The services over the dataset as DCAT data services (DCAT 3 §6.9)."""

from collections.abc import Iterator
from dataclasses import dataclass
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
FEED: Final = "/feed"


@dataclass(frozen=True)
class Service:
    """A way to ask: where, by which standard, and what describes it.

    `titles` are by language; `path`, `descriptions` and `page` are on this server.
    """

    path: str
    titles: tuple[tuple[str, str], ...]
    standard: str
    descriptions: tuple[str, ...]
    page: str


SERVICES: Final = (
    Service(
        SPARQL,
        (
            ("en", "City2City: SPARQL endpoint"),
            ("fr", "City2City : point d’accès SPARQL"),
            ("es", "City2City: punto de acceso SPARQL"),
        ),
        "https://www.w3.org/TR/sparql11-protocol/",
        ("/limits.ttl", "/openapi.json"),
        "/limits",
    ),
    Service(
        FEED,
        (
            ("en", "City2City: Linked Data Event Stream of all changes"),
            ("fr", "City2City : flux d’événements de toutes les modifications"),
            ("es", "City2City: flujo de eventos de todos los cambios"),
        ),
        "https://w3id.org/ldes/specification",
        (f"{FEED}.ttl",),
        f"{FEED}.html",
    ),
)


def services(told: DatasetDescription, base: str) -> Iterator[Statement]:
    """Yield the services that answer at `base`, and that the catalogue lists them."""
    for service in SERVICES:
        yield from _service(service, told, base)


def _service(
    service: Service, told: DatasetDescription, base: str
) -> Iterator[Statement]:
    node, standard = NamedNode(base + service.path), NamedNode(service.standard)
    titles = (Literal(text, language=language) for language, text in service.titles)
    descriptions = (NamedNode(base + path) for path in service.descriptions)
    yield CATALOG, DCAT + "service", node
    yield node, words.RDF + "type", NamedNode(DCAT + "DataService")
    yield from every(node, words.DCTERMS + "title", titles)
    yield node, DCAT + "endpointURL", node
    yield from every(node, DCAT + "endpointDescription", descriptions)
    yield node, DCAT + "servesDataset", DATASET
    yield node, words.DCTERMS + "conformsTo", standard
    yield node, words.FOAF + "page", NamedNode(base + service.page)
    yield from every(node, words.DCTERMS + "license", told.licenses)
    yield from every(node, DCAT + "keyword", told.keywords)
    yield from every(node, DCAT + "theme", told.themes)
    if told.publisher:
        yield node, words.DCTERMS + "publisher", told.publisher.node
    if told.contact:
        yield node, DCAT + "contactPoint", CONTACT
    yield from each_is((standard,), words.DCTERMS + "Standard")
