"""What a submission changes: the statements that it adds and those that it takes."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Quad

from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.validation import graphs
from c2c_graph.validation.derived import NAME_KEY
from c2c_graph.validation.lookups import MOST
from c2c_graph.validation.lookups import Lookups
from c2c_graph.validation.submitted import Submitted
from c2c_graph.validation.views import AsItWouldBe
from c2c_graph.validation.views import AsPublished
from c2c_graph.validation.views import Statements
from c2c_graph.validation.views import View
from c2c_graph.validation.views import bare


@dataclass(frozen=True)
class Changes:
    """What `submitted` does to what `lookups` find published."""

    submitted: Submitted
    lookups: Lookups

    @cached_property
    def statements(self) -> Statements:
        """Return what is stated, blank nodes of several documents kept apart."""
        documents = (document.quads for document in self.submitted.documents)
        return Statements(graphs.merged(documents))

    @cached_property
    def before(self) -> AsPublished:
        """Return the graph as it is published."""
        return AsPublished(self.lookups)

    @cached_property
    def after(self) -> AsItWouldBe:
        """Return the graph as it would be."""
        replaced = self.submitted.replaces
        return AsItWouldBe(self.lookups, self.statements, replaced)

    @cached_property
    def subjects(self) -> frozenset[Term]:
        """Return what the submission describes, and what it takes statements from."""
        stated = (quad.subject for quad in self.statements.quads)
        return frozenset(stated).union(quad.subject for quad in self.removed)

    @cached_property
    def added(self) -> tuple[Quad, ...]:
        """Return the statements that are not published yet."""
        quads = self.statements.quads
        return tuple(q for q in quads if not _says(self.before, q))

    @cached_property
    def removed(self) -> tuple[Quad, ...]:
        """Return the published statements that nobody would make any more."""
        found = self.lookups.published
        replaced = (q for name in self.submitted.replaces for q in found.graph(name))
        quads = dict.fromkeys(bare(quad) for quad in replaced)
        return tuple(q for q in quads if not _says(self.after, q))

    @cached_property
    def all(self) -> tuple[Quad, ...]:
        """Return what is added and removed, and the names that come or go with it."""
        return (*self.added, *self.removed, *self._names())

    def _names(self) -> Iterator[Quad]:
        named = {LABEL, TYPE}
        quads = (*self.added, *self.removed)
        for node in dict.fromkeys(q.subject for q in quads if q.predicate in named):
            before, after = _names_of(self.before, node), _names_of(self.after, node)
            yield from before ^ after


def _names_of(view: View, node: Term) -> set[Quad]:
    return set(view.match(node, NAME_KEY))


def _says(view: View, quad: Quad) -> bool:
    said = view.match(quad.subject)
    # of a node with very much said of it not all is looked up
    return quad in said or (
        len(said) >= MOST
        and bool(view.match(quad.subject, quad.predicate, quad.object))
    )
