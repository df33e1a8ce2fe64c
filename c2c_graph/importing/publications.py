"""Describe the documents that a row cites, each once and in one file."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.importing import nodes
from c2c_graph.importing.addresses import host
from c2c_graph.importing.addresses import publication_key
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE

HOME: Final = "https://zerotracker.net/"
PUBLISHER: Final = nodes.thing("organization", "net-zero-tracker")
_NAMED = 3


@dataclass(frozen=True)
class Library:
    """The publications that other files describe: all of them, and by address."""

    described: frozenset[NamedNode]
    by_address: Mapping[str, NamedNode]

    def publication(self, address: str) -> NamedNode:
        """Return the publication at `address`: the one described, or its own key."""
        found = self.by_address.get(address)
        return found or nodes.thing("publication", publication_key(address))


def read_library(triples: Iterable[Triple]) -> Library:
    """Return the publications that `triples` describe."""
    pairs = [
        (triple.subject, triple)
        for triple in triples
        if isinstance(triple.subject, NamedNode)
    ]
    by_address = {
        triple.object.value: subject
        for subject, triple in pairs
        if triple.predicate == nodes.URL and isinstance(triple.object, NamedNode)
    }
    return Library(frozenset(subject for subject, _ in pairs), by_address)


def snapshot(day: date) -> NamedNode:
    """Return the IRI of the tracker's table as it stood on `day`."""
    return nodes.thing("publication", f"net-zero-tracker-{day.isoformat()}")


def describe_snapshot(day: date) -> list[Triple]:
    """Return what is stated of the tracker's table of `day`, and of the tracker."""
    written = f"{day.day} {day:%B} {day.year}"
    title = nodes.english(f"Net Zero Tracker: targets of cities, {written}")
    # the credit that the tracker asks for (zerotracker.net/methodology)
    credit = (
        "Net Zero Tracker. Energy and Climate Intelligence Unit, Data-Driven "
        f"EnviroLab, NewClimate Institute, Oxford Net Zero. {day.year}. CC BY 4.0."
    )
    return [
        *nodes.statements(
            snapshot(day),
            (TYPE, nodes.term("Publication")),
            (LABEL, title),
            (nodes.TITLE, title),
            (nodes.KIND, nodes.concept("publication-type", "data-set")),
            (nodes.ISSUED, nodes.date(day.isoformat())),
            (nodes.LICENCE, nodes.CC_BY),
            (nodes.PUBLISHER, PUBLISHER),
            (nodes.CITATION, nodes.english(credit)),
            (nodes.URL, NamedNode(HOME)),
        ),
        *nodes.statements(
            PUBLISHER,
            (TYPE, nodes.ORGANIZATION),
            (LABEL, nodes.english("Net Zero Tracker")),
            (nodes.SOURCE, snapshot(day)),
            (nodes.URL, NamedNode(HOME)),
        ),
    ]


def describe_cited(
    cited: Mapping[str, Iterable[str]], library: Library
) -> list[Triple]:
    """Return what is stated of each address in `cited`: the cities it is cited for.

    The titles are ours; the documents themselves were not read. What `library`
    describes is left to it.
    """
    found = []
    # addresses that differ only in what a key folds are one publication
    alike: dict[NamedNode, list[str]] = defaultdict(list)
    for address in cited:
        alike[library.publication(address)].append(address)
    for node, addresses in alike.items():
        if node in library.described:
            continue
        names = sorted({name for address in addresses for name in cited[address]})
        title = nodes.english(f"{host(addresses[0])}: source on {_listed(names)}")
        found += nodes.statements(
            node,
            (TYPE, nodes.term("Publication")),
            (LABEL, title),
            (nodes.TITLE, title),
            (nodes.URL, NamedNode(max(addresses))),
        )
    return found


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    if len(names) > _NAMED:
        return f"{names[0]} and {len(names) - 1} more cities"
    return f"{', '.join(names[:-1])} and {names[-1]}"
