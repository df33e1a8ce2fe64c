"""Published facts in a store: the named graphs that state something, and no others."""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import GraphName
from c2c_graph.rdf.terms import Term
from c2c_graph.validation import graphs
from c2c_graph.validation.lookalikes import Lookalikes
from c2c_graph.validation.lookalikes import lookalikes_among
from c2c_graph.validation.names import folded

_ROLES: Final = ("ontology", "data")


@dataclass(frozen=True)
class StoredFacts:
    """The quads that stand in `graphs` of `store`; implements `Published`.

    `index` finds entries that look like others; where it is missing and the store
    is `small`, one is made when it is asked for. `hold` is what keeps the store there
    for as long as it is read.
    """

    name: str
    store: Store
    graphs: frozenset[GraphName]
    index: Lookalikes | None = None
    small: bool = False
    hold: object = field(default=None, repr=False)

    def quads(
        self,
        subject: Term | None = None,
        predicate: NamedNode | None = None,
        value: Term | None = None,
    ) -> Iterator[Quad]:
        """Yield the stated quads that fit, each with its named graph."""
        if isinstance(subject, Literal):
            return
        for quad in self.store.quads_for_pattern(subject, predicate, value, None):
            if quad.graph_name in self.graphs:
                yield quad

    def graph(self, name: str) -> Iterator[Quad]:
        """Yield the stated quads of the graph called `name`."""
        graph = _graph_name(name)
        if graph in self.graphs:
            yield from self.store.quads_for_pattern(None, None, None, graph)

    def named(self, key: str) -> Iterator[Term] | None:
        """Yield what has a name like `key`; None where names are not indexed."""
        if self.small:
            return iter(self._names.get(key, ()))
        return self.index.by_name(key) if self.index is not None else None

    @cached_property
    def lookalikes(self) -> Lookalikes | None:
        """Return what finds entries by name, code or place, if there is an index."""
        if self.index is None and self.small:
            return lookalikes_among(self.quads())
        return self.index

    @cached_property
    def _names(self) -> Mapping[str, list[Term]]:
        found: dict[str, list[Term]] = {}
        for quad in self.quads(None, LABEL):
            if isinstance(quad.object, Literal):
                found.setdefault(folded(quad.object.value), []).append(quad.subject)
        return found


def facts_of(files: Iterable[SourceFile], name: str) -> StoredFacts:
    """Return what the vocabulary and data among `files` state, held in memory."""
    stating = [file for file in files if file.role in _ROLES]
    store = Store()
    store.bulk_extend(graphs.merged(file.document.quads for file in stating))
    return StoredFacts(name, store, frozenset(store.named_graphs()), small=True)


def _graph_name(name: str) -> GraphName:
    return BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name)
