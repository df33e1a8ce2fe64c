"""Each of the tracker's words becomes one of ours, or a reason."""

from decimal import Decimal

import pytest

from c2c_graph.importing.entries import Aim
from c2c_graph.importing.rules import Goal
from c2c_graph.importing.rules import LeftOut
from c2c_graph.importing.rules import judge

END_STATES = {
    "Net zero": "net-zero",
    "Carbon neutral(ity)": "carbon-neutral",
    "Climate neutral": "climate-neutral",
    "GHG neutral(ity)": "ghg-neutral",
    "Zero carbon": "zero-carbon",
    "Zero emissions": "zero-emissions",
    "Climate positive": "climate-positive",
    "1.5°C target": "warming-limit",
    "Other": "other",
}
REDUCTIONS = {
    "Emissions reduction target": "absolute-emission-reduction",
    "Emissions intensity target": "emission-intensity-reduction",
    "Reduction v. BAU": "emission-reduction-vs-bau",
}
CUT = "Emissions reduction target"


def aim(kind, year=2030, percent=None, baseline_year=None):
    number = None if percent is None else Decimal(percent)
    return Aim("end_target", kind, year, number, baseline_year, amount=False)


@pytest.mark.parametrize(("words", "type"), END_STATES.items())
def test_an_end_state_has_a_year_and_no_value(words, type):
    assert judge(aim(words, percent="50")) == Goal(
        "end_target", type, 2030, None, None, None
    )


@pytest.mark.parametrize(("words", "type"), REDUCTIONS.items())
def test_a_reduction_has_a_percentage_and_a_baseline(words, type):
    goal = judge(aim(words, percent="55.0", baseline_year=1990))
    assert (goal.type, goal.percent) == (type, Decimal(55))
    assert goal.baseline in {"historic-year", "business-as-usual"}


def test_a_reduction_against_business_as_usual_has_no_reference_year():
    goal = judge(aim("Reduction v. BAU", percent="25", baseline_year=2010))
    assert (goal.baseline, goal.baseline_year) == ("business-as-usual", None)


@pytest.mark.parametrize("year", [None, 1007, 1849, 2030, 2031])
def test_a_baseline_year_that_cannot_be_right_is_not_stated(year):
    goal = judge(aim(CUT, percent="40", baseline_year=year))
    assert (goal.baseline, goal.baseline_year) == ("not-stated", None)


@pytest.mark.parametrize("year", [1850, 1990, 2029])
def test_a_baseline_year_before_the_target_is_stated(year):
    goal = judge(aim(CUT, percent="40", baseline_year=year))
    assert (goal.baseline, goal.baseline_year) == ("historic-year", year)


@pytest.mark.parametrize(
    ("left_out", "reason"),
    [
        (aim("No target"), LeftOut.NO_TARGET),
        (aim(""), LeftOut.NO_KIND),
        (aim("Fewer flights"), LeftOut.UNKNOWN_KIND),
        (aim("Net zero", year=None), LeftOut.NO_YEAR),
        (aim("Other", year=None), LeftOut.NO_YEAR),
        (aim("Net zero", year=1989), LeftOut.YEAR_OUTSIDE),
        (aim("Net zero", year=2101), LeftOut.YEAR_OUTSIDE),
        (aim(CUT), LeftOut.NO_PERCENTAGE),
        (aim(CUT, percent="0.0"), LeftOut.NO_REDUCTION),
        (aim(CUT, percent="-5"), LeftOut.PERCENTAGE_OUTSIDE),
        (aim(CUT, percent="100.5"), LeftOut.PERCENTAGE_OUTSIDE),
        (aim("Absolute emissions target"), LeftOut.NO_UNIT),
    ],
)
def test_what_cannot_be_stated_says_why(left_out, reason):
    assert judge(left_out) == reason


@pytest.mark.parametrize("year", [1990, 2100])
def test_the_bounds_of_target_years_are_inside(year):
    assert judge(aim("Net zero", year=year)).year == year
