"""The small graph that a submission is checked on: itself and what shapes look at.

A shape looks at its focus node and along its walks (see `reach`); what it finds can
change only with a statement on its way. So what is looked at are the nodes that the
submission describes, and, shape by shape, the published ones from which a walk passes
a statement that comes or goes. All is told by look-ups around nodes: the cost goes
with the submission, not with the graph.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.terms import Term
from c2c_graph.validation.changes import Changes
from c2c_graph.validation.following import nodes_before
from c2c_graph.validation.following import start_of
from c2c_graph.validation.following import statements_along
from c2c_graph.validation.reach import Entry
from c2c_graph.validation.reach import Reach
from c2c_graph.validation.targets import Classes
from c2c_graph.validation.targets import Targets
from c2c_graph.validation.views import View

# so many published entries are checked again at most
MOST_AGAIN: Final = 1_000
# an entry of the reach, by its predicate and number, and the node that it starts at
_Way = tuple[NamedNode | None, int, Term]


@dataclass(frozen=True)
class Neighbourhood:
    """What shapes aimed at `targets`, with their `reach`, look at around `changes`."""

    changes: Changes
    targets: Targets
    reach: Reach
    most_again: int = MOST_AGAIN

    @cached_property
    def again(self) -> Mapping[tuple[str, Term], Quad]:
        """Return which shape is to look again at which published node, and why.

        The reason is the statement, coming or going, that its walk passes.
        """
        found: dict[tuple[str, Term], Quad] = {}
        told: set[_Way] = set()
        for statement in self.changes.all:
            for shape, node in self._passing(statement, told):
                if len(found) > self.most_again:
                    return found
                found.setdefault((shape, node), statement)
        return found

    @cached_property
    def left_out(self) -> bool:
        """Return whether more than the most nodes would have to be looked at again."""
        return len(self.again) > self.most_again

    def asked(self, view: View) -> dict[str, list[Term]]:
        """Return which nodes each shape has to look at in `view`."""
        classes = Classes(view)
        asked: dict[str, list[Term]] = {}
        for node in self._sorted(self.changes.subjects):
            for shape in self.targets.shapes_for(classes, node):
                asked.setdefault(shape, []).append(node)
        aimed: dict[Term, frozenset[str]] = {}
        for shape, node in self.again:
            if node not in aimed:
                aimed[node] = self.targets.shapes_for(classes, node)
            if shape in aimed[node]:
                asked.setdefault(shape, []).append(node)
        return asked

    def statements(
        self, view: View, asked: Mapping[str, Iterable[Term]]
    ) -> dict[Quad, None]:
        """Return all of `view` that the shapes look at when `asked` about nodes."""
        found = dict.fromkeys(Classes(view).statements)
        for shape, nodes in asked.items():
            starts = list(nodes)
            for node in starts:
                found.update(dict.fromkeys(view.match(node)))
            for walk in self.reach.walks.get(shape, ()):
                found.update(dict.fromkeys(statements_along(view, starts, walk)))
        return found

    def _passing(self, statement: Quad, told: set[_Way]) -> Iterator[tuple[str, Term]]:
        """Yield each shape with the published nodes from which it passes `statement`.

        Of several changes on a walk the first one is passed from what is published.
        Of statements that a step passes from one node the first one tells all; `told`
        keeps of which nodes it has.
        """
        entries = self.reach.by_predicate
        before = self.changes.before
        for predicate in (statement.predicate, None):
            for number, entry in enumerate(entries.get(predicate, ())):
                start = start_of(statement, entry.walk[entry.at])
                way = (predicate, number, start)
                if way in told or self._is_out_of_reach(start, entry):
                    continue
                told.add(way)
                nodes = nodes_before(before, start, entry.walk, entry.at)
                for node in self._sorted(nodes - self.changes.subjects):
                    if before.match(node):
                        yield entry.shape, node

    def _is_out_of_reach(self, start: Term, entry: Entry) -> bool:
        """Return whether no way of what is published leads to the step in question."""
        step = entry.walk[entry.at]
        last = entry.walk[entry.at - 1] if entry.at else None
        onward = last is not None and not last.inverse and not last.repeated
        if not onward or step.repeated or not isinstance(start, NamedNode):
            return False
        return not self.changes.lookups.is_led_to(start)

    def _sorted(self, nodes: Iterable[Term]) -> list[Term]:
        return sorted(nodes, key=str)
