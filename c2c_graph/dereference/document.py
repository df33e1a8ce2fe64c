"""The RDF of a description: what it holds, its labels, and a word on the document."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from itertools import chain
from typing import Any
from typing import Final

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Triple
from pyoxigraph import serialize

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.facts import Facts
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.rdf.prefixes import used_prefixes

DOCUMENT: Final = NamedNode(words.FOAF + "Document")
PRIMARY_TOPIC: Final = NamedNode(words.FOAF + "primaryTopic")
DERIVED: Final = NamedNode(words.PROV + "wasDerivedFrom")
PART_OF: Final = NamedNode(words.DCTERMS + "isPartOf")


def triples(facts: Facts, description: Description, document: str) -> list[Triple]:
    """Return what the document with the IRI `document` says, each triple once.

    That is the description, the labels of what it mentions, and of itself the
    topic, the named graphs it was taken from and their licences.
    """
    described = list(description.triples())
    about = _about(facts, description, NamedNode(document))
    return list(dict.fromkeys(chain(described, labels_for(facts, described), about)))


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
    pointing = [
        Quad(t.subject, t.predicate, t.object, graph)
        for group in description.incoming
        for t in group.triples
        for graph in facts.graphs_of(t) or (home,)
    ]
    mentioned = labels_for(facts, description.triples())
    about = _about(facts, description, NamedNode(document))
    rest = [Quad(t.subject, t.predicate, t.object, home) for t in [*mentioned, *about]]
    return list(dict.fromkeys([*in_graphs, *pointing, *rest]))


def write(
    content: Sequence[Triple] | Sequence[Quad],
    format: GraphFormat,
    prefixes: Mapping[str, str],
) -> bytes:
    """Return `content` in `format`, grouped by subject, with the prefixes it uses."""
    written = serialize(
        _ordered(content),
        format=format.syntax,
        prefixes=used_prefixes(content, prefixes),
    )
    assert written is not None  # None only where it is given a file to write to
    return written


def labels_for(facts: Facts, described: Iterable[Triple]) -> Iterator[Triple]:
    """Yield the labels of every subject and object that `described` mentions."""
    mentioned = dict.fromkeys(
        node for triple in described for node in (triple.subject, triple.object)
    )
    named = (node for node in mentioned if isinstance(node, NamedNode))
    return chain.from_iterable(map(facts.labels, named))


def _about(
    facts: Facts, description: Description, document: NamedNode
) -> Iterator[Triple]:
    if document == description.node:
        return
    yield Triple(document, words.TYPE, DOCUMENT)
    yield Triple(document, PRIMARY_TOPIC, description.node)
    yield Triple(document, PART_OF, NamedNode(namespaces.DATASET))
    for graph in dict.fromkeys(g for fact in description.own for g in fact.graphs):
        yield Triple(document, DERIVED, graph)
        for license in facts.licenses(graph):
            yield Triple(document, words.LICENSE, license)


def _ordered(content: Sequence[Any]) -> Iterator[Any]:
    """Yield `content` graph by graph and subject by subject, types first.

    Graphs and subjects keep the order in which they are met.
    """
    groups: dict[object, list[Any]] = {}
    for item in content:
        graph = item.graph_name if isinstance(item, Quad) else None
        groups.setdefault((graph, item.subject), []).append(item)
    ranks = {p: (p != words.TYPE, str(p)) for p in {i.predicate for i in content}}
    for group in groups.values():
        yield from sorted(group, key=lambda item: ranks[item.predicate])
