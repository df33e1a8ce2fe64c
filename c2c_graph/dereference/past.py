"""Read a past release as one reads the newest, without a store of it."""

from typing import cast

from pyoxigraph import NamedNode
from pyoxigraph import Store

from c2c_graph.dereference.facts import Facts
from c2c_graph.release.history import History
from c2c_graph.release.past_quads import PastQuads


class PastFacts(Facts):
    """The facts of a past release; what `facts` says now is where they come from.

    Its `store` answers patterns with a subject or an object that is a node, and
    nothing else. Of a hub it may tell others of the many that point there than the
    release itself would, which tells only some.
    """

    def __init__(self, facts: Facts, quads: PastQuads) -> None:
        # all that facts ask of a store is told by both
        super().__init__(cast(Store, quads))
        self._now = facts
        self._quads = quads

    def _read_predicates(self) -> tuple[NamedNode, ...]:
        every = {*self._now.predicates(), *self._quads.predicates_gone()}
        return tuple(sorted(every, key=lambda predicate: predicate.value))


def past_facts(facts: Facts, history: History, number: int) -> Facts:
    """Return what the release `number` said; `facts` are those of `history`'s.

    Look-ups are bounded as those of `facts` are. Raise `errors.UnknownRelease` where
    there was no such release, `errors.NoRelease` where it is not known what changed
    since, and later, `errors.EngineUnavailable` where the index cannot be read.
    """
    if number == history.number:
        return facts
    return PastFacts(facts, PastQuads(facts.store, history, number))
