"""The states that a thing has been in: one for each release that changed its document.

What is told of the past is worked out from the present and the kept differences; no
store of a past release is opened.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from c2c_graph.dereference.describe import named
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.past import past_facts
from c2c_graph.release.past_counts import described_in
from c2c_graph.web.view import View

# of what changed more often, the newest states are told
MOST: Final = 1_000


@dataclass(frozen=True)
class State:
    """A thing as of release `number`, made at `made`; whether it was described then."""

    number: int
    made: datetime
    exists: bool = True


def facts_at(view: View, number: int) -> Facts:
    """Return the facts of release `number`, not newer than that of `view`."""
    if number == view.number:
        return view.facts
    return past_facts(view.facts, view.history, number)


def states_of(view: View, iri: str) -> tuple[State, ...]:
    """Return the states of `iri`, ascending, from the first in which it was described.

    A state in which it was not comes after one in which it was. Empty where it never
    was.
    """
    changes = view.history.changes_of(iri)[-MOST:]
    told = described_in(view.facts.store, view.history, named(iri), changes)
    found: list[State] = []
    for number, exists in reversed([*told]):
        if exists or (found and found[-1].exists):
            found.append(State(number, view.history.created(number), exists))
    return tuple(found)


def state_at(states: tuple[State, ...], number: int) -> State | None:
    """Return which of `states` holds in release `number`; None before the first."""
    earlier = [state for state in states if state.number <= number]
    return earlier[-1] if earlier else None
