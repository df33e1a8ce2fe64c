"""Named graphs of a release, as sorted N-Quads made from the parsed files."""

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf import hashing
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.release import manifest
from c2c_graph.release import objects
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.nquads import iri_of
from c2c_graph.release.nquads import may_hold_blank_nodes
from c2c_graph.release.nquads import quads_of

INFERRED: Final = NamedNode(namespaces.INFERRED_GRAPH)

# a graph that files of two roles hold counts as the first of them
_ROLES: Final = ("ontology", "data", "accepted", "shapes", "sparql")
_LABEL_DIGITS: Final = 12


@dataclass(frozen=True)
class NamedGraph:
    """A named graph with its content: sorted N-Quads, each line once."""

    entry: GraphEntry
    body: bytes


@dataclass(frozen=True)
class Part:
    """What one file says in one graph."""

    file: str
    role: str
    body: bytes


def parts_of(file: SourceFile) -> dict[str, Part]:
    """Return what `file` says, by graph.

    A Turtle file has its own graph, be it empty; TriG and N-Quads keep the graphs
    that they name. Blank nodes get their RDFC-1.0 labels behind a prefix made
    from the file's name, so that no two files ever share one. Raise
    `errors.DatasetUnreadable` where it names a graph that releases make themselves.
    """
    grouped: dict[str, list[Quad]] = defaultdict(list)
    for quad in _relabelled(file):
        grouped[iri_of(quad.graph_name)].append(quad)
    if not grouped:
        grouped[file.graph] = []
    for iri in (*namespaces.MADE_GRAPHS, namespaces.EXAMPLES_GRAPH):
        if iri in grouped and iri != file.graph:
            raise errors.DatasetUnreadable(
                f"{file.path}: holds the graph <{iri}>, "
                "which each release makes itself; leave it out"
            )
    return {
        iri: Part(file.path, file.role, hashing.sorted_nquads(quads))
        for iri, quads in grouped.items()
    }


def merged_graph(iri: str, parts: Collection[Part]) -> NamedGraph:
    """Return the graph `iri` that `parts` of one or several files make together."""
    bodies = [part.body for part in parts]
    body = bodies[0] if len(bodies) == 1 else _union(bodies)
    role = min((part.role for part in parts), key=_ROLES.index)
    files = tuple(sorted(part.file for part in parts))
    return NamedGraph(_entry(iri, role, files, body), body)


def inferred_graph(body: bytes) -> NamedGraph:
    """Return the graph of inferred triples, given as sorted N-Quads.

    Its hash is taken over the labels that its blank nodes have in the release;
    the files' own hashes do not depend on labels, and these follow from them.
    """
    return _made(namespaces.INFERRED_GRAPH, manifest.INFERRED, body)


def derived_graph(iri: str, body: bytes) -> NamedGraph:
    """Return a graph that a release makes and does not merge, as sorted N-Quads."""
    return _made(iri, manifest.DERIVED, body)


def _made(iri: str, role: str, body: bytes) -> NamedGraph:
    name = objects.name_of(body)
    count = body.count(b"\n")
    return NamedGraph(GraphEntry(iri, role, (), count, f"sha256:{name}", name), body)


def _entry(iri: str, role: str, files: tuple[str, ...], body: bytes) -> GraphEntry:
    name = objects.name_of(body)
    blank = may_hold_blank_nodes(body)
    digest = hashing.graph_hash(quads_of(body)) if blank else f"sha256:{name}"
    return GraphEntry(iri, role, files, body.count(b"\n"), digest, name)


def _union(bodies: Iterable[bytes]) -> bytes:
    lines = {line for body in bodies for line in body.splitlines(keepends=True)}
    return b"".join(sorted(lines))


def _relabelled(file: SourceFile) -> Iterable[Quad]:
    quads = file.document.quads
    if not any(_has_blank_node(quad) for quad in quads):
        return quads
    prefix = "f" + objects.name_of(file.path.encode())[:_LABEL_DIGITS]
    labels: dict[Any, BlankNode] = {}
    return [_relabel(q, prefix, labels) for q in hashing.canonicalized(quads)]


def _has_blank_node(quad: Quad) -> bool:
    return hashing.has_blank_node(quad) or isinstance(quad.graph_name, BlankNode)


def _relabel(quad: Quad, prefix: str, labels: dict[Any, BlankNode]) -> Quad:
    for term in (quad.subject, quad.object, quad.graph_name):
        if isinstance(term, BlankNode) and term not in labels:
            labels[term] = BlankNode(f"{prefix}{term.value}")
    return Quad(
        labels.get(quad.subject, quad.subject),
        quad.predicate,
        labels.get(quad.object, quad.object),
        labels.get(quad.graph_name, quad.graph_name),
    )
