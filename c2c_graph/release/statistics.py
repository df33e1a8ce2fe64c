"""The graph of statistics that comes with each release, in terms of VoID.

It tells of the dataset's default graph how many triples, subjects and objects it
has, of which classes and properties (VoID §4), how many links lead where (§5), and
how large each named graph is; and in terms of schema.org the counts by country,
network and theme. It is not part of what it counts.
"""

import hashlib
import re
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Set
from dataclasses import dataclass
from itertools import chain
from typing import Any
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.rdf import hashing
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import FOAF
from c2c_graph.rdf.terms import RDF
from c2c_graph.rdf.terms import RDFS
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import XSD
from c2c_graph.rdf.terms import Node
from c2c_graph.release import graphs
from c2c_graph.release.counting import WHOLE
from c2c_graph.release.counting import Counts
from c2c_graph.release.counting import Number
from c2c_graph.release.counting import Part
from c2c_graph.release.counting import count_all
from c2c_graph.release.counting import count_change
from c2c_graph.release.graphs import NamedGraph
from c2c_graph.release.grouping import GROUPINGS
from c2c_graph.release.grouping import Groups
from c2c_graph.release.grouping import count_groups
from c2c_graph.release.grouping import count_touched
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.nquads import name_of
from c2c_graph.release.nquads import quads_of

_GRAPH: Final = NamedNode(namespaces.STATISTICS_GRAPH)
_DATASET: Final = NamedNode(namespaces.DATASET)
_INTEGER: Final = NamedNode(XSD + "integer")
_MEASURES: Final = ("triples", "entities", "distinctSubjects", "distinctObjects")
# enough of a hash that no two terms of one name share a node
_DIGITS: Final = 8
_UNSAFE: Final = re.compile(r"[^\w.-]", re.ASCII)

_Value = NamedNode | Literal
_Statement = tuple[NamedNode, str, _Value]


@dataclass(frozen=True)
class Statistics:
    """The numbers of a release: by part of the default graph, and by group."""

    counts: Counts
    groups: Groups


def count(store: Store) -> Statistics:
    """Return the numbers of the default graph of `store`."""
    return Statistics(count_all(store), count_groups(store))


def recount(
    last: Statistics, store: Store, removed: Set[Quad], added: Set[Quad]
) -> Statistics:
    """Return the numbers after a change, from the `last` ones.

    `store` is as it is now; `removed` and `added` are the quads by which its
    default graph differs from what it was.
    """
    counts = Counter(last.counts)
    counts.update(count_change(store, removed, added))
    return Statistics(counts, count_touched(store, last.groups, removed | added))


def statistics_graph(found: Statistics, entries: Iterable[GraphEntry]) -> NamedGraph:
    """Return the graph that tells `found`, and of `entries`, the named graphs."""
    told = chain(_parts(found.counts), _groups(found.groups), _graphs(entries))
    quads = (Quad(s, NamedNode(name), value, _GRAPH) for s, name, value in told)
    body = hashing.sorted_nquads(quads)
    return graphs.derived_graph(namespaces.STATISTICS_GRAPH, body)


def read_statistics(body: bytes) -> Statistics:
    """Return the numbers that the N-Quads `body` of a statistics graph tell."""
    told: _Told = defaultdict(lambda: defaultdict(list))
    for quad in quads_of(body):
        told[quad.subject][quad.predicate.value].append(quad.object)
    counts: Counts = Counter()
    for part, node in _nodes(told):
        for measure in _MEASURES:
            for value in told[node][VOID + measure]:
                counts[Number(part, measure)] = int(value.value)
    return Statistics(counts, dict(_read_groups(told)))


_Told = Mapping[Node, Mapping[str, list[Any]]]


def _parts(counts: Counts) -> Iterator[_Statement]:
    """Yield what VoID says of each part that is not empty."""
    present = {number: count for number, count in counts.items() if count}
    for (part, measure), count in present.items():
        yield _node(part), VOID + measure, _number(count)
    parts = {part for part, _ in present} - {WHOLE}
    for part in parts:
        yield from _part(part)
    classes = {part.of_class for part in parts}
    properties = {part.property for part in parts}
    yield _DATASET, VOID + "classes", _number(len(classes - {""}))
    yield _DATASET, VOID + "properties", _number(len(properties - {""}))


