"""What the endpoint says of itself: SPARQL 1.1 Service Description, §2 and §3.

It tells where the service answers, which languages, formats and functions it has,
which graphs there are and how large, its limits, and whom it may call. The numbers
of classes and properties come along (VoID), so that whoever plans a federated query
or completes names in an editor needs no further request.
"""

import hashlib
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.limits import Limit
from c2c_graph.dereference.limits import limits_of
from c2c_graph.query.functions import CONDITIONS
from c2c_graph.query.functions import FUNCTIONS
from c2c_graph.query.functions import TAKEN
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.rdf.formats import ResultFormat
from c2c_graph.rdf.terms import DCAT
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import XSD
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.settings import Settings

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_DATASET: Final = NamedNode(namespaces.DATASET)
_SPARQL_12: Final = "https://www.w3.org/TR/sparql12-query/"
_IN_PART: Final = (
    "SPARQL 1.2 (a draft), in part: triple terms, texts with a base direction, the "
    "functions for both, VERSION, ADJUST"
)
_FOLLOWS: Final = (
    "The default graph holds each triple of the graphs that are parts of the dataset "
    f"once, and what follows from them (<{namespaces.INFERRED_GRAPH}>: classes and "
    "properties above, inverses, transitive properties, property chains). Nothing more "
    "is inferred when a query is evaluated."
)
_DIGITS: Final = 12

_Statement = tuple[NamedNode, str, NamedNode | Literal]


def service_description(
    manifest: Manifest,
    settings: Settings,
    base: str,
    more: Iterable[Triple] = (),
    *,
    path: str = "/sparql",
) -> list[Triple]:
    """Return the description of the service that answers at `path` of `base`.

    `base` is the address by which the asker reached this server, without a slash at
    its end. `more` is told as it is: licence, statistics, examples.
    """
    endpoint = base + path
    # the service first, then its dataset: there are readers that look once
    told = (
        *_service(settings, base, endpoint),
        *_dataset(manifest, endpoint),
        *published(manifest, base, endpoint),
    )
    said = [Triple(s, NamedNode(name), value) for s, name, value in told]
    return list(dict.fromkeys([*said, *more]))


def _service(settings: Settings, base: str, endpoint: str) -> Iterator[_Statement]:
    service = NamedNode(endpoint)
    yield service, words.RDF + "type", NamedNode(SD + "Service")
    yield service, SD + "endpoint", service
    yield service, SD + "defaultDataset", _in(endpoint, "dataset")
    for language in ("SPARQL10Query", "SPARQL11Query"):
        yield service, SD + "supportedLanguage", NamedNode(SD + language)
    extension = NamedNode(_SPARQL_12)
    yield service, SD + "languageExtension", extension
    for format in (*RESULT_FORMATS, *GRAPH_FORMATS):
        yield service, SD + "resultFormat", NamedNode(format_iri(format))
    for function in FUNCTIONS:
        yield service, SD + "extensionFunction", NamedNode(function)
        yield from _function(function)
    regime = NamedNode("http://www.w3.org/ns/entailment/Simple")
    yield service, SD + "defaultEntailmentRegime", regime
    for place in ("limits", "queries", ".well-known/void"):
        yield service, words.RDFS + "seeAlso", NamedNode(f"{base}/{place}")
    yield from _federation(settings, service, base)
    for limit in limits_of(settings):
        yield from _limit(limit, service, base)
    yield extension, words.RDFS + "label", Literal(_IN_PART, language="en")


def _function(iri: str) -> Iterator[_Statement]:
    function = NamedNode(iri)
    yield function, words.RDF + "type", NamedNode(SD + "Function")
    if taken := CONDITIONS.get(iri):
        told = Literal(f"Takes {taken}. {TAKEN}", language="en")
        yield function, words.RDFS + "comment", told


