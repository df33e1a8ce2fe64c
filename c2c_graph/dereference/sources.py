"""Say where a fact comes from: its named graph, that graph's sources and licence."""

from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Facts

# sources named for one graph; the graph's own page lists all
SOURCES_LIMIT: Final = 5


@dataclass(frozen=True)
class GraphSource:
    """A named graph as evidence; `more` counts sources that are not listed here."""

    graph: NamedNode
    licenses: tuple[NamedNode, ...]
    sources: tuple[NamedNode, ...]
    more: int
    issued: str

    @property
    def inferred(self) -> bool:
        """Return whether the graph holds what follows from other facts."""
        return str(self.graph.value) == namespaces.INFERRED_GRAPH


def source_of(facts: Facts, graph: NamedNode) -> GraphSource:
    """Return where the facts of `graph` come from, as the graph itself says."""
    sources = _nodes(facts, graph, words.SOURCE)
    issued = next(
        (o.value for o in facts.objects(graph, words.ISSUED) if isinstance(o, Literal)),
        "",
    )
    return GraphSource(
        graph,
        facts.licenses(graph),
        sources[:SOURCES_LIMIT],
        max(0, len(sources) - SOURCES_LIMIT),
        issued,
    )


def _nodes(
    facts: Facts, graph: NamedNode, predicate: NamedNode
) -> tuple[NamedNode, ...]:
    found = islice(facts.objects(graph, predicate), 1_000)
    nodes = (node for node in found if isinstance(node, NamedNode))
    return tuple(sorted(nodes, key=lambda node: str(node.value)))
