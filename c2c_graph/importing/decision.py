"""Decide over all rows of the tracker: which are stated, which left out and why."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from c2c_graph.importing.cities import Found
from c2c_graph.importing.cities import Register
from c2c_graph.importing.cities import Way
from c2c_graph.importing.cities import surest
from c2c_graph.importing.entries import Entry
from c2c_graph.importing.report import Line
from c2c_graph.importing.rules import Goal
from c2c_graph.importing.rules import LeftOut
from c2c_graph.importing.rules import doubts
from c2c_graph.importing.rules import judge
from c2c_graph.importing.statements import Pledge

_CITY = {"City", ""}


@dataclass(frozen=True)
class Decision:
    """What is stated, what is left out and what is doubtful, row by row."""

    pledges: tuple[Pledge, ...]
    left_out: tuple[Line, ...]
    doubts: tuple[Line, ...]
    ways: Mapping[str, int]


def decide(
    entries: Sequence[Entry],
    register: Register,
    sources: Callable[[Entry], tuple[NamedNode, ...]],
) -> Decision:
    """Return the decision over `entries`; a city that is wanted is minted."""
    left_out: list[Line] = []
    goals: dict[str, list[Goal]] = {}
    for entry in entries:
        goals[entry.id] = list(_goals(entry, left_out))
    wanted = [entry for entry in entries if goals[entry.id]]
    found = _cities(wanted, register)
    pledges = []
    doubtful: list[Line] = []
    for entry in wanted:
        match = found[entry.id]
        if isinstance(match, LeftOut):
            left_out.append(_line(entry, "name", match))
            continue
        own = goals[entry.id]
        pledges.append(Pledge(entry, match.city, tuple(own), sources(entry)))
        doubtful += [
            _line(entry, column, doubt) for column, doubt in doubts(entry, own)
        ]
    ways = Counter(match.way for match in found.values() if isinstance(match, Found))
    counted = {str(way): ways[way] for way in Way}
    return Decision(tuple(pledges), tuple(left_out), tuple(doubtful), counted)


def _goals(entry: Entry, left_out: list[Line]) -> Iterator[Goal]:
    if entry.actor not in _CITY:
        left_out.append(_line(entry, "actor_type", LeftOut.NOT_A_CITY))
        return
    for aim in entry.aims:
        outcome = judge(aim)
        if isinstance(outcome, Goal):
            yield outcome
        else:
            left_out.append(_line(entry, aim.role, outcome))


def _cities(wanted: Sequence[Entry], register: Register) -> dict[str, Found | LeftOut]:
    found = {entry.id: register.find(entry) for entry in wanted}
    matches = {row: match for row, match in found.items() if isinstance(match, Found)}
    return {**found, **surest(matches)}


def _line(entry: Entry, column: str, reason: str) -> Line:
    return Line(entry.line, entry.id, entry.name, column, str(reason))
