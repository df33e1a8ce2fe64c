"""Names of ours that nothing stands behind: undefined terms, dangling IRIs."""

from collections.abc import Iterator
from functools import partial

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.rdf.terms import SKOS
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import mentions
from c2c_graph.validation.suggestions import Nearest
from c2c_graph.validation.term_kinds import fitting
from c2c_graph.validation.term_kinds import wanted_kind

_ENTRIES = (
    namespaces.THINGS,
    namespaces.DEFINITIONS,
    namespaces.SHAPES,
    namespaces.GRAPHS,
)


def undefined_terms(scope: Scope) -> Iterator[Remark]:
    """Yield each use of a `c2c:` term that the vocabulary does not define."""
    nearest = Nearest()
    for statement in scope.statements:
        for node in mentions(statement.quad):
            if (
                node.value.startswith(namespaces.TERMS)
                and node.value not in scope.terms
            ):
                kind = wanted_kind(statement, node)
                names = partial(fitting, scope, kind, scope.terms)
                near = nearest.details(node, kind, names)
                yield Remark.about("undefined-term", statement, value=node, **near)


def dangling_iris(scope: Scope) -> Iterator[Remark]:
    """Yield each link to an IRI of ours that nothing describes."""
    nearest = Nearest()
    for statement in scope.statements:
        node = statement.quad.object
        if isinstance(node, NamedNode) and _is_undescribed(node, scope):
            folder = node.value.rpartition("/")[0] + "/"
            near = nearest.details(node, folder, partial(_within, scope, folder))
            yield Remark.about("dangling-iri", statement, value=node, **near)


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
            details = {"wanted": NamedNode(_class_by_kind(node))}
            yield Remark("untyped-entry", node, None, node, statement.file, details)


def _class_by_kind(node: NamedNode) -> str:
    """Return the class that the kind in the IRI stands for; of a term, skos:Concept."""
    if node.value.startswith(namespaces.DEFINITIONS):
        return f"{SKOS}Concept"
    kind = node.value.removeprefix(namespaces.THINGS).partition("/")[0]
    return CLASSES_OF_KIND.get(kind, (f"{namespaces.TERMS}City",))[0]


def _is_undescribed(node: NamedNode, scope: Scope) -> bool:
    return node.value.startswith(_ENTRIES) and node.value not in scope.described


def _within(scope: Scope, folder: str) -> list[str]:
    return [iri for iri in scope.described if iri.startswith(folder)]
