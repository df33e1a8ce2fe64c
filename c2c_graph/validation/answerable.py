"""What a submission answers for as a whole: what it may say, and what it leaves.

These rules hold for what is handed in, not for a dataset at home.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import namespaces
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.changes import Changes
from c2c_graph.validation.outcomes import Outcome
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.views import graph_of

_DATASET: Final = NamedNode(VOID + "Dataset")


@dataclass(frozen=True)
class Answerable:
    """A submission as `scope`, what it `changes` and what shapes made of it.

    `single` are the properties that have one value at most.
    """

    scope: Scope
    changes: Changes
    outcome: Outcome
    single: frozenset[NamedNode]

    def remarks(self) -> Iterator[Remark]:
        """Yield what is wrong or odd with the submission as a whole."""
        yield from self._unchecked()
        yield from self._undescribed()
        yield from self._restated()
        yield from self._gone()
        yield from self._left_dangling()
        yield from self._cut()

    def _unchecked(self) -> Iterator[Remark]:
        if not self.outcome.looked_at and not self.changes.removed:
            file = next(iter(self.scope.files), None)
            yield Remark("nothing-to-check", file=file)

    def _undescribed(self) -> Iterator[Remark]:
        if not self._own_graphs and self.outcome.looked_at:
            yield Remark("submission-undescribed", file=self.scope.files[0])

    def _restated(self) -> Iterator[Remark]:
        """Yield each statement about a published entry that only one graph makes."""
        for statement in self.scope.statements:
            quad = statement.quad
            if quad.predicate == LABEL or quad.predicate in self.single:
                published = self._published(quad)
                if published is not None:
                    yield Remark.about(
                        "restates-published",
                        statement,
                        this=quad.subject,
                        graph=NamedNode(graph_of(published)),
                        published=published.object,
                    )

    def _published(self, quad: Quad) -> Quad | None:
        """Return what another graph says in the place of `quad`, if it says it."""
        if not isinstance(quad.subject, NamedNode):
            return None
        lookups = self.changes.lookups
        for other in lookups.quads((quad.subject, quad.predicate, None)):
            elsewhere = graph_of(other) not in self._own_graphs
            same = quad.predicate != LABEL or _language(other) == _language(quad)
            if elsewhere and same:
                return other
        return None

    @cached_property
    def _own_graphs(self) -> frozenset[str]:
        """Return the graphs that are handed in: those replaced or described."""
        described = (
            text_of(quad.subject)
            for quad in self.changes.statements.quads
            if quad.predicate == TYPE and quad.object == _DATASET
        )
        return self.changes.submitted.replaces.union(described)

    def _gone(self) -> Iterator[Remark]:
        """Yield each lasting IRI that nobody would describe any more."""
        for node in dict.fromkeys(q.subject for q in self.changes.removed):
            lasting = isinstance(node, NamedNode) and node.value.startswith(
                namespaces.LASTING
            )
            if lasting and not self.changes.after.match(node):
                yield Remark("iri-gone", node, None, node)

    def _left_dangling(self) -> Iterator[Remark]:
        """Yield each published link to what would not be described any more."""
        after = self.changes.after
        typed = (q.subject for q in self.changes.removed if q.predicate == TYPE)
        for node in dict.fromkeys(typed):
            if not after.match(node, TYPE):
                for quad in after.match(None, None, node):
                    if quad not in self.changes.statements:
                        yield Remark("dangling-iri", quad.subject, quad.predicate, node)

    def _cut(self) -> Iterator[Remark]:
        lookups = self.changes.lookups
        for node in sorted({_known(key) for key in lookups.cut}, key=str):
            details: dict[str, str | Term] = {"most": str(lookups.most), "node": node}
            yield Remark("not-all-checked", details=details)
        if self.outcome.left_out:
            most = str(len(self.outcome.causes))
            yield Remark("not-all-checked-again", details={"most": most})


def _language(quad: Quad) -> str | None:
    return quad.object.language if isinstance(quad.object, Literal) else None


def _known(key: tuple[Term | None, NamedNode | None, Term | None]) -> Term:
    subject, predicate, value = key
    found = subject or value or predicate
    assert found is not None
    return found
