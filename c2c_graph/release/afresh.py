"""The store of a release: its named graphs, and in the default graph their merge.

The default graph is the RDF merge of the merged graphs and what follows from
them, each triple once.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph
from pyoxigraph import Quad
from pyoxigraph import QuerySolutions
from pyoxigraph import Store

from c2c_graph.rdf import hashing
from c2c_graph.rdf.terms import Node
from c2c_graph.release import graphs
from c2c_graph.release.axioms import Axioms
from c2c_graph.release.axioms import read_axioms
from c2c_graph.release.changes import Change
from c2c_graph.release.facts import all_facts
from c2c_graph.release.filling import Body
from c2c_graph.release.filling import fill
from c2c_graph.release.graphs import NamedGraph
from c2c_graph.release.inference import Inference
from c2c_graph.release.inference import Statement
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Overlap
from c2c_graph.release.nquads import iri_of
from c2c_graph.release.nquads import quads_of
from c2c_graph.release.overlaps import overlaps_in
from c2c_graph.release.statistics import count
from c2c_graph.release.statistics import statistics_graph

Progress = Callable[[str], None]
DEFAULT: Final = DefaultGraph()


@dataclass(frozen=True)
class Built:
    """What making a store has brought to light.

    `triples` counts the default graph, `classes` the instances of each class in it;
    `overlaps` tells which graphs share triples, `change` how the inferred graph has
    changed, where that is known. `derived` are further graphs made for the release,
    outside the default graph.
    """

    inferred: NamedGraph
    derived: tuple[NamedGraph, ...]
    triples: int
    classes: Mapping[str, int]
    overlaps: tuple[Overlap, ...]
    change: Change | None = None


def build_afresh(
    folder: Path, entries: Sequence[GraphEntry], body: Body, progress: Progress
) -> Built:
    """Make the store in `folder` from the graphs of `entries`, and what follows."""
    progress("inferring")
    inferred = _inferred(entries, body)
    progress("loading")
    made = {inferred.entry.iri: inferred.body}

    def body_of(entry: GraphEntry) -> bytes:
        return made[entry.iri] if entry.iri in made else body(entry)

    every = [*entries, inferred.entry]
    store = fill(folder, every, body_of)
    progress("counting")
    statistics = statistics_graph(count(store), every)
    made[statistics.entry.iri] = statistics.body
    store.extend(quads_of(statistics.body))
    overlaps = overlaps_in(store, [*every, statistics.entry], body_of)
    built = Built(inferred, (statistics,), *_counted(store), overlaps)
    store.flush()
    return built


def axioms_of(entries: Iterable[GraphEntry], body: Body) -> Axioms:
    """Return what the ontology graphs among `entries` say about inference."""
    ontology = (entry for entry in entries if entry.role == "ontology")
    return read_axioms(q for entry in ontology for q in quads_of(body(entry)))


def inferred_about(inference: Inference, nodes: Iterable[Node]) -> Iterator[Statement]:
    """Yield all that is inferred with one of `nodes` as its subject."""
    for node in nodes:
        for predicate, value in inference.about(node):
            yield node, predicate, value


def inferred_quad(statement: Statement) -> Quad:
    """Return `statement` in the graph of inferred triples."""
    return Quad(*statement, graphs.INFERRED)


def _inferred(entries: Iterable[GraphEntry], body: Body) -> NamedGraph:
    merged = [entry for entry in entries if entry.merged]
    axioms = axioms_of(merged, body)
    facts = all_facts(map(body, merged), axioms)
    nodes = facts.nodes() | axioms.terms()
    statements = inferred_about(Inference(axioms, facts), nodes)
    quads = (inferred_quad(statement) for statement in statements)
    return graphs.inferred_graph(hashing.sorted_nquads(quads))


def _counted(store: Store) -> tuple[int, dict[str, int]]:
    triples = _rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    classes = _rows(store, "SELECT ?c (COUNT(*) AS ?n) WHERE { ?s a ?c } GROUP BY ?c")
    counted = {iri_of(row["c"]): int(row["n"].value) for row in classes}
    total = sum(int(row["n"].value) for row in triples)
    return total, dict(sorted(counted.items()))


def _rows(store: Store, query: str) -> QuerySolutions:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return found