def _federation(
    settings: Settings, service: NamedNode, base: str
) -> Iterator[_Statement]:
    """Yield which endpoints `SERVICE` may name, and that it may name no other."""
    allowed = settings.services.split()
    node = NamedNode(f"{base}/limits#federation")
    meaning = "endpoints that SERVICE may name" if allowed else "SERVICE is refused"
    if allowed:
        yield service, SD + "feature", NamedNode(SD + "BasicFederatedQuery")
    yield service, words.SCHEMA + "additionalProperty", node
    yield node, words.RDF + "type", NamedNode(words.SCHEMA + "PropertyValue")
    yield node, words.SCHEMA + "name", Literal("federation")
    yield node, words.SCHEMA + "description", Literal(meaning, language="en")
    for iri in allowed:
        yield node, words.SCHEMA + "value", NamedNode(iri)


def _limit(limit: Limit, service: NamedNode, base: str) -> Iterator[_Statement]:
    node = NamedNode(f"{base}/limits#{limit.name}")
    yield service, words.SCHEMA + "additionalProperty", node
    yield node, words.RDF + "type", NamedNode(words.SCHEMA + "PropertyValue")
    yield node, words.SCHEMA + "name", Literal(limit.name)
    yield node, words.SCHEMA + "description", Literal(limit.meaning, language="en")
    yield node, words.SCHEMA + "maxValue", _number(limit.value)
    yield node, words.SCHEMA + "unitText", Literal(limit.unit)


def _dataset(manifest: Manifest, endpoint: str) -> Iterator[_Statement]:
    dataset = _in(endpoint, "dataset")
    yield dataset, words.RDF + "type", NamedNode(SD + "Dataset")
    yield dataset, SD + "defaultGraph", _DATASET
    named = [entry for entry in manifest.graphs if not entry.iri.startswith("_:")]
    for entry in named:
        yield dataset, SD + "namedGraph", _named(entry, endpoint)
    yield _DATASET, words.RDF + "type", NamedNode(SD + "Graph")
    yield _DATASET, VOID + "triples", _number(manifest.default_triples)
    yield _DATASET, words.RDFS + "comment", Literal(_FOLLOWS, language="en")
    for entry in named:
        graph = NamedNode(entry.iri)
        yield _named(entry, endpoint), words.RDF + "type", NamedNode(SD + "NamedGraph")
        yield _named(entry, endpoint), SD + "name", graph
        yield _named(entry, endpoint), SD + "graph", graph
        yield graph, words.RDF + "type", NamedNode(SD + "Graph")
        yield graph, VOID + "triples", _number(entry.triples)


def published(manifest: Manifest, base: str, endpoint: str) -> Iterator[_Statement]:
    """Yield which version of the dataset is published, since when, and where."""
    dump = f"{base}/releases/{manifest.number}/city2city.nq.gz"
    created = Literal(manifest.created, datatype=NamedNode(XSD + "dateTime"))
    yield _DATASET, DCAT + "version", Literal(str(manifest.number))
    yield _DATASET, words.DCTERMS + "modified", created
    yield _DATASET, VOID + "sparqlEndpoint", NamedNode(endpoint)
    yield _DATASET, VOID + "dataDump", NamedNode(dump)


def _named(entry: GraphEntry, endpoint: str) -> NamedNode:
    digest = hashlib.sha256(entry.iri.encode()).hexdigest()[:_DIGITS]
    return _in(endpoint, f"graph-{digest}")


def _in(endpoint: str, name: str) -> NamedNode:
    return NamedNode(f"{endpoint}#{name}")


def format_iri(format: ResultFormat | GraphFormat) -> str:
    """Return the IRI of `format` in the list that the W3C keeps of them."""
    # of JSON-LD the engine gives another IRI than the W3C's list of formats
    return _FORMATS + "JSON-LD" if format.name == "jsonld" else str(format.syntax.iri)


def _number(value: int | float) -> Literal:
    datatype = "integer" if float(value).is_integer() else "decimal"
    text = f"{value:.0f}" if datatype == "integer" else f"{value:f}"
    return Literal(text, datatype=NamedNode(XSD + datatype))
