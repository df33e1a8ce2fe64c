"""The RDF of a description: what it holds, its labels, and a word on the document."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import chain
from itertools import islice
from typing import Any
from typing import Final
from typing import TypeGuard

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Triple
from pyoxigraph import serialize

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.describe import query_of
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.facts import Term
from c2c_graph.rdf import rdf_xml
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.rdf.prefixes import used_prefixes
from c2c_graph.rdf.terms import VOID

DOCUMENT: Final = NamedNode(words.FOAF + "Document")
PRIMARY_TOPIC: Final = NamedNode(words.FOAF + "primaryTopic")
DERIVED: Final = NamedNode(words.PROV + "wasDerivedFrom")
PART_OF: Final = NamedNode(words.DCTERMS + "isPartOf")
# VoID, "Discovery via links in the dataset's documents"
IN_DATASET: Final = NamedNode(VOID + "inDataset")
_TYPE: Final = words.TYPE.value
# the line-based syntaxes write every IRI out
_WITHOUT_PREFIXES: Final = {RdfFormat.N_TRIPLES, RdfFormat.N_QUADS}
SEE_ALSO: Final = NamedNode(words.RDFS + "seeAlso")
# of so many nodes that a document mentions it tells the labels
LABELLED: Final = 2_000


def triples(facts: Facts, description: Description, document: str) -> list[Triple]:
    """Return what the document with the IRI `document` says, each triple once.

    That is the description, the labels of what it mentions, and of itself the
    topic, the named graphs it was taken from, their licences and sources, and where
    the rest is of what points to a hub. The triples of a subject stand together, its
    types first; the thing itself comes first.
    """
    groups = _described(description)
    told = {description.node, *description.parts}
    for node in _labelled(groups):
        if node not in told and (labels := facts.labels(node)):
            groups.setdefault(node, []).extend(labels)
    for triple in _about(facts, description, NamedNode(document)):
        groups.setdefault(triple.subject, []).append(triple)
    return list(chain.from_iterable(map(_types_first, groups.values())))


def quads(facts: Facts, description: Description, document: str) -> list[Quad]:
    """Return the same with each triple in the named graphs that state it.

    Labels and the words on the document itself stand in the default graph.
    """
    home = DefaultGraph()
    in_graphs = [
        Quad(f.triple.subject, f.triple.predicate, f.triple.object, graph)
        for f in description.facts()
        for graph in f.graphs or (home,)
    ]
    stating = _stating(facts, description)
    pointing = [
        Quad(t.subject, t.predicate, t.object, graph)
        for t, graphs in stating.items()
        for graph in graphs or (home,)
    ]
    mentioned = _labelled(_described(description))
    labels = chain.from_iterable(map(facts.labels, mentioned))
    about = _about(facts, description, NamedNode(document))
    rest = [Quad(t.subject, t.predicate, t.object, home) for t in chain(labels, about)]
    return list(dict.fromkeys([*in_graphs, *pointing, *rest]))


def write(
    content: Sequence[Triple] | Sequence[Quad],
    format: GraphFormat,
    prefixes: Mapping[str, str],
) -> bytes:
    """Return `content` in `format`, grouped by subject, with the prefixes it uses."""
    return write_ordered(list(_ordered(content)), format, prefixes)


def write_ordered(
    content: Sequence[Triple] | Sequence[Quad],
    format: GraphFormat,
    prefixes: Mapping[str, str],
) -> bytes:
    """Return `content` in `format` in the order given, with the prefixes it uses.

    Raise `errors.NotAcceptable` for a property that RDF/XML has no name for.
    """
    plain = format.syntax in _WITHOUT_PREFIXES
    used = None if plain else used_prefixes(content, prefixes)
    if format.syntax == RdfFormat.RDF_XML:
        return rdf_xml.document(content, used or {})
    written = serialize(content, format=format.syntax, prefixes=used)
    assert written is not None  # None only where it is given a file to write to
    return written


def _described(description: Description) -> dict[Term, list[Triple]]:
    """Return what `description` says, by subject, each triple once."""
    own = [fact.triple for fact in description.own]
    groups: dict[Term, list[Triple]] = {description.node: own}
    for node, found in description.parts.items():
        groups[node] = [fact.triple for fact in found]
    told = frozenset(groups)
    for triple in description.pointing():
        if triple.subject not in told:
            groups.setdefault(triple.subject, []).append(triple)
    return groups


def _stating(
    facts: Facts, description: Description
) -> dict[Triple, tuple[NamedNode, ...]]:
    """Return the graphs that state each triple that points to the thing."""
    pointing = list(description.pointing())
    if any(description.hubs()):  # those are a small part of many
        return {triple: facts.graphs_of(triple) for triple in pointing}
    return facts.graphs_pointing_to(description.node, pointing)


def _labelled(groups: Mapping[Term, Iterable[Triple]]) -> list[NamedNode]:
    """Return the subjects and objects in `groups` of which labels are told."""
    values = (triple.object for group in groups.values() for triple in group)
    mentioned = dict.fromkeys(n for n in chain(groups, values) if _is_named(n))
    return list(islice(mentioned, LABELLED))


def _is_named(term: Term) -> TypeGuard[NamedNode]:
    return isinstance(term, NamedNode)


def _types_first(group: list[Any]) -> list[Any]:
    if len(group) > 1:
        group.sort(key=_predicate)
    return group


def _predicate(triple: Triple | Quad) -> str:
    iri: str = triple.predicate.value
    return "" if iri == _TYPE else iri


def _about(
    facts: Facts, description: Description, document: NamedNode
) -> Iterator[Triple]:
    if document == description.node:
        return
    yield Triple(document, words.TYPE, DOCUMENT)
    yield Triple(document, PRIMARY_TOPIC, description.node)
    yield Triple(document, PART_OF, NamedNode(namespaces.DATASET))
    yield Triple(document, IN_DATASET, NamedNode(namespaces.DATASET))
    graphs = dict.fromkeys(g for fact in description.own for g in fact.graphs)
    for graph in graphs:
        yield Triple(document, DERIVED, graph)
    licenses = dict.fromkeys(chain.from_iterable(map(facts.licenses, graphs)))
    for license in licenses:
        yield Triple(document, words.LICENSE, license)
    for predicate in description.hubs():
        rest = NamedNode(f"{document.value}?{query_of(predicate)}")
        yield Triple(document, SEE_ALSO, rest)
    yield from chain.from_iterable(map(facts.credits, graphs))


def _ordered(content: Sequence[Any]) -> Iterator[Any]:
    """Yield `content` graph by graph and subject by subject, types first.

    Graphs and subjects keep the order in which they are met.
    """
    groups: dict[object, list[Any]] = {}
    for item in content:
        graph = item.graph_name if isinstance(item, Quad) else None
        groups.setdefault((graph, item.subject), []).append(item)
    for group in groups.values():
        yield from _types_first(group)
