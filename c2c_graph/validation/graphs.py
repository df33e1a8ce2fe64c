"""Our terms as the SHACL engine wants them, and back."""

import contextlib
import logging
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

import pyoxigraph
import rdflib
from rdflib.term import Node as RdflibNode

from c2c_graph.rdf.closure import reachable
from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.validation.report import Severity

_SEVERITIES: Final = {
    str(rdflib.SH.Violation): Severity.VIOLATION,
    str(rdflib.SH.Warning): Severity.WARNING,
    str(rdflib.SH.Info): Severity.INFO,
}


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
            yield pyoxigraph.Quad(subject, quad.predicate, value, quad.graph_name)


def _apart(
    node: pyoxigraph.BlankNode, number: int, owners: dict[str, int]
) -> pyoxigraph.BlankNode:
    if owners.setdefault(node.value, number) == number:
        return node
    return pyoxigraph.BlankNode(f"{node.value}f{number}")


def superclasses(quads: Iterable[pyoxigraph.Quad]) -> Iterator[pyoxigraph.Quad]:
    """Yield what follows from rdfs:subClassOf between named classes and is not said."""
    parents: dict[pyoxigraph.NamedNode, set[pyoxigraph.NamedNode]] = {}
    for quad in quads:
        if (
            quad.predicate == SUBCLASS
            and isinstance(quad.subject, pyoxigraph.NamedNode)
            and isinstance(quad.object, pyoxigraph.NamedNode)
        ):
            parents.setdefault(quad.subject, set()).add(quad.object)
    for child, stated in parents.items():
        for ancestor in reachable(child, parents) - stated - {child}:
            yield pyoxigraph.Quad(child, SUBCLASS, ancestor)


def severity_of(node: object) -> Severity:
    """Return the severity that `node`, an IRI of SHACL, names; else a violation.

    SHACL §2.1.4: where a shape tells none, it is sh:Violation.
    """
    return _SEVERITIES.get(str(node), Severity.VIOLATION)
