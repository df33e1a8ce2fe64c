"""The dataset as a whole in terms of VoID, for `/.well-known/void` (VoID §6.2).

All that the statistics of the release tell, sets of links among it (VoID §5), and how
to get at the data: endpoint, dumps, examples of what is described, the namespaces in
use.
"""

import re
from collections.abc import Collection
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.distributions import address
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.service_description import format_iri
from c2c_graph.dereference.service_description import published
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import Term

PATH: Final = ".well-known/void"
_DATASET: Final = NamedNode(namespaces.DATASET)
_GRAPH: Final = NamedNode(namespaces.STATISTICS_GRAPH)
# of each of these kinds, the first thing in the store is shown as an example
_EXAMPLES: Final = ("city", "network", "membership", "commitment", "publication")
_SPACE: Final = re.compile(r".*[/#:]")
_PARTITIONS: Final = {
    NamedNode(VOID + name) for name in ("classPartition", "propertyPartition")
}
_SUBSET: Final = NamedNode(VOID + "subset")
_TERMS: Final = {NamedNode(VOID + name) for name in ("class", "property")}

_Statement = tuple[NamedNode, str, NamedNode | Literal]


def void_description(
    dataset: DatasetDescription, facts: Facts, base: str
) -> list[Triple]:
    """Return the description of the `dataset` that is published at `base`.

    `base` is the address by which the asker reached this server, without a slash at
    its end.
    """
    numbers = statistics(facts)
    told = (
        *_document(base),
        *published(dataset.manifest, base, f"{base}/sparql"),
        *_dumps(dataset, base),
        *_targets(dataset),
        *_access(),
        *_vocabularies(numbers),
        *_examples(facts),
    )
    said = [Triple(s, NamedNode(name), value) for s, name, value in told]
    about = [fact.triple for fact in facts.merged_about(_DATASET)]
    return list(dict.fromkeys([*said, *about, *numbers]))


def statistics(facts: Facts) -> list[Triple]:
    """Return what the graph of statistics holds, sorted."""
    quads = facts.store.quads_for_pattern(None, None, None, _GRAPH)
    return sorted((quad.triple for quad in quads), key=str)


def partitions(numbers: Collection[Triple]) -> Iterator[Triple]:
    """Yield those of the statistics' triples that tell of classes and properties."""
    inner = {t.object for t in numbers if t.predicate in _PARTITIONS}
    parts: set[Term] = {_DATASET, *inner}
    return (
        triple
        for triple in numbers
        if triple.subject in parts and triple.predicate != _SUBSET
    )


def _document(base: str) -> Iterator[_Statement]:
    document = NamedNode(f"{base}/{PATH}")
    title = Literal("The dataset described in VoID", language="en")
    yield document, words.RDF + "type", NamedNode(VOID + "DatasetDescription")
    yield document, words.DCTERMS + "title", title
    yield document, words.FOAF + "primaryTopic", _DATASET


def _dumps(dataset: DatasetDescription, base: str) -> Iterator[_Statement]:
    """Yield the files of the whole and of each graph (VoID, "RDF data dumps")."""
    number = dataset.manifest.number
    for dump in dataset.dumps:
        place = NamedNode(address(base, number, dump.name))
        yield _DATASET, VOID + "dataDump", place
    for part in dataset.parts:
        for dump in part.dumps:
            place = NamedNode(address(base, number, dump.name))
            yield part.node, VOID + "dataDump", place


def _targets(dataset: DatasetDescription) -> Iterator[_Statement]:
    """Yield that what links lead to are datasets, too (VoID §5)."""
    for links in dataset.linksets:
        yield links.target, words.RDF + "type", NamedNode(VOID + "Dataset")


def _access() -> Iterator[_Statement]:
    yield _DATASET, words.RDF + "type", NamedNode(VOID + "Dataset")
    yield _DATASET, VOID + "uriSpace", Literal(namespaces.BASE)
    # it leads to each named graph, and these hold everything
    yield _DATASET, VOID + "rootResource", _DATASET
    for format in GRAPH_FORMATS:
        yield _DATASET, VOID + "feature", NamedNode(format_iri(format))


def _vocabularies(numbers: Collection[Triple]) -> Iterator[_Statement]:
    """Yield the namespace of every class and property that is in use."""
    terms = {t.object for t in numbers if t.predicate in _TERMS}
    named = {term.value for term in terms if isinstance(term, NamedNode)}
    spaces = {found.group() for term in named if (found := _SPACE.match(term))}
    for space in sorted(spaces):
        yield _DATASET, VOID + "vocabulary", NamedNode(space)


def _examples(facts: Facts) -> Iterator[_Statement]:
    for kind in _EXAMPLES:
        of_class = NamedNode(words.CLASS_OF_KIND[kind])
        first = next(facts.pointing_to(of_class, words.TYPE), None)
        if first is not None and isinstance(first.subject, NamedNode):
            yield _DATASET, VOID + "exampleResource", first.subject