def _part(part: Part) -> Iterator[_Statement]:
    node = _node(part)
    if part.space:
        target = _fragment(quote(part.space, safe=""))
        yield _DATASET, VOID + "subset", node
        yield node, RDF + "type", NamedNode(VOID + "Linkset")
        yield node, VOID + "subjectsTarget", _DATASET
        yield node, VOID + "objectsTarget", target
        yield node, VOID + "linkPredicate", NamedNode(part.property)
        yield target, VOID + "uriSpace", Literal(part.space)
    elif part.property:
        above = _node(Part(part.of_class))
        yield above, VOID + "propertyPartition", node
        yield node, VOID + "property", NamedNode(part.property)
    else:
        yield _DATASET, VOID + "classPartition", node
        yield node, VOID + "class", NamedNode(part.of_class)


def _nodes(told: _Told) -> Iterator[tuple[Part, NamedNode]]:
    """Yield each part that has been told of, with its node: the reverse of `_part`."""
    yield WHOLE, _DATASET
    for node in told[_DATASET][VOID + "classPartition"]:
        of_class = told[node][VOID + "class"][0].value
        yield Part(of_class), node
        for inner in told[node][VOID + "propertyPartition"]:
            yield Part(of_class, told[inner][VOID + "property"][0].value), inner
    for node in told[_DATASET][VOID + "propertyPartition"]:
        yield Part("", told[node][VOID + "property"][0].value), node
    for node in told[_DATASET][VOID + "subset"]:
        for target in told[node][VOID + "objectsTarget"]:
            predicate = told[node][VOID + "linkPredicate"][0].value
            space = told[target][VOID + "uriSpace"][0].value
            yield Part("", predicate, space), node


def _groups(groups: Groups) -> Iterator[_Statement]:
    for grouping in GROUPINGS:
        node = _fragment(grouping.name)
        yield node, RDF + "type", NamedNode(SCHEMA + "StatisticalVariable")
        yield node, RDFS + "label", Literal(grouping.label, language="en")
        yield node, SCHEMA + "populationType", NamedNode(grouping.counted)
        yield node, SCHEMA + "statType", Literal("count")
    for (name, about), count in groups.items():
        node = _fragment(f"{name}.{_name(about)}")
        yield node, RDF + "type", NamedNode(SCHEMA + "Observation")
        yield node, SCHEMA + "variableMeasured", _fragment(name)
        yield node, SCHEMA + "observationAbout", NamedNode(about)
        yield node, SCHEMA + "value", _number(count)


def _read_groups(told: _Told) -> Iterator[tuple[tuple[str, str], int]]:
    for said in list(told.values()):
        for variable in said.get(SCHEMA + "variableMeasured", ()):
            name = variable.value.rpartition("#")[2]
            about = said[SCHEMA + "observationAbout"][0].value
            yield (name, about), int(said[SCHEMA + "value"][0].value)


def _graphs(entries: Iterable[GraphEntry]) -> Iterator[_Statement]:
    title = "Statistics of the dataset, made with each release"
    yield _GRAPH, RDF + "type", NamedNode(VOID + "DatasetDescription")
    yield _GRAPH, DCTERMS + "title", Literal(title, language="en")
    yield _GRAPH, FOAF + "primaryTopic", _DATASET
    yield _DATASET, RDF + "type", NamedNode(VOID + "Dataset")
    for entry in entries:
        name = name_of(entry.iri)
        if isinstance(name, NamedNode):
            if entry.merged:
                yield _DATASET, VOID + "subset", name
            yield name, VOID + "triples", _number(entry.triples)


def _node(part: Part) -> NamedNode:
    names = (part.of_class, part.property, part.space)
    told = ".".join(_name(name) for name in names if name)
    kind = "class" if part.of_class else "links" if part.space else "property"
    return _fragment(f"{kind}.{told}") if told else _DATASET


def _name(iri: str) -> str:
    """Return a name for `iri` that people recognise and no other IRI has."""
    last = re.split("[/#:]", iri.rstrip("/#"))[-1]
    digest = hashlib.sha256(iri.encode()).hexdigest()[:_DIGITS]
    return f"{_UNSAFE.sub('', last)}-{digest}"


def _fragment(name: str) -> NamedNode:
    return NamedNode(f"{_GRAPH.value}#{name}")


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=_INTEGER)
