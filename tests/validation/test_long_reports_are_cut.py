"""A long report lists its heaviest findings, and says how many it leaves out."""

import pytest

from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Level
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport

REPORT = ValidationReport.of(
    Finding(severity, "rule", "message", "a.ttl", line)
    for line, severity in enumerate([*Severity][::-1] * 3, 1)
)


@pytest.mark.parametrize("most", [9, 10])
def test_a_short_report_is_left_as_it_is(most):
    assert REPORT.cut(most) is REPORT


def test_what_weighs_most_stays_in_its_order():
    cut = REPORT.cut(5)
    assert [finding.line for finding in cut.findings] == [2, 3, 5, 6, 9]
    assert cut.left_out == 4


@pytest.mark.parametrize("level", Level)
def test_what_a_report_conforms_to_does_not_depend_on_the_cut(level):
    light = ValidationReport.of(f for f in REPORT.findings if f.severity != "violation")
    for report in (REPORT, light):
        assert report.cut(2).conforms_to(level) == report.conforms_to(level)
