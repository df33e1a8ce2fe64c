"""What a past release said, from the store of a newer one and what changed since.

The quads of a past release are those of the newer one that nothing has changed since,
and of the changed ones those that were to go next. So no store of the past is needed,
and a look-up costs what it costs today, and a look at the changes of its node.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Final
from typing import NamedTuple

from pyoxigraph import DefaultGraph
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store
from pyoxigraph import Triple

from c2c_graph import errors
from c2c_graph.rdf.literals import changed_by_store
from c2c_graph.rdf.terms import GraphName
from c2c_graph.rdf.terms import Node
from c2c_graph.rdf.terms import Term
from c2c_graph.release.chronicle_rows import key_of
from c2c_graph.release.history import History
from c2c_graph.release.nquads import name_of
from c2c_graph.release.nquads import quads_of

_MERGE: Final = DefaultGraph()
# nodes whose changes are kept in memory
_REMEMBERED: Final = 2_000
# quads read at once of those that pointed to a node
_PAGE: Final = 500


class _Pattern(NamedTuple):
    subject: Node | None
    predicate: NamedNode | None
    object: Term | None

    def fits(self, quad: Quad) -> bool:
        return (
            self.subject in (None, quad.subject)
            and self.predicate in (None, quad.predicate)
            and self.object in (None, quad.object)
        )


@dataclass(frozen=True)
class _Changes:
    """The quads of one node that have come or gone since, and whether they were there.

    `triples` are what they state.
    """

    was_there: Mapping[Quad, bool]
    triples: frozenset[Triple]


class PastQuads:
    """The quads of the release `number`, asked for as a store is asked.

    `store` is that of the release of `history`. Quads that changed since come last,
    all others in the order of the store. A literal is told as the store writes it.
    Where the files said one value in two ways (`1` and `01`), which is one quad for a
    store, and one of them came or went since, this may be wrong about it; `c2c check`
    lets no such literal pass. Raise `errors.UnknownRelease` where there was no such
    release, `errors.NoRelease` where it is not known what changed since.
    """

    def __init__(self, store: Store, history: History, number: int) -> None:
        history.created(number)  # raises where there was none
        if not history.is_known_since(number):
            raise errors.NoRelease(
                f"what changed since release {number} is not known: restore the "
                "folders of all later releases, and remove history.sqlite"
            )
        self._store = store
        self._index = history.index
        self._span = (number, history.number)
        then, now = (history.manifest(n).graphs for n in self._span)
        self._graphs = tuple(name_of(e.iri) for e in then if e.triples)
        self._merged_graphs = frozenset(name_of(e.iri) for e in then if e.merged)
        # a graph that has entered or left the merge has changed none of its quads
        roles = {entry.iri: entry.merged for entry in now}
        self._is_moved = any(e.merged != roles.get(e.iri, e.merged) for e in then)
        self._changes = lru_cache(_REMEMBERED)(self._read_changes)

    def named_graphs(self) -> Iterator[GraphName]:
        """Yield the names of the graphs that hold anything."""
        return iter(self._graphs)

    def predicates_gone(self) -> tuple[NamedNode, ...]:
        """Return every predicate of a quad that may have gone since."""
        found = self._index.rows("SELECT iri FROM predicate")
        return tuple(NamedNode(iri) for (iri,) in found)

    def quads_for_pattern(
        self,
        subject: Node | None,
        predicate: NamedNode | None,
        object: Term | None,
        graph_name: GraphName | DefaultGraph | None = None,
    ) -> Iterator[Quad]:
        """Yield the quads that fit a subject, or a node as object, or both.

        Those of all graphs, the default graph too, unless `graph_name` is given.
        """
        pattern = _Pattern(subject, predicate, object)
        if graph_name is None:
            return chain(self._merge(pattern), self._named(pattern, None))
        if isinstance(graph_name, DefaultGraph):
            return self._merge(pattern)
        return self._named(pattern, graph_name)

    def _named(self, pattern: _Pattern, graph: GraphName | None) -> Iterator[Quad]:
        for quad in self._store.quads_for_pattern(*pattern, graph):
            if quad.graph_name != _MERGE and quad not in self._of(quad).was_there:
                yield quad
        for quad in self._changed(pattern):
            if graph in (None, quad.graph_name) and self._of(quad).was_there[quad]:
                yield quad

    def _merge(self, pattern: _Pattern) -> Iterator[Quad]:
        if self._is_moved:
            yield from self._merged(quad.triple for quad in self._named(pattern, None))
            return
        for quad in self._store.quads_for_pattern(*pattern, _MERGE):
            if quad.triple not in self._of(quad).triples:
                yield quad
        yield from self._merged(quad.triple for quad in self._changed(pattern))

    def _merged(self, triples: Iterable[Triple]) -> Iterator[Quad]:
        """Yield, each once, those of `triples` that a merged graph stated."""
        seen: set[Triple] = set()
        for triple in triples:
            if triple not in seen:
                seen.add(triple)
                found = self._named(_Pattern(*triple), None)
                if any(quad.graph_name in self._merged_graphs for quad in found):
                    yield Quad(triple.subject, triple.predicate, triple.object, _MERGE)

    def _changed(self, pattern: _Pattern) -> Iterator[Quad]:
        """Yield the quads that came or went since and fit, each once."""
        if pattern.subject is not None:
            found = iter(self._changes(pattern.subject).was_there)
        else:
            assert pattern.object is not None
            found = iter(dict.fromkeys(self._read_pointing(pattern.object)))
        return (quad for quad in found if pattern.fits(quad))

    def _of(self, quad: Quad) -> _Changes:
        return self._changes(quad.subject)

    def _read_changes(self, node: Node) -> _Changes:
        # of the columns that are not grouped, SQLite gives those of the first release
        rows = self._index.rows(
            "SELECT quad, added, min(number) FROM change"
            " WHERE subject = ? AND number > ? AND number <= ? GROUP BY quad",
            key_of(str(node)),
            *self._span,
        )
        was_there: dict[Quad, bool] = {}
        quads = _read(row[0] for row in rows)
        for quad, (_, added, _) in zip(quads, rows, strict=True):
            if quad.subject == node:
                was_there[quad] = was_there.get(quad, False) or not added
        return _Changes(was_there, frozenset(quad.triple for quad in was_there))

    def _read_pointing(self, node: Term) -> Iterator[Quad]:
        last = 0
        while rows := self._index.rows(
            "SELECT id, quad FROM change WHERE object = ? AND id > ?"
            " AND number > ? AND number <= ? ORDER BY id LIMIT ?",
            key_of(str(node)),
            last,
            *self._span,
            _PAGE,
        ):
            yield from _read(quad for _, quad in rows)
            last = rows[-1][0]


def _read(lines: Iterable[bytes]) -> Iterator[Quad]:
    """Yield what `lines` of N-Quads say, as a store gives it back."""
    for quad in quads_of(b"".join(lines)):
        value = quad.object
        stored = changed_by_store(value) if isinstance(value, Literal) else None
        yield Quad(quad.subject, quad.predicate, stored or value, quad.graph_name)
