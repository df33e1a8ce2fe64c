"""Asserted triples, as inference asks for them: from a store, or indexed at once."""

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.release.axioms import Axioms
from c2c_graph.release.graphs import GraphName
from c2c_graph.release.graphs import Node
from c2c_graph.release.graphs import Term
from c2c_graph.release.inference import Fact
from c2c_graph.release.inference import nodes_among


class IndexedFacts:
    """Facts held in memory: for when every node is asked about."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._about: dict[Node, set[Fact]] = defaultdict(set)
        self._pointing: dict[tuple[NamedNode, Term], set[Node]] = defaultdict(set)
        for quad in quads:
            self._about[quad.subject].add((quad.predicate, quad.object))
            self._pointing[quad.predicate, quad.object].add(quad.subject)

    def about(self, node: Node) -> set[Fact]:
        """See `inference.Facts`."""
        return self._about.get(node, set())

    def pointing(self, predicate: NamedNode, node: Node) -> Iterable[Node]:
        """See `inference.Facts`."""
        return self._pointing.get((predicate, node), ())

    def nodes(self) -> set[Node]:
        """Return every subject, and every object but literals."""
        objects = {term for _, term in self._pointing}
        return {*self._about, *nodes_among(objects)}


class StoreFacts:
    """Facts looked up in a store that stays as it is; for when few are asked for."""

    def __init__(self, store: Store, graphs: Collection[GraphName]) -> None:
        self._store = store
        self._graphs = frozenset(graphs)
        self._about: dict[Node, set[Fact]] = {}

    def about(self, node: Node) -> set[Fact]:
        """See `inference.Facts`."""
        if node not in self._about:
            quads = self._store.quads_for_pattern(node, None, None)
            self._about[node] = {
                (quad.predicate, quad.object)
                for quad in quads
                if quad.graph_name in self._graphs
            }
        return self._about[node]

    def pointing(self, predicate: NamedNode, node: Node) -> Iterable[Node]:
        """See `inference.Facts`."""
        quads = self._store.quads_for_pattern(None, predicate, node)
        return {quad.subject for quad in quads if quad.graph_name in self._graphs}


def all_facts(store: Store, axioms: Axioms) -> IndexedFacts:
    """Return what the default graph of `store` says with the predicates of `axioms`.

    It must hold the asserted triples only, as it does before anything is inferred.
    """
    return IndexedFacts(
        quad
        for predicate in axioms.predicates()
        for quad in store.quads_for_pattern(None, predicate, None, DefaultGraph())
    )
