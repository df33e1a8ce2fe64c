"""What was published once and is no more, as `data/retired.ttl` tells it.

An entry that was *withdrawn* says when (dcterms:modified) and why (rdfs:comment), and
may name what replaces it (dcterms:isReplacedBy). One that was *merged* turned out to
be the same thing as another: it names that one by prov:alternateOf as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Fact
from c2c_graph.dereference.facts import Facts

GRAPH: Final = NamedNode(namespaces.graph_iri("data/retired.ttl"))
WHEN: Final = words.DCTERMS + "modified"
WHY: Final = words.RDFS + "comment"
REPLACED: Final = words.DCTERMS + "isReplacedBy"
SAME: Final = words.PROV + "alternateOf"


@dataclass(frozen=True)
class Retired:
    """An entry that is no more.

    `when` is a date, empty where none is told; `merged` is the IRI of the entry of
    ours that stands for it now, empty where it was withdrawn.
    """

    iri: str
    when: str
    reasons: tuple[Literal, ...]
    replacements: tuple[NamedNode, ...]
    merged: str = ""


def retired(facts: Facts, iri: str) -> Retired | None:
    """Return what became of `iri`, or nothing where it is not retired."""
    stated = [f for f in facts.about(NamedNode(iri)) if GRAPH in f.graphs]
    if not stated:
        return None
    dates = (value for value in _values(stated, WHEN) if isinstance(value, Literal))
    reasons = (value for value in _values(stated, WHY) if isinstance(value, Literal))
    same = (node.value for node in _nodes(stated, SAME))
    return Retired(
        iri,
        next((date.value for date in dates), ""),
        tuple(reasons),
        tuple(_nodes(stated, REPLACED)),
        next((other for other in same if namespaces.is_ours(other)), ""),
    )


def _nodes(facts: list[Fact], predicate: str) -> Iterator[NamedNode]:
    found = _values(facts, predicate)
    nodes = [node for node in found if isinstance(node, NamedNode)]
    return iter(sorted(nodes, key=str))


def _values(facts: list[Fact], predicate: str) -> Iterator[object]:
    return (fact.value for fact in facts if fact.predicate == predicate)
