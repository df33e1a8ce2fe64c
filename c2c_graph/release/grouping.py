"""Count things by country, network and theme: the groups people ask for most.

After a change, only those groups are counted again that it may have touched.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Set
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import QuerySolutions
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.rdf.terms import ORG
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.release.inference import nodes_among

_C2C: Final = namespaces.TERMS
_COUNTRY: Final = _C2C + "Country"
_NETWORK: Final = _C2C + "CityNetwork"
_THEME: Final = _C2C + "ThematicArea"
_MERGE: Final = DefaultGraph()
# past this, counting all of a grouping is as fast
_MANY: Final = 200
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


Groups = dict[tuple[str, str], int]
_Changed = Mapping[NamedNode, set[Quad]]

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


def count_groups(store: Store) -> Groups:
    """Return, by name of the grouping and IRI, how many things lead to what."""
    counts: Groups = {}
    for grouping in GROUPINGS:
        counts.update(_counted(store, grouping, _of_all(grouping)))
    return counts


def count_touched(store: Store, last: Groups, changed: Set[Quad]) -> Groups:
    """Return the numbers after a change of the default graph's `changed` quads.

    `last` are those before it; `store` is as it is now.
    """
    counts = dict(last)
    by_predicate: dict[NamedNode, set[Quad]] = defaultdict(set)
    for quad in changed:
        by_predicate[quad.predicate].add(quad)
    for grouping in GROUPINGS:
        touched = _touched(store, grouping, by_predicate)
        names = {node.value for node in touched}
        if len(touched) > _MANY:
            names = {iri for name, iri in counts if name == grouping.name}
        for iri in names:
            counts.pop((grouping.name, iri), None)
        if touched:
            few = len(touched) <= _MANY
            query = _of_some(grouping, touched) if few else _of_all(grouping)
            counts.update(_counted(store, grouping, query))
    return counts


def _touched(store: Store, grouping: Grouping, changed: _Changed) -> set[NamedNode]:
    """Return the nodes whose number may be another; there may be too many.

    A way from a thing to a node that came or went has a changed triple: from that one
    on, the way either stands in the store or has changed triples again.
    """
    typed = changed.get(TYPE, set())
    ahead = {q.subject for q in typed if _iri(q.object) == grouping.counted}
    for name in grouping.path:
        step = NamedNode(name)
        further = {
            quad.object
            for node in ahead
            for quad in store.quads_for_pattern(node, step, None, _MERGE)
        }
        ahead = nodes_among(further | {quad.object for quad in changed.get(step, ())})
    ahead |= {q.subject for q in typed if _iri(q.object) == grouping.by}
    return {node for node in ahead if isinstance(node, NamedNode)}


def _counted(store: Store, grouping: Grouping, query: str) -> Groups:
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return {(grouping.name, row["to"].value): int(row["count"].value) for row in found}


def _of_all(grouping: Grouping) -> str:
    # sub-selects make the engine join by hash: an eighth of the time of look-ups
    joined = "\n".join(
        f"{{ SELECT {start} {end} {{ {start} <{step}> {end} }} }}"
        for start, step, end in _steps(grouping)
    )
    return (
        f"SELECT ?to (COUNT(DISTINCT ?thing) AS ?count) WHERE {{\n{joined}\n"
        f"{{ SELECT ?thing {{ ?thing a <{grouping.counted}> }} }}\n"
        f"{{ SELECT ?to {{ ?to a <{grouping.by}> FILTER(isIRI(?to)) }} }}\n"
        "} GROUP BY ?to"
    )


def _of_some(grouping: Grouping, nodes: Iterable[NamedNode]) -> str:
    patterns = "".join(f"{start} <{p}> {end} . " for start, p, end in _steps(grouping))
    return (
        "SELECT ?to (COUNT(DISTINCT ?thing) AS ?count) WHERE {\n"
        f"VALUES ?to {{ {' '.join(map(str, nodes))} }} {patterns}"
        f"?thing a <{grouping.counted}> . ?to a <{grouping.by}> }} GROUP BY ?to"
    )


def _steps(grouping: Grouping) -> Iterator[tuple[str, str, str]]:
    between = [f"?step{number}" for number in range(1, len(grouping.path))]
    nodes = ["?thing", *between, "?to"]
    return zip(nodes, grouping.path, nodes[1:], strict=False)


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""
