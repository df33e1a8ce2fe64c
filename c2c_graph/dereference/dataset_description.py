"""All that there is to tell about the dataset, in one value.

VoID, DCAT, schema.org, link sets and pages are written from it, so that they agree.
It holds what `data/catalog.ttl` states, what the release knows, and the files that
there are; what neither states is not told.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Facts
from c2c_graph.rdf.terms import DCAT
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import Term
from c2c_graph.release.dumps import DumpFile
from c2c_graph.release.history import Event
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest

DATASET: Final = NamedNode(namespaces.DATASET)
CATALOG: Final = NamedNode(namespaces.BASE + "catalog")
CONTACT: Final = NamedNode(namespaces.DATASET + "#contact")
RELEASES: Final = namespaces.BASE + "releases/"
# so many releases and named graphs are told of one by one; `/releases` and `/graph`
# list all
MOST_VERSIONS: Final = 10
MOST_GRAPHS: Final = 1_000
_STATISTICS: Final = NamedNode(namespaces.STATISTICS_GRAPH)
_LINKSET: Final = NamedNode(VOID + "Linkset")


@dataclass(frozen=True)
class Agent:
    """Who makes or publishes the dataset, by name in one or more languages."""

    node: NamedNode
    names: tuple[Literal, ...]


@dataclass(frozen=True)
class Texts:
    """What is said of the dataset or the catalogue, in all languages."""

    titles: tuple[Literal, ...]
    descriptions: tuple[Literal, ...]

    def best(self, language: str = "en") -> tuple[str, str]:
        """Return title and description in `language`, else in the first there is."""
        return _in(self.titles, language), _in(self.descriptions, language)


@dataclass(frozen=True)
class Part:
    """A named graph of the dataset, with the files that hold it alone."""

    entry: GraphEntry
    titles: tuple[Literal, ...]
    licenses: tuple[NamedNode, ...]
    issued: tuple[Literal, ...]
    dumps: tuple[DumpFile, ...]

    @property
    def node(self) -> NamedNode:
        """Return the name of the graph."""
        return NamedNode(self.entry.iri)


@dataclass(frozen=True)
class Links:
    """So many `triples` lead by `predicate` to IRIs that begin with `space`."""

    node: NamedNode
    predicate: NamedNode
    target: NamedNode
    space: str
    triples: int


@dataclass(frozen=True)
class DatasetDescription:
    """The dataset of one release; `versions` are its releases, the newest first.

    `dumps` hold the whole dataset; `contact` is an address (mailto or https) of
    whoever runs the server, None where the settings name none.
    """

    manifest: Manifest
    texts: Texts
    catalog: Texts
    licenses: tuple[NamedNode, ...]
    rights: tuple[Literal, ...]
    creators: tuple[Agent, ...]
    publisher: Agent | None
    contact: NamedNode | None
    keywords: tuple[Literal, ...]
    themes: tuple[NamedNode, ...]
    languages: tuple[NamedNode, ...]
    spatial: tuple[NamedNode, ...]
    temporal: tuple[NamedNode, ...]
    frequency: tuple[NamedNode, ...]
    conforms_to: tuple[NamedNode, ...]
    sources: tuple[NamedNode, ...]
    issued: tuple[Literal, ...]
    dumps: tuple[DumpFile, ...]
    parts: tuple[Part, ...]
    linksets: tuple[Links, ...]
    versions: tuple[Event, ...]

    @property
    def version(self) -> str:
        """Return the number of the release as text."""
        return str(self.manifest.number)

    @property
    def state(self) -> str:
        """Return what tells these files and this contact from all others."""
        names = sorted(dump.sha256 for dump in self.dumps)
        files = sum(len(part.dumps) for part in self.parts)
        return f"{len(names)}.{files}.{len(self.versions)}.{self.contact or ''}"


def describe_dataset(
    manifest: Manifest,
    facts: Facts,
    dumps: Iterable[DumpFile],
    events: Iterable[Event],
    contact: str = "",
) -> DatasetDescription:
    """Return the description of the release with `manifest`, which `facts` reads.

    `dumps` are its files, `events` the releases up to it, ascending; `contact` is the
    IRI of an address, empty for none.
    """
    files = tuple(dumps)
    stated = _Stated(facts, DATASET)
    return DatasetDescription(
        manifest=manifest,
        texts=_texts(stated),
        catalog=_texts(_Stated(facts, CATALOG)),
        licenses=stated.nodes(words.DCTERMS + "license"),
        rights=stated.texts(words.DCTERMS + "rights"),
        creators=_agents(facts, stated, "creator"),
        # of several the first by IRI: DCAT-AP allows one
        publisher=next(iter(_agents(facts, stated, "publisher")), None),
        contact=NamedNode(contact) if contact else None,
        keywords=stated.texts(DCAT + "keyword"),
        themes=stated.nodes(DCAT + "theme"),
        languages=stated.nodes(words.DCTERMS + "language"),
        spatial=stated.nodes(words.DCTERMS + "spatial"),
        temporal=stated.nodes(words.DCTERMS + "temporal"),
        frequency=stated.nodes(words.DCTERMS + "accrualPeriodicity"),
        conforms_to=stated.nodes(words.DCTERMS + "conformsTo"),
        sources=stated.nodes(words.DCTERMS + "source"),
        issued=stated.texts(words.DCTERMS + "issued"),
        dumps=tuple(file for file in files if file.graph is None),
        parts=tuple(_parts(manifest, facts, files)),
        linksets=tuple(_linksets(facts)),
        versions=tuple(reversed(tuple(events)))[:MOST_VERSIONS],
    )


class _Stated:
    """What the merge states about one node, sorted, so that it is always told alike."""

    def __init__(self, facts: Facts, node: NamedNode) -> None:
        self._facts = facts
        self._node = node

    def nodes(self, predicate: str) -> tuple[NamedNode, ...]:
        return tuple(v for v in self._values(predicate) if isinstance(v, NamedNode))

    def texts(self, predicate: str) -> tuple[Literal, ...]:
        return tuple(v for v in self._values(predicate) if isinstance(v, Literal))

    def _values(self, predicate: str) -> list[Term]:
        return sorted(self._facts.objects(self._node, NamedNode(predicate)), key=str)


def _texts(stated: _Stated) -> Texts:
    descriptions = stated.texts(words.DCTERMS + "description")
    return Texts(stated.texts(words.DCTERMS + "title"), descriptions)


def _agents(facts: Facts, stated: _Stated, role: str) -> tuple[Agent, ...]:
    """Return those who have `role`, a term of DCMI, with their names."""
    return tuple(
        Agent(node, _names(facts, node)) for node in stated.nodes(words.DCTERMS + role)
    )


def _names(facts: Facts, node: NamedNode) -> tuple[Literal, ...]:
    labels = (triple.object for triple in facts.labels(node))
    named = _Stated(facts, node).texts(words.FOAF + "name")
    return named or tuple(text for text in labels if isinstance(text, Literal))


def _parts(
    manifest: Manifest, facts: Facts, files: Iterable[DumpFile]
) -> Iterator[Part]:
    by_graph: dict[str, list[DumpFile]] = {}
    for file in files:
        if file.graph is not None:
            by_graph.setdefault(file.graph, []).append(file)
    named = (entry for entry in manifest.graphs if not entry.iri.startswith("_:"))
    for entry in islice(named, MOST_GRAPHS):
        node = NamedNode(entry.iri)
        stated = _Stated(facts, node)
        yield Part(
            entry,
            stated.texts(words.DCTERMS + "title") or _own_title(facts, node),
            facts.licenses(node),
            stated.texts(words.DCTERMS + "issued"),
            tuple(by_graph.get(entry.iri, ())),
        )


def _own_title(facts: Facts, graph: NamedNode) -> tuple[Literal, ...]:
    """Return the title that a graph outside the merge gives itself."""
    found = facts.store.quads_for_pattern(
        graph, NamedNode(words.DCTERMS + "title"), None, graph
    )
    texts = (quad.object for quad in found if isinstance(quad.object, Literal))
    return tuple(sorted(texts, key=str))


def _linksets(facts: Facts) -> Iterator[Links]:
    """Yield the sets of links that were counted for the release, largest first."""
    quads = facts.store.quads_for_pattern(None, words.TYPE, _LINKSET, _STATISTICS)
    found = [links for quad in quads for links in _links(facts, quad)]
    yield from sorted(found, key=lambda links: (-links.triples, links.node.value))


def _links(facts: Facts, quad: Quad) -> Iterator[Links]:
    node = quad.subject
    assert isinstance(node, NamedNode)
    told = {
        q.predicate.value.removeprefix(VOID): q.object
        for q in facts.store.quads_for_pattern(node, None, None, _STATISTICS)
    }
    predicate, target = told.get("linkPredicate"), told.get("objectsTarget")
    if isinstance(predicate, NamedNode) and isinstance(target, NamedNode):
        space = NamedNode(VOID + "uriSpace")
        for found in facts.store.quads_for_pattern(target, space, None, _STATISTICS):
            count = int(getattr(told["triples"], "value", 0))
            begins = str(getattr(found.object, "value", ""))
            yield Links(node, predicate, target, begins, count)


def _in(texts: Iterable[Literal], language: str) -> str:
    """Return the text in `language`, else the first, empty where there is none."""
    known = tuple(texts)
    fitting = (text.value for text in known if text.language == language)
    return next(fitting, known[0].value if known else "")
