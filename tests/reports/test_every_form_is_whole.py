"""Each form tells each finding, or how many it leaves out; same in, same bytes out."""

import unicodedata
from dataclasses import replace

import pytest

from c2c_graph import reports
from c2c_graph.validation.report import Level
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport
from tests.reports.findings import CLEAN
from tests.reports.findings import DOCUMENT
from tests.reports.findings import HOSTILE
from tests.reports.findings import NAME
from tests.reports.findings import REPORT
from tests.reports.findings import VIOLATION
from tests.reports.findings import told

FORMS = pytest.mark.parametrize("form", reports.FORMS)
# spaces of French typography, and ends of lines
SEEN_BY_ALL = frozenset("\n\r\u00a0\u202f")


@FORMS
def test_each_finding_is_told(form):
    text = told(form, level=Level.FULL)
    for part in ("1353 is no year", "Nothing describes city:se-lnud", "HYPERLINK(1)"):
        assert part in text


@FORMS
def test_what_is_left_out_is_said(form):
    assert ": 3" in told(form) or '"left_out": 3' in told(form)


@FORMS
def test_the_same_report_gives_the_same_bytes(form):
    assert told(form) == told(form)


@FORMS
def test_labels_of_the_parser_do_not_show(form):
    relabelled = replace(REPORT.findings[2], focus="z9", value="_:q")
    other = replace(REPORT, findings=(*REPORT.findings[:2], relabelled))
    assert told(form, other) == told(form)


@FORMS
def test_nothing_steers_a_terminal(form):
    for character in set(told(form, level=Level.FULL)) - SEEN_BY_ALL:
        assert unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp"}


@FORMS
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_clean_report_is_told_in_each_language(form, language):
    text = told(form, CLEAN, language=language)
    assert text.endswith("\n")
    assert told(form, CLEAN, level=Level.FULL, language=language)


@FORMS
def test_each_form_has_a_media_type_and_an_ending(form):
    known = reports.FORMS[form]
    assert known.name == form
    assert "/" in known.media_type
    assert known.suffix.isalpha()


@FORMS
def test_a_finding_without_its_line_gets_it_from_the_document(form):
    bare = replace(VIOLATION, text="")
    full = ValidationReport((VIOLATION,))
    assert told(form, ValidationReport((bare,))) == told(form, full)


@FORMS
def test_hostile_words_in_every_field_do_no_harm(form):
    worst = replace(
        VIOLATION,
        message=HOSTILE,
        source=HOSTILE,
        repair=HOSTILE,
        text=HOSTILE.replace("\n", " "),
        value='"' + "x" * 10_000 + '"',
        end_column=9_999,
    )
    assert told(form, ValidationReport((worst,)), documents={HOSTILE: b"\xff"})


@pytest.mark.parametrize(
    ("severities", "reached"),
    [
        ([], ["basic", "essential", "full"]),
        ([Severity.INFO], ["basic", "essential"]),
        ([Severity.WARNING], ["basic"]),
        ([Severity.VIOLATION], []),
    ],
)
def test_the_level_that_is_reached_is_told(severities, reached):
    report = ValidationReport(
        tuple(replace(VIOLATION, severity=severity) for severity in severities)
    )
    line = told("text", report).splitlines()[-1]
    assert line.startswith(
        f"conforms to: {', '.join(reached)}" if reached else "conforms to no level"
    )


def test_the_document_of_these_tests_has_the_places_that_they_name():
    line = DOCUMENT.splitlines()[VIOLATION.line - 1]
    assert line[VIOLATION.column - 1 : VIOLATION.end_column - 1] == "1353"
    warning = REPORT.findings[1]
    assert line[warning.column - 1 : warning.end_column - 1] == "city:se-lnud"
    assert warning.source == NAME
