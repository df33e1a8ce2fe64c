"""FAIR Signposting (signposting.org/FAIR): where to from a page, for machines.

A landing page names its persistent identifier (`cite-as`), what it is (`type`), its
metadata (`describedby`), its content (`item`), its licence, the whole it belongs to
(`collection`), and the set of links that has all of them (`linkset`, level 2).
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import dcat
from c2c_graph.dereference import void
from c2c_graph.dereference import words
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.distributions import address
from c2c_graph.dereference.distributions import packed_type
from c2c_graph.dereference.facts import Fact
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.web import linkset
from c2c_graph.web import negotiate
from c2c_graph.web.linkset import Link
from c2c_graph.web.view import View

LINKSET: Final = "/linkset"
DATASET: Final = "/dataset"
ABOUT_PAGE: Final = "https://schema.org/AboutPage"
COLLECTION: Final = Link("collection", DATASET, negotiate.HTML).value()
_DATASET_CLASS: Final = "https://schema.org/Dataset"
# the formats that a Link header names; the link set has them all
_METADATA: Final = GRAPH_FORMATS[:2]


def links(description: Description, path: str) -> Iterator[str]:
    """Yield the links of the document at `path`, without suffix, about an entity.

    Its licence stands in the header already.
    """
    for link in _of_entity(description.node, description.own, path, _METADATA):
        yield link.value()


def entity_links(
    view: View, node: NamedNode, facts: Collection[Fact], path: str
) -> Iterator[Link]:
    """Yield every link of the document at `path` about `node`, which has `facts`."""
    yield from _of_entity(node, facts, path, GRAPH_FORMATS)
    graphs = {graph for fact in facts for graph in fact.graphs}
    licenses = {license for g in graphs for license in view.facts.licenses(g)}
    yield from (Link("license", node.value) for node in sorted(licenses, key=str))


def _of_entity(
    node: NamedNode, facts: Iterable[Fact], path: str, formats: Iterable[GraphFormat]
) -> Iterator[Link]:
    yield Link("cite-as", node.value)
    yield Link("type", ABOUT_PAGE)
    yield from (Link("type", name) for name in _types(facts))
    for format in formats:
        yield Link("describedby", f"{path}.{format.suffix}", format.media_type)
    yield Link("collection", DATASET, negotiate.HTML)
    yield Link("linkset", LINKSET + path, linkset.JSON)


def metadata_links(path: str) -> dict[str, tuple[Link, ...]]:
    """Return what leads from each RDF variant of the page at `path` to that page."""
    back = (Link("describes", path, negotiate.HTML),)
    return {f"{path}.{format.suffix}": back for format in GRAPH_FORMATS}


def dataset_links(told: DatasetDescription) -> Iterator[Link]:
    """Yield every link of the landing page of the dataset."""
    yield Link("cite-as", namespaces.DATASET)
    yield Link("type", ABOUT_PAGE)
    yield Link("type", _DATASET_CLASS)
    yield from descriptions()
    yield from _items(told)
    yield from (Link("license", node.value) for node in told.licenses)
    yield from (Link("author", agent.node.value) for agent in told.creators)
    yield Link("linkset", LINKSET, linkset.JSON)


def descriptions() -> Iterator[Link]:
    """Yield links to what describes the dataset for machines."""
    for path in (DATASET, f"/{dcat.PATH}"):
        yield Link("describedby", f"{path}.ttl", "text/turtle")
        yield Link("describedby", f"{path}.jsonld", "application/ld+json")
    yield Link("describedby", f"/{void.PATH}", "text/turtle")


def services() -> Iterator[Link]:
    """Yield links to how the service is asked (RFC 8631), and to what lists it all."""
    yield Link("service-doc", "/limits", negotiate.HTML)
    yield Link("service-desc", "/limits.ttl", "text/turtle")
    yield Link("service-desc", "/openapi.json", "application/json")
    yield Link("api-catalog", "/.well-known/api-catalog", linkset.JSON)
    yield Link("sitemap", "/sitemap.xml", "application/xml")


def catalog_links(told: DatasetDescription) -> Iterator[str]:
    """Yield the links of the catalogue's own document."""
    yield f'<{DATASET}>; rel="describes"; type="{negotiate.HTML}"'
    yield from (f'<{node.value}>; rel="license"' for node in told.licenses)


def part_links(licenses: Iterable[NamedNode]) -> Iterator[str]:
    """Yield the links of a part of the dataset, such as a graph: whole, and licence."""
    yield COLLECTION
    yield from (Link("license", node.value).value() for node in licenses)


def file_links(told: DatasetDescription) -> dict[str, tuple[Link, ...]]:
    """Return what leads from each file of the dataset back to its landing page."""
    back = (
        Link("collection", DATASET, negotiate.HTML),
        *(Link("license", node.value) for node in told.licenses),
    )
    return {link.target: back for link in _items(told)}


def _items(told: DatasetDescription) -> Iterator[Link]:
    for dump in told.dumps:
        place = address("", told.manifest.number, dump.name)
        yield Link("item", place, packed_type(dump))


def _types(facts: Iterable[Fact]) -> list[str]:
    """Return one class for what a document is about: of schema.org if there is one."""
    found = [
        fact.value.value
        for fact in facts
        if fact.predicate == words.TYPE.value and isinstance(fact.value, NamedNode)
    ]
    known = [name for name in found if name.startswith(words.SCHEMA)]
    return sorted(known or found)[:1]
