"""One description for everything: each graph has one, no entry has two."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import VOID
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope

_VOID_DATASET = NamedNode(VOID + "Dataset")


def undescribed_graphs(scope: Scope) -> Iterator[Remark]:
    """Yield each data file of a dataset at home that does not describe its graph."""
    for file in scope.dataset.role("data") if scope.home else ():
        graph = NamedNode(file.graph)
        if not any(
            quad.subject == graph
            and quad.predicate == TYPE
            and quad.object == _VOID_DATASET
            for quad in file.document.quads
        ):
            yield Remark("graph-undescribed", graph, None, graph, file)


def entries_described_twice(scope: Scope) -> Iterator[Remark]:
    """Yield each entry of ours that is given its class in a second file."""
    homes: dict[str, SourceFile] = {}
    for statement in scope.statements:
        quad = statement.quad
        if quad.predicate != TYPE or not isinstance(quad.subject, NamedNode):
            continue
        iri = quad.subject.value
        if not iri.startswith((namespaces.THINGS, namespaces.DEFINITIONS)):
            continue
        home = homes.setdefault(iri, statement.file)
        if home.path != statement.file.path:
            yield Remark(
                "described-twice",
                quad.subject,
                None,
                quad.subject,
                statement.file,
                {"other": home.path},
            )
