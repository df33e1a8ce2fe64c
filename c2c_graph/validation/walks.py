"""Walks from a node over its neighbours, written as SPARQL property paths.

`c2c:memberCity/^c2c:memberCity/(schema:startDate|schema:endDate)` goes to the city,
back to all its memberships, and on to their dates. Of SPARQL 1.1 §9 there are `/`,
`^` before a step, `|` inside brackets, and `*` or `+` behind a step, which both mean:
as often as it goes on.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import errors
from c2c_graph.rdf.terms import TYPE

_NAME: Final = r"(?:<[^<>]*>|[^\s()|/^*+<>]+)"
_STEP: Final = re.compile(
    rf"(?P<back>\^)?(?:(?P<one>{_NAME})|\((?P<several>{_NAME}(?:\|{_NAME})*)\))"
    r"(?P<again>[*+])?(?:/|$)"
)


@dataclass(frozen=True)
class Step:
    """From a node along any of `predicates`, backwards where `inverse`.

    Without predicates it goes along all of them; `repeated` as often as it goes on.
    """

    predicates: frozenset[NamedNode] = frozenset()
    inverse: bool = False
    repeated: bool = False


Walk = tuple[Step, ...]


def step(*predicates: NamedNode, inverse: bool = False) -> Step:
    """Return the step along any of `predicates`."""
    return Step(frozenset(predicates), inverse)


def parse(text: str, prefixes: Mapping[str, str]) -> Walk:
    """Return the walk that `text` writes; raise `errors.DatasetUnreadable`."""
    steps: list[Step] = []
    place = 0
    while place < len(text):
        found = _STEP.match(text, place)
        if found is None:
            raise errors.DatasetUnreadable(
                f"{text[place:]!r} in the reach {text!r} is no step: write "
                "c2c:country, ^c2c:country, (c2c:country|c2c:within) or c2c:within*"
            )
        names = (found["one"] or found["several"]).split("|")
        predicates = frozenset(_node(name, prefixes, text) for name in names)
        steps.append(Step(predicates, bool(found["back"]), bool(found["again"])))
        place = found.end()
    return tuple(steps)


def _node(name: str, prefixes: Mapping[str, str], text: str) -> NamedNode:
    if name == "a":
        return TYPE
    if name.startswith("<"):
        return NamedNode(name[1:-1])
    prefix, colon, local = name.partition(":")
    if not colon or prefix not in prefixes:
        raise errors.DatasetUnreadable(
            f"{name!r} in the reach {text!r} has no known prefix; "
            "declare it in ontology/prefixes.ttl"
        )
    return NamedNode(prefixes[prefix] + local)


def backwards(walk: Walk) -> Walk:
    """Return `walk` from its end to its start."""
    return tuple(Step(s.predicates, not s.inverse, s.repeated) for s in walk[::-1])
