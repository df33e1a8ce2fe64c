"""Count what the default graph of a store holds, part by part.

All of it is counted at once by the engine, or what has changed is counted again:
each number is a sum over subjects (or, for distinct objects, over objects), so
those that a difference touches are enough. Both give the same numbers.
"""

import re
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Set
from itertools import chain
from typing import Final
from typing import NamedTuple

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import QuerySolutions
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.rdf.terms import OWL
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import SKOS
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Node
from c2c_graph.rdf.terms import Term

# the predicates whose objects are in other datasets: identity, mapping, SDGs
LINKS: Final = tuple(
    map(
        NamedNode,
        (
            SCHEMA + "sameAs",
            OWL + "sameAs",
            *(f"{SKOS}{kind}Match" for kind in ("exact", "close")),
            *(f"{SKOS}{kind}Match" for kind in ("broad", "narrow", "related")),
            namespaces.TERMS + "contributesTo",
        ),
    )
)
_MERGE: Final = DefaultGraph()
_HOST: Final = re.compile("https?://[^/?#]+/")

_PROPERTIES: Final = """
SELECT ?property (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?distinctSubjects)
  (COUNT(DISTINCT ?o) AS ?distinctObjects)
WHERE { ?s ?property ?o } GROUP BY ?property"""
_CLASSES: Final = """
SELECT ?class (COUNT(*) AS ?entities)
WHERE { ?s a ?class } GROUP BY ?class"""
# sub-selects make the engine join by hash: half the time of a look-up a row
_CLASS_PROPERTIES: Final = """
SELECT ?class ?property (COUNT(*) AS ?triples)
WHERE {
  { SELECT ?s ?class { ?s a ?class } }
  { SELECT ?s ?property { ?s ?property ?o } }
} GROUP BY ?class ?property"""
_FIELDS: Final = {"class": "of_class", "property": "property"}
_SUBJECTS: Final = "SELECT (COUNT(DISTINCT ?s) AS ?distinctSubjects) { ?s ?p ?o }"
_OBJECTS: Final = "SELECT (COUNT(DISTINCT ?o) AS ?distinctObjects) { ?s ?p ?o }"


class Part(NamedTuple):
    """Part of the default graph: what has this class, this property, or both.

    `space` is the beginning of the objects' IRIs where it is a set of links.
    Without any of these it is the whole.
    """

    of_class: str = ""
    property: str = ""
    space: str = ""


class Number(NamedTuple):
    """What is counted of a part: `measure` is the name of a property of VoID."""

    part: Part
    measure: str


Counts = Counter[Number]
_Fact = tuple[NamedNode, Term]
WHOLE: Final = Part()


def count_all(store: Store) -> Counts:
    """Return every number of the default graph of `store`."""
    counts: Counts = Counter()
    queries = (_PROPERTIES, _CLASSES, _CLASS_PROPERTIES, _SUBJECTS, _OBJECTS)
    for query in queries:
        counts.update(dict(_counted(store, query)))
    whole = [n for n in counts if not n.part.of_class and n.measure == "triples"]
    counts[Number(WHOLE, "triples")] = sum(counts[number] for number in whole)
    for link in LINKS:
        for quad in store.quads_for_pattern(None, link, None, _MERGE):
            counts.update(_link(link, quad.object))
    return counts


def count_change(store: Store, removed: Set[Quad], added: Set[Quad]) -> Counts:
    """Return by how much the numbers have changed; none of them is zero.

    `store` is as it is after the change; `removed` and `added` are the quads by
    which its default graph differs from what it was.
    """
    counts: Counts = Counter()
    gone, come = _by_subject(removed), _by_subject(added)
    for subject in gone.keys() | come.keys():
        found = set(store.quads_for_pattern(subject, None, None, _MERGE))
        counts.update(_of_subject(found))
        counts.subtract(_of_subject(found - come[subject] | gone[subject]))
    counts.update(_of_objects(store, removed, added))
    return Counter({number: count for number, count in counts.items() if count})


def _by_subject(quads: Iterable[Quad]) -> dict[Node, set[Quad]]:
    grouped: dict[Node, set[Quad]] = defaultdict(set)
    for quad in quads:
        grouped[quad.subject].add(quad)
    return grouped


def _of_subject(quads: Set[Quad]) -> Counts:
    """Return what the triples of one subject add to the numbers."""
    counts: Counts = Counter()
    classes = {q.object for q in quads if q.predicate == TYPE}
    named = [node.value for node in classes if isinstance(node, NamedNode)]
    triples = Counter(quad.predicate.value for quad in quads)
    counts[Number(WHOLE, "triples")] = len(quads)
    counts[Number(WHOLE, "distinctSubjects")] = bool(quads)
    for name in named:
        counts[Number(Part(name), "entities")] = 1
    for predicate, count in triples.items():
        counts[Number(Part("", predicate), "distinctSubjects")] = 1
        for name in ("", *named):
            counts[Number(Part(name, predicate), "triples")] = count
    for quad in quads:
        if quad.predicate in LINKS:
            counts.update(_link(quad.predicate, quad.object))
    return counts


def _of_objects(store: Store, removed: Set[Quad], added: Set[Quad]) -> Counts:
    """Return how the numbers of distinct objects have changed."""
    counts: Counts = Counter()
    changed = {(q.predicate, q.object) for q in removed | added}
    lost = {(q.predicate, q.object) for q in removed}
    for predicate, value in changed:
        found = store.quads_for_pattern(None, predicate, value, _MERGE)
        number = Number(Part("", predicate.value), "distinctObjects")
        counts[number] += _change(found, added, (predicate, value) in lost)
    gone = {value for _, value in lost}
    for value in {value for _, value in changed}:
        found = store.quads_for_pattern(None, None, value, _MERGE)
        number = Number(WHOLE, "distinctObjects")
        counts[number] += _change(found, added, value in gone)
    return counts


def _change(found: Iterator[Quad], added: Set[Quad], has_lost: bool) -> int:
    """Return whether there is something now, less whether there was before."""
    first = next(found, None)
    before = has_lost or any(q not in added for q in chain((first,), found) if q)
    return (first is not None) - before


def _link(predicate: NamedNode, value: Term) -> dict[Number, int]:
    """Return the number that a link adds to, if it is one to another dataset."""
    if not isinstance(value, NamedNode) or namespaces.is_ours(value.value):
        return {}
    host = _HOST.match(value.value)
    part = Part("", predicate.value, host.group()) if host else None
    return {Number(part, "triples"): 1} if part else {}


def _counted(store: Store, query: str) -> Iterator[tuple[Number, int]]:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    names = [variable.value for variable in found.variables]
    keys = [name for name in ("class", "property") if name in names]
    for row in found:
        # a class may be a blank node in other people's data; it has no part here
        if all(isinstance(row[key], NamedNode) for key in keys):
            part = Part(**{_FIELDS[key]: row[key].value for key in keys})
            for name in names[len(keys) :]:
                yield Number(part, name), int(row[name].value)
