"""Count things by country, network and theme: the groups people ask for most.

A group that a change does not touch is not counted again.
"""

from collections.abc import Iterable
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Quad
from pyoxigraph import QuerySolutions
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.rdf.terms import ORG
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term

_C2C: Final = namespaces.TERMS
_COUNTRY: Final = _C2C + "Country"
_NETWORK: Final = _C2C + "CityNetwork"
_THEME: Final = _C2C + "ThematicArea"
_ABOUT: Final = (_C2C + "thematicArea",)


@dataclass(frozen=True)
class Grouping:
    """How many things of `counted` lead over `path` to each thing of class `by`.

    Each thing counts once for what it leads to, however many ways there are.
    """

    name: str
    label: str
    counted: str
    path: tuple[str, ...]
    by: str

    def is_touched(self, predicates: Set[str], types: Set[str]) -> bool:
        """Return whether triples with `predicates`, or types, can change a number."""
        return not predicates.isdisjoint(self.path) or bool(
            types & {self.counted, self.by}
        )


Groups = dict[tuple[str, str], int]

GROUPINGS: Final = (
    Grouping(
        "cities-by-country",
        "Cities by country",
        _C2C + "City",
        (_C2C + "country",),
        _COUNTRY,
    ),
    Grouping(
        "memberships-by-country",
        "Memberships of a country's cities, past ones too",
        _C2C + "Membership",
        (_C2C + "memberCity", _C2C + "country"),
        _COUNTRY,
    ),
    Grouping(
        "commitments-by-country",
        "Commitments of a country's cities",
        _C2C + "Commitment",
        (_C2C + "madeBy", _C2C + "country"),
        _COUNTRY,
    ),
    Grouping(
        "cities-by-network",
        "Cities that are or have been members, by network",
        _C2C + "City",
        (_C2C + "hasBeenMemberOf",),
        _NETWORK,
    ),
    Grouping(
        "memberships-by-network",
        "Memberships by network, past ones too",
        _C2C + "Membership",
        (ORG + "organization",),
        _NETWORK,
    ),
    Grouping(
        "commitments-by-network",
        "Commitments that a network made itself",
        _C2C + "Commitment",
        (_C2C + "madeBy",),
        _NETWORK,
    ),
    Grouping(
        "member-commitments-by-network",
        "Commitments of cities that are or have been members, by network",
        _C2C + "Commitment",
        (_C2C + "madeBy", _C2C + "hasBeenMemberOf"),
        _NETWORK,
    ),
    Grouping(
        "observations-by-network",
        "Dated figures by the network they are about",
        _C2C + "Observation",
        (SCHEMA + "observationAbout",),
        _NETWORK,
    ),
    Grouping(
        "networks-by-theme", "Networks by thematic area", _NETWORK, _ABOUT, _THEME
    ),
    Grouping(
        "commitments-by-theme",
        "Commitments by thematic area",
        _C2C + "Commitment",
        _ABOUT,
        _THEME,
    ),
    Grouping(
        "initiatives-by-theme",
        "Initiatives by thematic area",
        _C2C + "Initiative",
        _ABOUT,
        _THEME,
    ),
    Grouping(
        "case-studies-by-theme",
        "Case studies by thematic area",
        _C2C + "CaseStudy",
        _ABOUT,
        _THEME,
    ),
)


def count_groups(store: Store, groupings: Iterable[Grouping] = GROUPINGS) -> Groups:
    """Return, by name of the grouping and IRI, how many things each leads to."""
    counts: Groups = {}
    for grouping in groupings:
        found = store.query(_query(grouping))
        assert isinstance(found, QuerySolutions)
        for row in found:
            counts[grouping.name, row["to"].value] = int(row["count"].value)
    return counts


def count_touched(store: Store, last: Groups, changed: Set[Quad]) -> Groups:
    """Return the numbers after a change of the default graph's `changed` quads.

    `last` are those before it; `store` is as it is now.
    """
    predicates = {quad.predicate.value for quad in changed}
    types = {_iri(quad.object) for quad in changed if quad.predicate == TYPE}
    touched = [g for g in GROUPINGS if g.is_touched(predicates, types)]
    names = {grouping.name for grouping in touched}
    kept = {key: count for key, count in last.items() if key[0] not in names}
    return kept | count_groups(store, touched)


def _query(grouping: Grouping) -> str:
    # sub-selects make the engine join by hash: an eighth of the time
    nodes = ["?thing", *(f"?step{n}" for n in range(1, len(grouping.path))), "?to"]
    steps = zip(nodes, grouping.path, nodes[1:], strict=False)
    joined = "\n".join(f"{{ SELECT {a} {b} {{ {a} <{p}> {b} }} }}" for a, p, b in steps)
    return (
        f"SELECT ?to (COUNT(DISTINCT ?thing) AS ?count) WHERE {{\n{joined}\n"
        f"{{ SELECT ?thing {{ ?thing a <{grouping.counted}> }} }}\n"
        f"{{ SELECT ?to {{ ?to a <{grouping.by}> FILTER(isIRI(?to)) }} }}\n"
        "} GROUP BY ?to"
    )


def _iri(term: Term) -> str:
    return str(getattr(term, "value", ""))
