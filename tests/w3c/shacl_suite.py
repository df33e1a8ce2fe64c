"""The W3C's SHACL test suite, as it comes with pySHACL's source distribution.

A case passes where the report is isomorphic to the expected one, by the rules of the
suite ("full compliance"): what counts is the report, its results and their paths;
messages count where the suite expects some.
"""

from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import BlankNode
from pyoxigraph import CanonicalizationAlgorithm
from pyoxigraph import Dataset
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import parse

SH = "http://www.w3.org/ns/shacl#"
SHT = "http://www.w3.org/ns/shacl-test#"
MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
MESSAGE = SH + "resultMessage"
BASE = "http://suite.example/"


@dataclass(frozen=True)
class Case:
    """One sht:Validate; `expected` is the form of its report, None for a failure."""

    name: str
    data: Path
    shapes: Path
    base: str
    expected: tuple | None
    tells_messages: bool


def cases(folder):
    """Yield every case that the manifests below `folder` name."""
    manifests = [folder / "manifest.ttl"]
    while manifests:
        path = manifests.pop()
        base = BASE + path.relative_to(folder).as_posix()
        graph = triples(path.read_bytes(), base)
        for _, _, value in graph.of(None, MF + "include"):
            manifests.append(folder / value.value.removeprefix(BASE))
        for node, _, _ in graph.of(None, RDF + "type", NamedNode(SHT + "Validate")):
            yield case_of(folder, path, base, graph, node)


def case_of(folder, path, base, graph, node):
    action = graph.value(node, MF + "action")
    expected = graph.value(node, MF + "result")
    files = (
        folder / graph.value(action, SHT + role).value.removeprefix(BASE)
        for role in ("dataGraph", "shapesGraph")
    )
    fails = expected == NamedNode(SHT + "Failure")
    tells = not fails and any(graph.of(None, MESSAGE))
    return Case(
        path.relative_to(folder).as_posix().removesuffix(".ttl"),
        *files,
        base,
        None if fails else form(graph, expected, tells),
        tells,
    )


class Graph:
    """Triples that are looked up a few times."""

    def __init__(self, quads):
        self.triples = {(q.subject, q.predicate, q.object) for q in quads}

    def of(self, subject, predicate, value=None):
        return [
            (s, p, o)
            for s, p, o in self.triples
            if subject in (None, s) and p.value == predicate and value in (None, o)
        ]

    def value(self, subject, predicate):
        return next((o for _, _, o in self.of(subject, predicate)), None)

    def about(self, node):
        return {triple for triple in self.triples if triple[0] == node}


def triples(content, base=None):
    """Return the graph in a Turtle document."""
    return Graph(parse(content, format=RdfFormat.TURTLE, base_iri=base))


def form_of_report(content, tells_messages):
    """Return the form of a report in Turtle."""
    graph = triples(content)
    ((report, _, _),) = graph.of(None, SH + "conforms")
    return form(graph, report, tells_messages)


def form(graph, report, tells_messages):
    """Return what of a report counts, its blank nodes labelled by RDFC-1.0."""
    left_out = {SH + "detail"} if tells_messages else {SH + "detail", MESSAGE}
    kept = graph.about(report)
    for _, _, result in graph.of(report, SH + "result"):
        own = {}
        for _, verb, value in graph.about(result):
            if verb.value == SH + "resultPath":
                kept |= nested(graph, value, own)
                value = own.get(value, value)
            if verb.value not in left_out:
                kept.add((result, verb, value))
    dataset = Dataset(Quad(s, p, plain(o)) for s, p, o in kept)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(map(str, dataset)))


def nested(graph, node, own):
    """Return the triples of a path, with blank nodes of its own.

    Two results may share a path or have one each: nothing says which.
    """
    if not isinstance(node, BlankNode):
        return set()
    own[node] = BlankNode()
    found = graph.about(node)
    below = [nested(graph, value, own) for _, _, value in found]
    named = {(own[node], verb, own.get(value, value)) for _, verb, value in found}
    return named.union(*below)


def plain(value):
    """Return sh:conforms in its one spelling."""
    if isinstance(value, Literal) and value.datatype.value.endswith("#boolean"):
        return Literal(value.value in ("true", "1"))
    return value
