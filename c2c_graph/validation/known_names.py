"""Names of ours that nothing stands behind: undefined terms, dangling IRIs."""

from collections.abc import Iterable
from collections.abc import Iterator

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import Statement
from c2c_graph.validation.scope import mentions
from c2c_graph.validation.suggestions import nearest_iri
from c2c_graph.validation.term_kinds import fitting

_ENTRIES = (
    namespaces.THINGS,
    namespaces.DEFINITIONS,
    namespaces.SHAPES,
    namespaces.GRAPHS,
)


def undefined_terms(scope: Scope) -> Iterator[Remark]:
    """Yield each use of a `c2c:` term that the vocabulary does not define."""
    for statement in scope.statements:
        for node in mentions(statement.quad):
            if (
                node.value.startswith(namespaces.TERMS)
                and node.value not in scope.terms
            ):
                near = fitting(scope, statement, node, scope.terms)
                yield _remark("undefined-term", statement, node, near)


def dangling_iris(scope: Scope) -> Iterator[Remark]:
    """Yield each link to an IRI of ours that nothing describes."""
    for statement in scope.statements:
        node = statement.quad.object
        if isinstance(node, NamedNode) and _is_undescribed(node, scope):
            folder = node.value.rpartition("/")[0] + "/"
            near = (iri for iri in scope.described if iri.startswith(folder))
            yield _remark("dangling-iri", statement, node, near)


def untyped_entries(scope: Scope) -> Iterator[Remark]:
    """Yield each entry of ours that is described without a class, once.

    What `data/retired.ttl` says of a retired IRI needs none.
    """
    seen = set()
    for statement in scope.statements:
        node = statement.quad.subject
        if node in seen or statement.file.path == "data/retired.ttl":
            continue
        if isinstance(node, NamedNode) and _is_undescribed(node, scope):
            seen.add(node)
            yield Remark("untyped-entry", node, None, node, statement.file)


def _is_undescribed(node: NamedNode, scope: Scope) -> bool:
    return node.value.startswith(_ENTRIES) and node.value not in scope.described


def _remark(
    rule: str, statement: Statement, node: NamedNode, names: Iterable[str]
) -> Remark:
    near = nearest_iri(node.value, names)
    details = {"near": NamedNode(near)} if near else {}
    return Remark.about(rule, statement, value=node, **details)
