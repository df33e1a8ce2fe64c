"""What the shapes find in the graph as it would be, held against what is published."""

import datetime
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Quad

from c2c_graph.rdf.terms import Term
from c2c_graph.validation import graphs
from c2c_graph.validation.changes import Changes
from c2c_graph.validation.derived import day_of_run
from c2c_graph.validation.neighbourhood import Neighbourhood
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.told_once import is_more_telling
from c2c_graph.validation.views import View

# what makes two results the same: shape, focus node, path, value
Key = tuple[str, Term | None, Term | None, Term | None]


@dataclass(frozen=True)
class Outcome:
    """Results that are `new`, that are `gone`, and those that were there and stay.

    `causes` tells why a published node was looked at again, `looked_at` which nodes
    of the submission a shape was aimed at, `left_out` whether more published ones
    would have had to be. `context` is all that was looked at.
    """

    new: tuple[Remark, ...]
    gone: tuple[Remark, ...]
    stay: tuple[Remark, ...]
    causes: Mapping[tuple[str, Term], Quad]
    looked_at: frozenset[Term]
    context: tuple[Quad, ...]
    left_out: bool = False


def outcome(
    changes: Changes, book: Rulebook, language: str, today: datetime.date
) -> Outcome:
    """Return what the shapes of `book` find by `changes`, told in `language`."""
    targets = book.shapes(book.codes(changes.after)).targets
    hood = Neighbourhood(changes, targets, book.reach)
    asked, context = _gathered(hood, changes.after)
    after = _found(book, changes.after, asked, context, language, today)
    asked_before, context_before = _gathered(hood, changes.before)
    before = _found(book, changes.before, asked_before, context_before, language, today)
    return Outcome(
        new=tuple(after[key] for key in after if key not in before),
        gone=tuple(before[key] for key in before if key not in after),
        stay=tuple(after[key] for key in after if key in before),
        causes=hood.again,
        looked_at=frozenset(node for nodes in asked.values() for node in nodes),
        context=tuple(context),
        left_out=hood.left_out,
    )


def key_of(remark: Remark) -> Key:
    """Return by what `remark` is the same as another result."""
    return (remark.rule, remark.focus, remark.path, remark.value)


_Asked = Mapping[str, Iterable[Term]]


def _gathered(hood: Neighbourhood, view: View) -> tuple[_Asked, dict[Quad, None]]:
    asked = hood.asked(view)
    return asked, hood.statements(view, asked)


def _found(
    book: Rulebook,
    view: View,
    asked: _Asked,
    context: Iterable[Quad],
    language: str,
    today: datetime.date,
) -> dict[Key, Remark]:
    if not asked:
        return {}
    data = graphs.memory_store([*context, day_of_run(today)])
    shapes = book.shapes(book.codes(view))
    found: dict[Key, Remark] = {}
    for remark in shapes.remarks(data, asked, language):
        key = key_of(remark)
        if key not in found or is_more_telling(remark, found[key]):
            found[key] = remark
    return found
