"""The form of our IRIs, and whether an entry's kind fits its class."""

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import mentions

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
                yield Remark.about("iri-form", statement, value=node)


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
            yield Remark("iri-kind", NamedNode(iri), details=details)
