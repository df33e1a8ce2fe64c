"""Literals that the store would rewrite: a file and its release would differ."""

import re
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal

from c2c_graph.rdf.literals import changed_by_store
from c2c_graph.rdf.places import Places
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import is_ours

# worth a closer look: it may stand inside a longer text
_CAPITAL_TAG: Final = re.compile(rb"[\"']@[A-Za-z0-9-]*[A-Z]")


def rewritten_literals(scope: Scope) -> Iterator[Remark]:
    """Yield each literal of ours that the store would change, with the repair."""
    for statement in scope.statements:
        literal = statement.quad.object
        if isinstance(literal, Literal) and scope.holds_for(statement.quad):
            repair = changed_by_store(literal)
            if repair is not None:
                yield Remark.about(
                    "literal-rewritten", statement, repair=_turtle(repair)
                )


def capital_tags(scope: Scope) -> Iterator[Remark]:
    """Yield each language tag of ours with capitals, which the parser would lower."""
    for file in scope.files:
        if not _CAPITAL_TAG.search(file.document.text):
            continue
        for tag, place, subject in Places(file.document).language_tags():
            ours = scope.is_held or (subject is not None and is_ours(subject))
            if ours and tag != tag.lower():
                yield Remark(
                    "literal-rewritten",
                    subject,
                    file=file,
                    place=place,
                    details={"value": f"@{tag}", "repair": f"@{tag.lower()}"},
                )


def _turtle(literal: Literal) -> str:
    datatype = literal.datatype.value.partition("#")[2]
    bare = datatype in {"integer", "decimal", "boolean"}
    return literal.value if bare else f'"{literal.value}"^^xsd:{datatype}'
