"""Prefixes that are declared for almost the namespace that they usually stand for.

Such a declaration parses, and each name written with it is of no vocabulary.
"""

import difflib
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from c2c_graph.rdf import prefixes
from c2c_graph.rdf.places import NOWHERE
from c2c_graph.rdf.places import Places
from c2c_graph.validation import shown
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope

# a prefix may well stand for something else: only what looks misspelt is told
_ALIKE: Final = 0.8
# `schema-http` tells of it
_TOLD_ELSEWHERE: Final = frozenset({"http://schema.org/"})


def misspelt_namespaces(scope: Scope) -> Iterator[Remark]:
    """Yield each prefix of what is handed in whose namespace looks misspelt."""
    if not scope.handed_in:
        return
    usual = _usual(scope)
    spaces = frozenset(usual.values()) | _TOLD_ELSEWHERE
    for file in scope.files:
        declared = file.document.prefixes
        odd = {
            name: usual[name]
            for name, space in declared.items()
            if name in usual and space not in spaces and _is_like(space, usual[name])
        }
        places = Places(file.document).prefixes(odd) if odd else {}
        for name, wanted in odd.items():
            yield Remark(
                "prefix-namespace",
                file=file,
                details={
                    "found": shown.plain(f"<{declared[name]}>"),
                    "space": declared[name],
                    "repair": f"@prefix {name}: <{wanted}> .",
                    "wanted": wanted,
                },
                place=places.get(name, NOWHERE),
            )


def _usual(scope: Scope) -> Mapping[str, str]:
    """Return the namespaces of the prefixes that the curators write."""
    folders = (scope.published, scope.dataset)
    quads = (
        quad
        for folder in folders
        if folder
        for file in folder.files
        if file.path == prefixes.FILE
        for quad in file.document.quads
    )
    return prefixes.declared_prefixes(quads)


def _is_like(space: str, wanted: str) -> bool:
    if len(space) > 2 * len(wanted):  # comparing takes the product of the lengths
        return False
    return difflib.SequenceMatcher(None, space, wanted).ratio() >= _ALIKE
