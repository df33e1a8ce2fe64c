"""Shapes as pySHACL has to be handed them, where it expects what a parser does."""

from collections.abc import Iterable
from typing import Final

import rdflib
from pyoxigraph import Quad
from pyshacl.monkey import rdflib_bool_patch
from pyshacl.monkey import rdflib_bool_unpatch
from rdflib import OWL
from rdflib import RDF
from rdflib import SH

from c2c_graph.validation import graphs

_PATHS: Final = (
    SH.alternativePath,
    SH.inversePath,
    SH.oneOrMorePath,
    SH.zeroOrMorePath,
    SH.zeroOrOnePath,
)


def rules_graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """Return the shapes in `quads`.

    The engine counts "1"^^xsd:boolean for no truth, as it reads shapes, and does not
    see that declarations of prefixes may be imported (SHACL §5.2.1).
    """
    rdflib_bool_patch()  # type: ignore[no-untyped-call]
    try:
        graph = graphs.rdflib_graph(quads)
    finally:
        rdflib_bool_unpatch()  # type: ignore[no-untyped-call]
    for declaring in set(graph.objects(None, SH.prefixes)):
        for imported in graph.transitive_objects(declaring, OWL.imports):
            for declaration in set(graph.objects(imported, SH.declare)):
                graph.add((declaring, SH.declare, declaration))
    return graph


def without_strange_paths(shapes: rdflib.Graph) -> rdflib.Graph:
    """Return `shapes` with paths of one kind each.

    A node that is a list is a sequence path, whatever else it says (SHACL §2.3.1.2,
    and the test suite); shacl-shacl takes it for ill-formed.
    """
    plain = rdflib.Graph(bind_namespaces="none")
    for subject, predicate, value in shapes:
        strange = predicate in _PATHS and (subject, RDF.first, None) in shapes
        if not strange:
            plain.add((subject, predicate, value))
    return plain
