"""The form of our IRIs, and whether an entry's kind fits its class."""

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import mentions
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.suggestions import nearest

_KEY = "[a-z0-9]+(?:-{1,2}[a-z0-9]+)*"
_FORMS: Final = re.compile(
    re.escape(namespaces.BASE)
    + "(?:"
    + "|".join(
        (
            r"ns(?:/\d+\.\d+\.\d+)?",
            r"ns#[A-Za-z][A-Za-z0-9]*",
            f"ns/(?:prefix|list)/{_KEY}",
            r"shapes(?:/\d+\.\d+\.\d+)?",
            r"shapes#[A-Za-z][A-Za-z0-9-]*",
            f"def/{_KEY}(?:/{_KEY})?",
            f"(?:id|doc)/(?:{'|'.join(CLASSES_OF_KIND)})/{_KEY}",
            f"graph(?:/{_KEY})+",
            # documents and addresses of the service itself
            r"dataset(?:#publisher)?|catalog|sparql|void|doc/def/\S+",
        )
    )
    + ")"
)
_KIND_OF_CLASS: Final = {
    name: kind for kind, classes in CLASSES_OF_KIND.items() for name in classes
}


# cities is like city
_ALIKE: Final = 0.6
_THING: Final = re.compile(f"{re.escape(namespaces.THINGS)}([^/]+)/({_KEY})")


def misformed_iris(scope: Scope) -> Iterator[Remark]:
    """Yield each IRI below our base that has none of the forms we mint, once a file."""
    seen = set()
    for statement in scope.statements:
        for node in mentions(statement.quad):
            key = (statement.file.path, node)
            if key in seen or not namespaces.is_ours(node.value):
                continue
            seen.add(key)
            if not _FORMS.fullmatch(node.value):
                details = _right_kind(node)
                yield Remark.about("iri-form", statement, value=node, **details)


def _right_kind(node: NamedNode) -> dict[str, str | Term]:
    """Return what is told of an IRI whose key may stand, and whose kind is none."""
    found = _THING.fullmatch(node.value)
    if not found or found[1] in CLASSES_OF_KIND:
        return {}
    kind = nearest(found[1], CLASSES_OF_KIND, _ALIKE)
    near = NamedNode(f"{namespaces.THINGS}{kind}/{found[2]}")
    return {"case": "no-such-kind", "kind": found[1]} | ({"near": near} if kind else {})


def foreign_entries(scope: Scope) -> Iterator[Remark]:
    """Yield each entry of a class that we mint IRIs for whose IRI is not ours.

    Others may describe what is theirs in their own datasets, but what is handed in
    is published with us. The name it would have here is told where its end is a key.
    """
    for statement in scope.statements if scope.is_held else ():
        node, name = statement.quad.subject, statement.quad.object
        if statement.quad.predicate != TYPE or not isinstance(node, NamedNode):
            continue
        kind = _KIND_OF_CLASS.get(text_of(name))
        if kind and not namespaces.is_ours(node.value):
            details = _named_here(kind, node)
            yield Remark.about("iri-form", statement, value=node, **details)


def _named_here(kind: str, node: NamedNode) -> dict[str, Term]:
    key = re.split(r"[/#:]", node.value)[-1].lower()
    if not re.fullmatch(_KEY, key):
        return {}
    return {"write": NamedNode(f"{namespaces.THINGS}{kind}/{key}")}


def misplaced_kinds(scope: Scope) -> Iterator[Remark]:
    """Yield each entry whose class is not the one its kind stands for."""
    for iri, classes in sorted(scope.types.items()):
        if not iri.startswith(namespaces.THINGS):
            continue
        kind = iri.removeprefix(namespaces.THINGS).partition("/")[0]
        wanted = CLASSES_OF_KIND.get(kind)
        if wanted and classes.isdisjoint(wanted) and iri in scope.subjects:
            details: dict[str, str | Term] = {
                "kind": kind,
                "wanted": NamedNode(wanted[0]),
                "found": NamedNode(min(classes)),
            }
            # of a class of another kind of ours the IRI may be what is wrong
            if len(classes) == 1 and classes.isdisjoint(_KIND_OF_CLASS):
                details["repair"] = NamedNode(wanted[0])
                yield Remark(
                    "iri-kind",
                    NamedNode(iri),
                    TYPE,
                    NamedNode(min(classes)),
                    details=details,
                )
            else:
                yield Remark("iri-kind", NamedNode(iri), details=details)
