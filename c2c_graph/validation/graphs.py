"""Our terms as the SHACL engine wants them, and back."""

import contextlib
import logging
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

import pyoxigraph
import rdflib
from rdflib.term import Node as RdflibNode

from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import SUBCLASS


def to_rdflib(node: object) -> RdflibNode:
    """Return a pyoxigraph term as rdflib's, its lexical form kept."""
    if isinstance(node, pyoxigraph.NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, pyoxigraph.BlankNode):
        return rdflib.BNode(node.value)
    assert isinstance(node, pyoxigraph.Literal)
    if node.language:
        return rdflib.Literal(node.value, lang=node.language)
    # rdflib calls a plain string and an xsd:string two things; a graph parsed
    # by it has the plain ones
    plain = node.datatype == STRING
    datatype = None if plain else rdflib.URIRef(node.datatype.value)
    return rdflib.Literal(node.value, datatype=datatype, normalize=False)


def from_rdflib(
    node: object,
) -> pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | None:
    """Return an rdflib term as pyoxigraph's."""
    if isinstance(node, rdflib.URIRef):
        return pyoxigraph.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return pyoxigraph.BlankNode(str(node))
    if not isinstance(node, rdflib.Literal):
        return None
    if node.language:
        return pyoxigraph.Literal(str(node), language=node.language)
    datatype = pyoxigraph.NamedNode(str(node.datatype or rdflib.XSD.string))
    return pyoxigraph.Literal(str(node), datatype=datatype)


def rdflib_graph(quads: Iterable[pyoxigraph.Quad]) -> rdflib.Graph:
    """Return the triples of `quads` as one rdflib graph."""
    graph = rdflib.Graph(bind_namespaces="none")
    with ill_typed_literals():
        for quad in quads:
            nodes = (quad.subject, quad.predicate, quad.object)
            subject, predicate, value = (to_rdflib(node) for node in nodes)
            graph.add((subject, predicate, value))
    return graph


@contextlib.contextmanager
def ill_typed_literals() -> Iterator[None]:
    """Keep rdflib from logging "abc"^^xsd:date: for us that is a finding."""
    log = logging.getLogger("rdflib.term")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(level)


def memory_store(quads: Iterable[pyoxigraph.Quad]) -> pyoxigraph.Store:
    """Return the triples of `quads` in the default graph of an in-memory store."""
    store = pyoxigraph.Store()
    store.bulk_extend(pyoxigraph.Quad(q.subject, q.predicate, q.object) for q in quads)
    return store


def merged(
    documents: Iterable[Iterable[pyoxigraph.Quad]],
) -> Iterator[pyoxigraph.Quad]:
    """Yield the quads of all `documents`, their blank nodes kept apart.

    RDF 1.1 Semantics §4.1: a label means another node in each document. A label
    that an earlier document has used gets another one.
    """
    owners: dict[str, int] = {}
    for number, quads in enumerate(documents):
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, pyoxigraph.BlankNode):
                subject = _apart(subject, number, owners)
            if isinstance(value, pyoxigraph.BlankNode):
                value = _apart(value, number, owners)
            yield pyoxigraph.Quad(subject, quad.predicate, value)


def _apart(
    node: pyoxigraph.BlankNode, number: int, owners: dict[str, int]
) -> pyoxigraph.BlankNode:
    if owners.setdefault(node.value, number) == number:
        return node
    return pyoxigraph.BlankNode(f"{node.value}f{number}")


def superclasses(quads: Iterable[pyoxigraph.Quad]) -> Iterator[pyoxigraph.Quad]:
    """Yield what follows from rdfs:subClassOf being transitive."""
    parents: dict[str, set[str]] = {}
    for quad in quads:
        if (
            quad.predicate == SUBCLASS
            and isinstance(quad.subject, pyoxigraph.NamedNode)
            and isinstance(quad.object, pyoxigraph.NamedNode)
        ):
            parents.setdefault(quad.subject.value, set()).add(quad.object.value)
    for child, known in parents.items():
        for ancestor in sorted(_ancestors(child, parents) - known - {child}):
            yield pyoxigraph.Quad(
                pyoxigraph.NamedNode(child),
                SUBCLASS,
                pyoxigraph.NamedNode(ancestor),
            )


def _ancestors(name: str, parents: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(parents.get(name, ()))
    while waiting:
        parent = waiting.pop()
        if parent not in found:
            found.add(parent)
            waiting.extend(parents.get(parent, ()))
    return found
