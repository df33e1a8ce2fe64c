"""Read one release in bounded look-ups: facts with their graphs, labels, subjects."""

from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from functools import lru_cache
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import DefaultGraph
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.rdf.terms import VOID

Node = NamedNode | BlankNode
Term = NamedNode | BlankNode | Literal | Triple

MERGE: Final = DefaultGraph()
STATISTICS: Final = NamedNode(namespaces.STATISTICS_GRAPH)
PROPERTY: Final = NamedNode(VOID + "property")
# facts read about one node; of what has more, the document links to the rest
OWN_LIMIT: Final = 5_000
# quads that point to a node, read at once to learn their graphs
POINTING_LIMIT: Final = 2_000
# sources of a named graph that a document tells, of so many at most
CREDITS_LIMIT: Final = 5
CREDITS_READ: Final = 1_000
# labels kept in memory for one release
REMEMBERED: Final = 50_000


@dataclass(frozen=True)
class Fact:
    """A triple and the named graphs that state it."""

    triple: Triple
    graphs: tuple[NamedNode, ...] = ()

    @property
    def predicate(self) -> str:
        """Return the IRI of the predicate."""
        return str(self.triple.predicate.value)

    @property
    def value(self) -> Term:
        """Return the object."""
        return self.triple.object


class Facts:
    """The published facts of one release's store, and the labels read so far."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.labels = lru_cache(REMEMBERED)(self._read_labels)
        self.licenses = lru_cache(REMEMBERED)(self._read_licenses)
        self.credits = lru_cache(REMEMBERED)(self._read_credits)
        self._predicates = cache(self._read_predicates)

    def about(self, node: Node) -> tuple[Fact, ...]:
        """Return the facts whose subject is `node`, at most `OWN_LIMIT`.

        The merge decides what is published; a node that only graphs outside the
        merge know (a shape, an example query) is described from these.
        """
        quads = islice(
            self.store.quads_for_pattern(node, None, None, None), 2 * OWN_LIMIT
        )
        return tuple(islice(with_graphs(quads), OWN_LIMIT))

    def merged_about(self, node: Node) -> tuple[Fact, ...]:
        """Return the same facts without their graphs, which takes half the time."""
        quads = islice(self.store.quads_for_pattern(node, None, None, MERGE), OWN_LIMIT)
        return tuple(Fact(quad.triple) for quad in quads) or self.about(node)

    def pointing_to(
        self, node: Node, predicate: NamedNode | None = None
    ) -> Iterator[Triple]:
        """Yield the merged triples whose object is `node`, in the store's order."""
        found = self.store.quads_for_pattern(None, predicate, node, MERGE)
        return (quad.triple for quad in found)

    def pointing_after(
        self, node: NamedNode, predicate: NamedNode, after: int, count: int
    ) -> tuple[Triple, ...]:
        """Return `count` merged triples `? predicate node` after the first `after`.

        In the store's order; those before are passed over without being read out.
        """
        text = f"SELECT ?s {{ ?s {predicate} {node} }} OFFSET {after} LIMIT {count}"
        rows = self.store.query(text)
        return tuple(Triple(row["s"], predicate, node) for row in rows)  # type: ignore[union-attr]

    def objects(self, node: Node, predicate: NamedNode) -> Iterator[Term]:
        """Yield the merged objects of `predicate` at `node`."""
        found = self.store.quads_for_pattern(node, predicate, None, MERGE)
        return (quad.object for quad in found)

    def graphs_of(self, triple: Triple) -> tuple[NamedNode, ...]:
        """Return the named graphs that state `triple`."""
        quads = self.store.quads_for_pattern(
            triple.subject, triple.predicate, triple.object, None
        )
        return tuple(
            quad.graph_name for quad in quads if isinstance(quad.graph_name, NamedNode)
        )

    def graphs_pointing_to(
        self, node: Node, triples: Iterable[Triple]
    ) -> dict[Triple, tuple[NamedNode, ...]]:
        """Return the named graphs that state each of `triples`, whose object is `node`.

        One look-up tells them, or one for each where it would read too much.
        """
        wanted: dict[Triple, list[NamedNode]] = {triple: [] for triple in triples}
        found = self.store.quads_for_pattern(None, None, node, None)
        quads = list(islice(found, POINTING_LIMIT))
        if len(quads) == POINTING_LIMIT:
            return {triple: self.graphs_of(triple) for triple in wanted}
        for quad in quads:
            stating = wanted.get(quad.triple)
            if stating is not None and isinstance(quad.graph_name, NamedNode):
                stating.append(quad.graph_name)
        return {triple: tuple(stating) for triple, stating in wanted.items()}

    def publishes(self, node: Node) -> bool:
        """Return whether the merge states anything about `node`."""
        found = self.store.quads_for_pattern(node, None, None, MERGE)
        return next(found, None) is not None

    def knows(self, node: Node) -> bool:
        """Return whether anything is stated about `node`."""
        return any(True for _ in self.store.quads_for_pattern(node, None, None, None))

    def predicates(self) -> tuple[NamedNode, ...]:
        """Return every predicate of the merge; found once for a release."""
        return self._predicates()

    def _read_predicates(self) -> tuple[NamedNode, ...]:
        # the release has counted them; to look for them takes seconds
        told = self.store.quads_for_pattern(None, PROPERTY, None, STATISTICS)
        if found := {quad.object for quad in told}:
            return tuple(sorted(found, key=str))  # type: ignore[arg-type]
        rows = self.store.query("SELECT DISTINCT ?p WHERE { ?s ?p ?o } ORDER BY ?p")
        return tuple(row["p"] for row in rows)  # type: ignore[union-attr]

    def _read_licenses(self, graph: NamedNode) -> tuple[NamedNode, ...]:
        found = self.objects(graph, words.LICENSE)
        return tuple(node for node in found if isinstance(node, NamedNode))

    def _read_credits(self, graph: NamedNode) -> tuple[Triple, ...]:
        found = self.store.quads_for_pattern(graph, words.SOURCE, None, MERGE)
        told = sorted(islice(found, CREDITS_READ), key=str)
        return tuple(quad.triple for quad in told[:CREDITS_LIMIT])

    def _read_labels(self, node: Node) -> tuple[Triple, ...]:
        for predicate in words.LABELS:
            found = self.store.quads_for_pattern(node, predicate, None, MERGE)
            labels = tuple(
                quad.triple for quad in found if isinstance(quad.object, Literal)
            )
            if labels:
                return labels
        return ()


def with_graphs(quads: Iterable[Quad]) -> Iterator[Fact]:
    """Yield one fact a triple of `quads`, merged triples only if there are any."""
    graphs: dict[Triple, list[NamedNode]] = {}
    merged: set[Triple] = set()
    for quad in quads:
        triple = quad.triple
        stated = graphs.setdefault(triple, [])
        if isinstance(quad.graph_name, NamedNode):
            stated.append(quad.graph_name)
        else:
            merged.add(triple)
    for triple, stated in graphs.items():
        if triple in merged or not merged:
            if len(stated) > 1:  # in an order that depends on no store
                stated.sort(key=_iri)
            yield Fact(triple, tuple(stated))


def _iri(node: NamedNode) -> str:
    return str(node.value)
