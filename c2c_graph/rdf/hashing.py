"""Hash graphs by their content, whatever the order or file they came in."""

import hashlib
from collections.abc import Iterable

from pyoxigraph import BlankNode
from pyoxigraph import CanonicalizationAlgorithm
from pyoxigraph import Dataset
from pyoxigraph import Quad


def sorted_nquads(quads: Iterable[Quad]) -> bytes:
    """Return `quads` as sorted N-Quads, each once.

    Without blank nodes this is the RDFC-1.0 canonical form (RDF Dataset
    Canonicalization §4.4, step 7); with them, canonicalise first.
    """
    return b"".join(sorted({line_of(quad) for quad in quads}))


def line_of(quad: Quad) -> bytes:
    """Return `quad` as a line of N-Quads."""
    return f"{quad} .\n".encode()


def canonicalized(quads: Iterable[Quad]) -> list[Quad]:
    """Return `quads` with blank nodes relabelled by RDFC-1.0."""
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return list(dataset)


def graph_hash(quads: Iterable[Quad]) -> str:
    """Return `sha256:` and the hex digest of the canonical N-Quads of `quads`."""
    quads = list(quads)
    if any(has_blank_node(quad) for quad in quads):
        quads = canonicalized(quads)
    return "sha256:" + hashlib.sha256(sorted_nquads(quads)).hexdigest()


def has_blank_node(quad: Quad) -> bool:
    """Return whether a blank node stands anywhere in `quad`."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
