"""The catalogue of what is published, in DCAT 3 as DCAT-AP 3.0.1 wants it.

It lists the dataset with its files and newest releases, each named graph as a dataset
of its own that is part of it, and the services. Releases are versions (DCAT 3 §11.1)
and no series: each replaces the one before, and DCAT-AP advises series only where
members stand side by side. Nothing that a property needs is invented: where neither
data nor settings say it, it is left out.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.dataset_description import CATALOG
from c2c_graph.dereference.dataset_description import CONTACT
from c2c_graph.dereference.dataset_description import DATASET
from c2c_graph.dereference.dataset_description import RELEASES
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.dataset_description import Part
from c2c_graph.dereference.dataset_description import Texts
from c2c_graph.dereference.distributions import AUTHORITY
from c2c_graph.dereference.distributions import distribution
from c2c_graph.dereference.distributions import node_of
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.services import services
from c2c_graph.dereference.statements import Statement
from c2c_graph.dereference.statements import each_is
from c2c_graph.dereference.statements import english
from c2c_graph.dereference.statements import every
from c2c_graph.dereference.statements import triples_of
from c2c_graph.dereference.statements import typed
from c2c_graph.rdf.terms import DCAT
from c2c_graph.rdf.terms import VOID
from c2c_graph.release.history import Event

PATH: Final = "catalog"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
_PUBLIC: Final = NamedNode(AUTHORITY + "access-right/PUBLIC")
_DATA_THEMES: Final = AUTHORITY + "data-theme"


def catalogue(told: DatasetDescription, facts: Facts, base: str) -> list[Triple]:
    """Return the catalogue as it is published at `base`, an address without a slash."""
    statements = (
        *_catalog(told, base),
        *_dataset(told, base),
        *_agents(told),
        *services(told, base),
        *_versions(told, base),
        *_files(told, base),
        *_parts(told, base),
        *_concepts(told, facts),
        *_classes(told),
    )
    return triples_of(statements)


def about_dataset(told: DatasetDescription, base: str) -> list[Triple]:
    """Return what the catalogue says of the dataset, its files, versions, services."""
    number, created = told.manifest.number, told.manifest.created
    files = (
        statement
        for dump in told.dumps
        for statement in distribution(dump, number, base, told.licenses, created)
    )
    return triples_of(
        (
            *_dataset(told, base),
            *_agents(told),
            *services(told, base),
            *_versions(told, base),
            *files,
            *_classes(told),
        )
    )


def _catalog(told: DatasetDescription, base: str) -> Iterator[Statement]:
    schemes = {_scheme(theme) for theme in told.themes} - {None}
    yield CATALOG, words.RDF + "type", NamedNode(DCAT + "Catalog")
    yield from _texts(CATALOG, told.catalog if told.catalog.titles else told.texts)
    yield from _common(CATALOG, told)
    yield CATALOG, words.FOAF + "homepage", NamedNode(f"{base}/")
    yield from every(CATALOG, words.DCTERMS + "issued", told.issued)
    yield CATALOG, words.DCTERMS + "modified", _created(told)
    yield from every(CATALOG, words.DCTERMS + "spatial", told.spatial)
    yield from every(
        CATALOG, DCAT + "themeTaxonomy", sorted(filter(None, schemes), key=str)
    )
    yield CATALOG, DCAT + "dataset", DATASET
    yield from every(CATALOG, DCAT + "dataset", (part.node for part in told.parts))
    releases = (NamedNode(f"{RELEASES}{event.number}") for event in told.versions)
    yield from every(CATALOG, DCAT + "dataset", releases)


def _dataset(told: DatasetDescription, base: str) -> Iterator[Statement]:
    yield DATASET, words.RDF + "type", NamedNode(DCAT + "Dataset")
    yield from _texts(DATASET, told.texts)
    yield from _common(DATASET, told)
    yield DATASET, words.DCTERMS + "identifier", typed(DATASET.value, "anyURI")
    yield DATASET, DCAT + "version", Literal(told.version)
    yield DATASET, words.DCTERMS + "modified", _created(told)
    yield DATASET, words.DCTERMS + "accessRights", _PUBLIC
    yield DATASET, DCAT + "landingPage", NamedNode(f"{base}/dataset")
    yield DATASET, VOID + "triples", typed(told.manifest.default_triples, "integer")
    pairs = (
        (DCAT + "keyword", told.keywords),
        (DCAT + "theme", told.themes),
        (words.DCTERMS + "creator", [agent.node for agent in told.creators]),
        (words.DCTERMS + "rights", told.rights),
        (words.DCTERMS + "spatial", told.spatial),
        (words.DCTERMS + "temporal", told.temporal),
        (words.DCTERMS + "accrualPeriodicity", told.frequency),
        (words.DCTERMS + "conformsTo", told.conforms_to),
        (words.DCTERMS + "source", told.sources),
        (words.DCTERMS + "issued", told.issued),
        (words.DCTERMS + "hasPart", [part.node for part in told.parts]),
        (DCAT + "distribution", _nodes(told)),
    )
    for predicate, values in pairs:
        yield from every(DATASET, predicate, values)


def _nodes(told: DatasetDescription) -> list[NamedNode]:
    return [node_of(told.manifest.number, dump.name) for dump in told.dumps]


def _texts(node: NamedNode, texts: Texts) -> Iterator[Statement]:
    yield from every(node, words.DCTERMS + "title", texts.titles)
    yield from every(node, words.DCTERMS + "description", texts.descriptions)


def _common(node: NamedNode, told: DatasetDescription) -> Iterator[Statement]:
    """Yield who publishes `node`, whom to ask, in which languages, under what terms."""
    if told.publisher:
        yield node, words.DCTERMS + "publisher", told.publisher.node
    if told.contact:
        yield node, DCAT + "contactPoint", CONTACT
    yield from every(node, words.DCTERMS + "language", told.languages)
    yield from every(node, words.DCTERMS + "license", told.licenses)


def _agents(told: DatasetDescription) -> Iterator[Statement]:
    publishers = (told.publisher,) if told.publisher else ()
    for agent in (*publishers, *told.creators):
        yield agent.node, words.RDF + "type", NamedNode(words.FOAF + "Agent")
        yield from every(agent.node, words.FOAF + "name", agent.names)
    if contact := told.contact:
        is_mail = contact.value.startswith("mailto:")
        yield CONTACT, words.RDF + "type", NamedNode(VCARD + "Kind")
        yield CONTACT, VCARD + ("hasEmail" if is_mail else "hasURL"), contact


def _versions(told: DatasetDescription, base: str) -> Iterator[Statement]:
    """Yield the releases as versions (DCAT 3 §11.1), each with its N-Quads."""
    for event in told.versions:
        node = NamedNode(f"{RELEASES}{event.number}")
        yield DATASET, DCAT + "hasVersion", node
        yield node, DCAT + "isVersionOf", DATASET
        yield from _release(node, event, told, base)
    if told.versions:
        newest = NamedNode(f"{RELEASES}{told.versions[0].number}")
        yield DATASET, DCAT + "hasCurrentVersion", newest


def _release(
    node: NamedNode, event: Event, told: DatasetDescription, base: str
) -> Iterator[Statement]:
    created = event.created.strftime("%Y-%m-%dT%H:%M:%SZ")
    yield node, words.RDF + "type", NamedNode(DCAT + "Dataset")
    for title in told.texts.titles:
        text = f"{title.value} ({event.number})"
        yield node, words.DCTERMS + "title", Literal(text, language=title.language)
    yield from every(node, words.DCTERMS + "description", told.texts.descriptions)
    yield from _common(node, told)
    yield node, DCAT + "version", Literal(str(event.number))
    yield node, words.DCTERMS + "issued", typed(created, "dateTime")
    yield node, DCAT + "landingPage", NamedNode(f"{base}/releases/{event.number}")
    yield node, VOID + "triples", typed(event.triples, "integer")
    if event.number > 1:
        former = NamedNode(f"{RELEASES}{event.number - 1}")
        yield node, DCAT + "previousVersion", former
    if event.number == told.manifest.number:
        yield from every(node, DCAT + "distribution", _nodes(told))


def _files(told: DatasetDescription, base: str) -> Iterator[Statement]:
    number, created = told.manifest.number, told.manifest.created
    for dump in told.dumps:
        yield from distribution(dump, number, base, told.licenses, created)
    for part in told.parts:
        for dump in part.dumps:
            terms = part.licenses or told.licenses
            yield from distribution(dump, number, base, terms, created)


def _parts(told: DatasetDescription, base: str) -> Iterator[Statement]:
    """Yield each named graph as a dataset: it has a licence and files of its own."""
    for part in told.parts:
        node, number = part.node, told.manifest.number
        files = [node_of(number, dump.name) for dump in part.dumps]
        yield node, words.RDF + "type", NamedNode(DCAT + "Dataset")
        yield from every(node, words.DCTERMS + "title", part.titles or (_name(part),))
        yield node, words.DCTERMS + "description", _about(part)
        yield node, words.DCTERMS + "isPartOf", DATASET
        yield node, VOID + "triples", typed(part.entry.triples, "integer")
        yield from every(node, words.DCTERMS + "issued", part.issued)
        terms = part.licenses or told.licenses
        yield from every(node, words.DCTERMS + "license", terms)
        if told.publisher:
            yield node, words.DCTERMS + "publisher", told.publisher.node
        if told.contact:
            yield node, DCAT + "contactPoint", CONTACT
        yield from every(node, DCAT + "distribution", files)


def _name(part: Part) -> Literal:
    return english(f"City2City: {part.entry.iri.removeprefix(namespaces.GRAPHS)}")


def _about(part: Part) -> Literal:
    return english(
        f"A named graph of the dataset, {part.entry.triples:,} triples; "
        f"GRAPH <{part.entry.iri}> in a query."
    )


def _concepts(told: DatasetDescription, facts: Facts) -> Iterator[Statement]:
    """Yield the names of our own themes and of the list they are in."""
    ours = [theme for theme in told.themes if namespaces.is_ours(theme.value)]
    for theme in ours:
        yield theme, words.RDF + "type", NamedNode(words.SKOS + "Concept")
        yield from _labels(theme, words.SKOS + "prefLabel", facts)
    for scheme in sorted({_scheme(theme) for theme in ours} - {None}, key=str):
        if scheme is not None:
            kind = NamedNode(words.SKOS + "ConceptScheme")
            yield scheme, words.RDF + "type", kind
            yield from _labels(scheme, words.DCTERMS + "title", facts)


def _labels(node: NamedNode, predicate: str, facts: Facts) -> Iterator[Statement]:
    found = (triple.object for triple in facts.labels(node))
    yield from every(node, predicate, (v for v in found if isinstance(v, Literal)))


def _scheme(theme: NamedNode) -> NamedNode | None:
    """Return the list that `theme` is in, where it is one that we know."""
    folder = theme.value.rpartition("/")[0]
    known = folder == _DATA_THEMES or folder.startswith(namespaces.DEFINITIONS)
    return NamedNode(folder) if known else None


def _classes(told: DatasetDescription) -> Iterator[Statement]:
    """Yield the classes that DCAT-AP wants for what it points to."""
    licenses = {node for part in told.parts for node in part.licenses}
    every_license = dict.fromkeys((*told.licenses, *sorted(licenses, key=str)))
    classes: Iterable[tuple[Iterable[NamedNode], str]] = (
        (every_license, "LicenseDocument"),
        (told.languages, "LinguisticSystem"),
        (told.spatial, "Location"),
        (told.temporal, "PeriodOfTime"),
        (told.frequency, "Frequency"),
        (told.conforms_to, "Standard"),
        ((_PUBLIC,), "RightsStatement"),
    )
    for nodes, name in classes:
        yield from each_is(nodes, words.DCTERMS + name)


def _created(told: DatasetDescription) -> Literal:
    return typed(told.manifest.created, "dateTime")
