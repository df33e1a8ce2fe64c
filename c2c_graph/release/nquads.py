"""N-Quads as releases keep them: sorted lines, read back with the labels they have."""

from collections.abc import Iterator

from pyoxigraph import BlankNode
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.rdf.terms import GraphName
from c2c_graph.release.manifest import GraphEntry


def quads_of(body: bytes) -> Iterator[Quad]:
    """Yield the quads that N-Quads made here say, blank nodes labelled as there."""
    return parse(body, format=RdfFormat.N_QUADS)


def in_default(entry: GraphEntry, body: bytes) -> bytes:
    """Return N-Quads `body` of the graph `entry`, said in the default graph."""
    return body.replace(f" {name_of(entry.iri)} .\n".encode(), b" .\n")


def may_hold_blank_nodes(body: bytes) -> bool:
    """Return False where N-Quads `body` surely holds no blank node.

    What only looks like one, in a quoted text, costs time but makes no mistake.
    """
    return body.startswith(b"_:") or b"\n_:" in body or b"> _:" in body


def iri_of(graph: object) -> str:
    """Return how a manifest writes the name of `graph`."""
    return graph.value if isinstance(graph, NamedNode) else str(graph)


def name_of(iri: str) -> GraphName:
    """Return the graph name that a manifest writes as `iri`."""
    if iri.startswith("_:"):
        return BlankNode(iri.removeprefix("_:"))
    return NamedNode(iri)
