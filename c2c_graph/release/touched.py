"""Of which things a release changes what a document shows: exact, or a little too much.

Told from the new store and the quads that came or went, and kept with the release for
ever. What stood on a document before and stands there no longer needs no old store:
the step nearest to the thing that has gone is a quad that went, and the way from the
thing to it still stands.
"""

import gzip
import zlib
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.rdf import shown
from c2c_graph.rdf.terms import GraphName
from c2c_graph.rdf.terms import Node
from c2c_graph.rdf.terms import Term
from c2c_graph.release.manifest import RECIPE
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.nquads import iri_of
from c2c_graph.release.packing import pack

FILE: Final = "touched.txt.gz"
# stands in the file, alone, where every document may have changed
_EVERYTHING: Final = b"*\n"
# past so many things it costs more to tell than it saves those who come back
MANY: Final = 50_000
_ONTOLOGY: Final = "ontology"
_MERGE: Final = DefaultGraph()
# nodes of this graph have no document of their own, and change with every release
_STATISTICS: Final = namespaces.STATISTICS_GRAPH + "#"

# the IRIs of things, or None where all of them may have changed
Touched = frozenset[str] | None


def write_touched(folder: Path, touched: Touched) -> None:
    """Write `touched` into the release `folder` that is being built."""
    lines = (f"{iri}\n".encode() for iri in sorted(touched or ()))
    body = _EVERYTHING if touched is None else b"".join(lines)
    (folder / FILE).write_bytes(pack(body))


def read_touched(folder: Path) -> Touched:
    """Return what the release in `folder` touched; all, where it does not tell."""
    try:
        body = gzip.decompress((folder / FILE).read_bytes())
    except (OSError, EOFError, zlib.error):
        return None
    return None if body == _EVERYTHING else frozenset(body.decode().splitlines())


def are_shown_alike(last: Manifest, entries: Collection[GraphEntry]) -> bool:
    """Return whether documents are made from the graphs `entries` as in `last`.

    They are not after a change of the ontology, which gives every page its words
    and prefixes, or of the role that a graph has.
    """
    roles = {entry.iri: entry.role for entry in last.sources}
    old = {e.iri: e.object for e in last.sources if e.role == _ONTOLOGY}
    new = {e.iri: e.object for e in entries if e.role == _ONTOLOGY}
    same_roles = all(e.role == roles.get(e.iri, e.role) for e in entries)
    return last.recipe == RECIPE and old == new and same_roles


def touched_by(
    store: Store, entries: Iterable[GraphEntry], changed: Iterable[Quad]
) -> Touched:
    """Return what has become another document by the quads `changed`.

    They are all quads of named graphs that came or went since a release that shows
    things alike; `entries` are the graphs of the new one, and `store` is its store.
    """
    return _Search(store, entries).touched(changed)


class _TooMany(Exception):
    """Everything counts as touched."""


class _Search:
    """`told` are nodes whose own facts read otherwise, `seen` where else that shows."""

    def __init__(self, store: Store, entries: Iterable[GraphEntry]) -> None:
        self._store = store
        self._roles = {entry.iri: entry.merged for entry in entries}
        self._told: set[Node] = set()
        self._seen: set[NamedNode] = set()
        self._named_anew: set[Node] = set()
        self._graphs: set[Node] = set()

    def touched(self, changed: Iterable[Quad]) -> Touched:
        try:
            for quad in changed:
                self._add_change(quad)
            for node in self._named_anew:
                self._add_label(node)
            for graph in self._graphs:
                self._add_notes(graph)
            self._add_owners()
        except _TooMany:
            return None
        nodes = (n for n in {*self._told, *self._seen} if isinstance(n, NamedNode))
        return frozenset(n.value for n in nodes if _has_document(n.value))

    def _add_change(self, quad: Quad) -> None:
        subject, predicate, value, graph = quad
        self._see(graph)
        # a graph that is gone may have been merged
        merged = self._roles.get(iri_of(graph), True)
        if merged or Quad(subject, predicate, value, _MERGE) in self._store:
            self._tell(subject)
            self._see(value)
        elif not any(self._pattern(subject, None, None, _MERGE)):
            self._tell(subject)
        if merged and predicate in shown.LABELS:
            self._named_anew.add(subject)
        if merged and predicate in shown.GRAPH_NOTES:
            self._graphs.add(subject)
        if predicate == shown.GOVERNMENT:
            for membership in self._pattern(None, shown.MEMBER_CITY, subject):
                self._tell(membership.subject)

    def _add_label(self, node: Node) -> None:
        """Add where `node`, which is called otherwise now, is mentioned."""
        if isinstance(node, NamedNode) and any(self._pattern(None, node, None)):
            raise _TooMany  # every page on which the predicate stands shows its name
        self._graphs.add(node)
        for quad in self._pattern(node, None, None):
            self._see(quad.object, quad.graph_name)
        for quad in self._pattern(None, None, node):
            self._tell(quad.subject)
            if quad.predicate in shown.GRAPH_NOTES:
                self._graphs.add(quad.subject)

    def _add_notes(self, graph: Node) -> None:
        """Add what the named graph `graph`, told of otherwise now, states."""
        if isinstance(graph, NamedNode) and graph.value in self._roles:
            for quad in self._pattern(None, None, None, graph):
                self._tell(quad.subject)

    def _tell(self, node: Node) -> None:
        self._told.add(node)
        if len(self._told) > MANY:
            raise _TooMany
        if isinstance(node, NamedNode):
            document, hash_mark, _ = node.value.partition("#")
            if hash_mark and namespaces.is_ours(document):
                self._see(NamedNode(document))

    def _see(self, *terms: Term | GraphName | DefaultGraph) -> None:
        self._seen.update(term for term in terms if isinstance(term, NamedNode))

    def _add_owners(self) -> None:
        """Add what shows nodes told otherwise among its parts, or parts of parts."""
        level = set(self._told)
        for _ in range(shown.PARTS_DEPTH):
            for node in level:
                self._see(*self._owners_told_by(node))
            level = {owner for node in level for owner in self._owners(node)}
            level -= self._told
            for node in level:
                self._tell(node)

    def _owners_told_by(self, node: Node) -> Iterator[Term]:
        for predicate in (*shown.PARTS_POINTING, *shown.LISTED_POINTING):
            for quad in self._pattern(node, predicate, None):
                yield quad.object

    def _owners(self, node: Node) -> Iterator[Node]:
        # a blank node belongs to whatever has it for a value
        for predicate in (None,) if isinstance(node, BlankNode) else shown.PARTS:
            for quad in self._pattern(None, predicate, node):
                yield quad.subject

    def _pattern(
        self,
        subject: Node | None,
        predicate: NamedNode | None,
        value: Term | None,
        graph: GraphName | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        return self._store.quads_for_pattern(subject, predicate, value, graph)


def _has_document(iri: str) -> bool:
    return namespaces.is_ours(iri) and not iri.startswith(_STATISTICS)
