"""Paths of SHACL §2.3.1, as walks."""

from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode
from rdflib import RDF
from rdflib import SH
from rdflib import Graph
from rdflib import URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from c2c_graph import errors
from c2c_graph.validation.walks import Step
from c2c_graph.validation.walks import Walk
from c2c_graph.validation.walks import backwards
from c2c_graph.validation.walks import step

_AGAIN: Final = (SH.zeroOrMorePath, SH.oneOrMorePath)


def walks_of(shapes: Graph, path: Node) -> list[Walk]:
    """Return the ways that `path` goes; raise `errors.DatasetUnreadable`.

    That is where a path of several steps is repeated.
    """
    if isinstance(path, URIRef) and (path, RDF.first, None) not in shapes:
        return [(step(NamedNode(str(path))),)]
    if (path, RDF.first, None) in shapes:
        return list(_sequence(shapes, list(Collection(shapes, path))))
    inverse = shapes.value(path, SH.inversePath)
    if inverse is not None:
        return [backwards(walk) for walk in walks_of(shapes, inverse)]
    alternatives = shapes.value(path, SH.alternativePath)
    if alternatives is not None:
        several = Collection(shapes, alternatives)
        return [walk for one in several for walk in walks_of(shapes, one)]
    maybe = shapes.value(path, SH.zeroOrOnePath)
    if maybe is not None:
        return [(), *walks_of(shapes, maybe)]
    return [_repeated(shapes, path)]


def _sequence(shapes: Graph, members: list[Node]) -> Iterator[Walk]:
    if not members:
        yield ()
        return
    for walk in walks_of(shapes, members[0]):
        for rest in _sequence(shapes, members[1:]):
            yield (*walk, *rest)


def _repeated(shapes: Graph, path: Node) -> Walk:
    for kind in _AGAIN:
        inner = shapes.value(path, kind)
        for walk in walks_of(shapes, inner) if inner is not None else ():
            if len(walk) == 1:
                return (Step(walk[0].predicates, walk[0].inverse, True),)
    raise errors.DatasetUnreadable(
        f"the path {path} of a shape cannot be followed: "
        "only a single step may be repeated"
    )
