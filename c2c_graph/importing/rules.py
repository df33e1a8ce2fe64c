"""Decide what of a tracker's row can be stated, and say why the rest cannot.

Every rule here stands in `docs/net-zero-tracker.md`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from c2c_graph.importing.entries import INTERIM
from c2c_graph.importing.entries import NO_TARGET
from c2c_graph.importing.entries import Aim
from c2c_graph.importing.entries import Entry

# the tracker's words for a target → our target-type
TARGET_TYPES: Final = {
    "Net zero": "net-zero",
    "Carbon neutral(ity)": "carbon-neutral",
    "Climate neutral": "climate-neutral",
    "GHG neutral(ity)": "ghg-neutral",
    "Zero carbon": "zero-carbon",
    "Zero emissions": "zero-emissions",
    "Climate positive": "climate-positive",
    "Emissions reduction target": "absolute-emission-reduction",
    "Emissions intensity target": "emission-intensity-reduction",
    "Reduction v. BAU": "emission-reduction-vs-bau",
    "Absolute emissions target": "fixed-level",
    "1.5°C target": "warming-limit",
    "Other": "other",
}
# types whose value is a reduction in percent against a baseline
RELATIVE: Final = frozenset(
    {
        "absolute-emission-reduction",
        "emission-intensity-reduction",
        "emission-reduction-vs-bau",
    }
)
# the tracker's words for a status → (concept of nzt-status, our commitment-status)
STATUSES: Final = {
    "In law": ("in-law", "adopted"),
    "In policy document": ("in-policy-document", "adopted"),
    "Declaration / pledge": ("declaration-pledge", "announced"),
    "Proposed / in discussion": ("proposed-in-discussion", "announced"),
    "Achieved (self-declared)": ("achieved-self-declared", "achieved"),
    "Achieved (externally validated)": ("achieved-externally-validated", "achieved"),
    "": ("not-stated", "unknown"),
}
GAS_COVERAGE: Final = {
    "Carbon dioxide and other GHGs": "all-greenhouse-gases",
    "Carbon dioxide only": "carbon-dioxide-only",
}
EARLIEST_BASELINE: Final = 1850
TARGET_YEARS: Final = range(1990, 2101)


class LeftOut(StrEnum):
    """Why a row or a target is not stated."""

    NOT_A_CITY = "the row is not about a city"
    NO_TARGET = "the tracker says that there is no target"
    NO_KIND = "the tracker does not say what kind of target it is"
    NO_YEAR = "no target year"
    YEAR_OUTSIDE = "the target year is not between 1990 and 2100"
    UNKNOWN_KIND = "a kind of target that the importer does not know"
    NO_PERCENTAGE = "a reduction without a percentage"
    NO_REDUCTION = "a reduction of 0 percent"
    PERCENTAGE_OUTSIDE = "a percentage outside 0 to 100"
    NO_UNIT = "an amount of emissions without a unit"
    UNKNOWN_CITY = "city_slug names no city of the country"
    AMBIGUOUS_CITY = "more than one city could be meant"
    SAME_CITY = "another row is about the same city"
    NO_KEY = "its name gives no key that is free; add the city and its city_slug"


class Doubt(StrEnum):
    """What was stated although, or without, something in its row."""

    NO_ADDRESS = "no web address; the snapshot itself is the source"
    RUBBISH = "a part of source_url is no web address"
    BASELINE_YEAR = "the baseline year cannot be right and was left off"
    NO_BASELINE = "no baseline year; the baseline is of the type not-stated"
    AMOUNT = "amounts of emissions without a unit were left off"
    STATUS = "a status that the importer does not know; taken as unknown"
    ORDER = "the interim year is not before the end year"
    YEAR_ALONE = "a year for an interim target that is not there"


@dataclass(frozen=True)
class Goal:
    """A target that can be stated: `type` is a concept of the scheme target-type.

    `baseline` is a concept of baseline-type, None where the type needs none.
    """

    role: str
    type: str
    year: int
    percent: Decimal | None
    baseline: str | None
    baseline_year: int | None


def judge(aim: Aim) -> Goal | LeftOut:
    """Return `aim` as a target that can be stated, or why it cannot."""
    reason = _fault_of(aim)
    if reason or aim.year is None:
        return reason or LeftOut.NO_YEAR
    kind = TARGET_TYPES[aim.kind]
    percent = aim.percent if kind in RELATIVE else None
    baseline, baseline_year = _baseline(aim, kind)
    return Goal(aim.role, kind, aim.year, percent, baseline, baseline_year)


def doubts(entry: Entry, goals: list[Goal]) -> Iterator[tuple[str, Doubt]]:
    """Yield (column, doubt) for what of `entry` was left off or looks odd."""
    if not entry.sources.found:
        yield "source_url", Doubt.NO_ADDRESS
    if entry.sources.rubbish:
        yield "source_url", Doubt.RUBBISH
    if entry.status not in STATUSES:
        yield "end_target_status", Doubt.STATUS
    stated = {goal.role: goal for goal in goals}
    for aim in entry.aims:
        if aim.role in stated:
            yield from _doubts_of(aim, stated[aim.role])
        elif aim.role == INTERIM and aim.kind in {"", NO_TARGET} and aim.year:
            yield aim.role, Doubt.YEAR_ALONE
    if len(goals) > 1 and goals[1].year >= goals[0].year:
        yield INTERIM, Doubt.ORDER


def _doubts_of(aim: Aim, goal: Goal) -> Iterator[tuple[str, Doubt]]:
    if aim.amount:
        yield aim.role, Doubt.AMOUNT
    if aim.baseline_year != goal.baseline_year:
        yield aim.role, Doubt.BASELINE_YEAR
    elif goal.baseline == "not-stated":
        yield aim.role, Doubt.NO_BASELINE


def _fault_of(aim: Aim) -> LeftOut | None:
    if aim.kind == NO_TARGET:
        return LeftOut.NO_TARGET
    if not aim.kind:
        return LeftOut.NO_KIND
    if aim.kind not in TARGET_TYPES:
        return LeftOut.UNKNOWN_KIND
    if aim.year is None:
        return LeftOut.NO_YEAR
    if aim.year not in TARGET_YEARS:
        return LeftOut.YEAR_OUTSIDE
    return _fault_of_number(aim, TARGET_TYPES[aim.kind])


def _fault_of_number(aim: Aim, kind: str) -> LeftOut | None:
    if kind == "fixed-level":
        return LeftOut.NO_UNIT
    if kind not in RELATIVE:
        return None
    if aim.percent is None:
        return LeftOut.NO_PERCENTAGE
    if aim.percent == 0:
        return LeftOut.NO_REDUCTION
    return None if 0 < aim.percent <= 100 else LeftOut.PERCENTAGE_OUTSIDE


def _baseline(aim: Aim, kind: str) -> tuple[str | None, int | None]:
    if kind == "emission-reduction-vs-bau":
        return "business-as-usual", None
    # a year that is not before the target's cannot be what it is measured against
    year = aim.baseline_year
    if year and aim.year and EARLIEST_BASELINE <= year < aim.year:
        return "historic-year", year
    return ("not-stated" if kind in RELATIVE else None), None
