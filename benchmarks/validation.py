"""A submission of 1,000 triples: against the shipped graph, and two million triples.

Compared with plain pySHACL over the whole shipped graph with the submission, whose
results have to be the same.
"""

import datetime
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Quad

from benchmarks.release import Corpus
from benchmarks.rounds import Length
from benchmarks.submission import submission
from benchmarks.table import Row
from benchmarks.table import at_most
from benchmarks.table import spread
from c2c_graph.release import published_facts
from c2c_graph.validation import graphs
from c2c_graph.validation import shapes
from c2c_graph.validation.changes import Changes
from c2c_graph.validation.derived import derived
from c2c_graph.validation.facts import Published
from c2c_graph.validation.lookups import Lookups
from c2c_graph.validation.outcomes import Key
from c2c_graph.validation.outcomes import key_of
from c2c_graph.validation.outcomes import outcome
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted

_TODAY: Final = datetime.date(2026, 11, 22)
_MOST_SECONDS: Final = 1
_MOST_TIMES: Final = 1.5


@dataclass(frozen=True)
class _Validating:
    """What is validated each time, and by what."""

    handed_in: Submitted
    book: Rulebook

    def seconds(self, published: Published) -> float:
        """Return what one validation takes."""
        begun = time.perf_counter()
        validate(self.handed_in, published, today=_TODAY, rulebook=self.book)
        return time.perf_counter() - begun

    def new(self, published: Published) -> set[Key]:
        """Return the results of the shapes that are new."""
        changes = Changes(self.handed_in, Lookups(published))
        return set(map(key_of, outcome(changes, self.book, "en", _TODAY).new))


def validation(corpus: Corpus, length: Length) -> list[Row]:
    """Return the rows of a submission against both graphs, and of plain pySHACL."""
    measured = _Validating(submission(), Rulebook.packaged())
    shipped = published_facts.packaged()
    large = published_facts.released(corpus.open())
    for published in (shipped, large):
        measured.seconds(published)  # what is read once is not counted
    rounds = [
        (measured.seconds(shipped), measured.seconds(large))
        for _ in range(length.rounds)
    ]
    small, big = ([pair[at] for pair in rounds] for at in (0, 1))
    one, other = statistics.median(small), statistics.median(big)
    (size,) = {len(document.quads) for document in measured.handed_in.documents}
    name = f"submission of {size:,} triples"
    return [
        _within(f"{name}, shipped graph", small),
        _within(f"{name}, two million triples", big),
        at_most(
            f"{name}, the larger graph against the smaller",
            spread(big, "s", ",.2f"),
            spread(small, "s", ",.2f"),
            other / one,
            _MOST_TIMES,
        ),
        _plainly(name, measured, shipped, one),
    ]


def _within(name: str, seconds: list[float]) -> Row:
    found = statistics.median(seconds)
    return at_most(name, spread(seconds, "s", ",.2f"), "", found, _MOST_SECONDS)


def _plainly(
    name: str, measured: _Validating, published: Published, ours: float
) -> Row:
    """Return the row of pySHACL over all of the graph, without and with what is new."""
    stated = (document.quads for document in measured.handed_in.documents)
    before = list(published.quads())
    after = [*before, *graphs.merged(stated)]
    was = set(_found(before, measured.book))
    begun = time.perf_counter()
    found = set(_found(after, measured.book))
    seconds = time.perf_counter() - begun
    new = measured.new(published)
    same = new == found - was
    agreed = f"{len(new)} new results, the same" if same else "other results"
    return Row(
        f"{name}, plain pySHACL over the whole shipped graph",
        f"{ours:,.2f} s",
        f"{seconds:,.1f} s; {agreed}",
        seconds / ours,
        "the same results",
        same,
    )


def _found(quads: list[Quad], book: Rulebook) -> Iterator[Key]:
    seen = [*quads, *derived(quads, _TODAY)]
    rules = shapes.shapes_graph(Scope(book.dataset))
    for remark in shapes.validate(graphs.memory_store(seen), rules, "en"):
        yield key_of(remark)
