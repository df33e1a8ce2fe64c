"""Asserted triples, as inference asks for them: from a store, or indexed at once."""

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from itertools import chain

from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.rdf.terms import GraphName
from c2c_graph.rdf.terms import Node
from c2c_graph.rdf.terms import Term
from c2c_graph.release.axioms import Axioms
from c2c_graph.release.changes import stored
from c2c_graph.release.inference import Fact
from c2c_graph.release.inference import nodes_among
from c2c_graph.release.nquads import quads_of


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


def all_facts(bodies: Iterable[bytes], axioms: Axioms) -> IndexedFacts:
    """Return what N-Quads `bodies` say with the predicates of `axioms`.

    Terms are those that a store would hold.
    """
    wanted = {str(predicate).encode() for predicate in axioms.predicates()}
    kept: list[bytes] = []
    typed: list[bytes] = []
    for body in bodies:
        for line in body.splitlines(keepends=True):
            if line.split(b" ", 2)[1] in wanted:
                (typed if b'"^^<' in line else kept).append(line)
    return IndexedFacts(chain(quads_of(b"".join(kept)), stored(typed)))
