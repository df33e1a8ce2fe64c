"""Properties of ours on entries that they do not belong to."""

from collections.abc import Iterator

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import DOMAIN
from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of

_Links = dict[str, set[str]]


def misplaced_properties(scope: Scope) -> Iterator[Remark]:
    """Yield each use of a `c2c:` property outside its rdfs:domain (RDF Schema §3.2).

    An entry is left alone where a class of it is not declared, for what is so
    described may be anything.
    """
    domains, above = _links(scope, DOMAIN), _links(scope, SUBCLASS)
    for statement in scope.statements:
        node, path = statement.quad.subject, statement.quad.predicate
        wanted = domains.get(path.value)
        if not wanted or not isinstance(node, NamedNode):
            continue
        classes = scope.types.get(node.value, set())
        if not classes or not scope.holds_for(statement.quad):
            continue
        if classes <= scope.types.keys() and not wanted <= _closed(classes, above):
            yield Remark.about(
                "misplaced-property",
                statement,
                value=path,
                wanted=NamedNode(min(wanted)),
                found=NamedNode(min(classes, key=_told_first)),
            )


def _links(scope: Scope, verb: NamedNode) -> _Links:
    """Return by term what the vocabulary links it to by `verb`."""
    found: _Links = {}
    for quad in scope.vocabulary:
        term, other = quad.subject, quad.object
        named = isinstance(term, NamedNode) and isinstance(other, NamedNode)
        if quad.predicate == verb and named:
            found.setdefault(text_of(term), set()).add(text_of(other))
    return found


def _closed(classes: set[str], above: _Links) -> set[str]:
    """Return `classes` and all that they are kinds of."""
    found: set[str] = set()
    waiting = list(classes)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += above.get(name, ())
    return found


def _told_first(name: str) -> tuple[bool, str]:
    return (not name.startswith(namespaces.TERMS), name)
