"""The text of a report is what a compiler prints."""

from dataclasses import replace

import pytest

from c2c_graph.validation.report import Level
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport
from tests.reports.findings import ADVICE
from tests.reports.findings import REPORT
from tests.reports.findings import VIOLATION
from tests.reports.findings import WARNING
from tests.reports.findings import told

SHOWN = """\
data/a b.ttl:5:15: violation: city:se-malmo: 1353 is no year. Write it so: \
c2c:founded "1353"^^xsd:gYear . [c2s:City-founded]
    c2c:founded 1353 ; c2c:twin "Łódź", city:se-lnud .
                ^~~~
  repair: c2c:founded "1353"^^xsd:gYear
  rule: https://w3id.org/city2city/shapes#City-founded
data/a b.ttl:5:39: warning: city:se-malmo: Nothing describes city:se-lnud. \
[dangling-iri]
    c2c:founded 1353 ; c2c:twin "Łódź", city:se-lnud .
                                        ^~~~~~~~~~~~
  nearest: city:se-lund
  rule: https://w3id.org/city2city/shapes#rule-dangling-iri
not listed: 1 piece of advice; the level full lists it
1 violation, 1 warning, 1 piece of advice in 1 file; seen together with release 7
findings about what is published that this would repair: 1
findings left out of this report: 3
conforms to no level; asked for: basic
"""


def test_a_finding_has_place_severity_message_line_caret_and_rule():
    assert told("text") == SHOWN


@pytest.mark.parametrize(
    "more", [{"level": Level.FULL}, {"show": Severity.INFO}], ids=["level", "show"]
)
def test_advice_is_listed_when_it_is_asked_for(more):
    text = told("text", **more)
    assert "published: info: _:b0: =HYPERLINK(1) <script>\\u001B[31m\\u009B" in text
    assert "not listed" not in text


def test_show_hides_what_is_lighter():
    text = told("text", show=Severity.VIOLATION)
    assert "Nothing describes" not in text
    hidden = "not listed: 1 warning, 1 piece of advice; --show info lists them\n"
    assert hidden in text


def test_french_sets_a_space_before_a_semicolon():
    text = told("text", language="fr")
    assert "dans 1 fichier ; vu avec" in text
    assert "aucun niveau ; demandé" in text


def test_a_place_that_is_not_known_is_not_told():
    nowhere = replace(WARNING, source="a.jsonld", line=0, column=0, text="")
    assert told("text", ValidationReport((nowhere,))).startswith("a.jsonld: warning: ")


def test_of_several_lines_the_first_character_is_pointed_at():
    wide = replace(VIOLATION, end_line=7, end_column=2)
    assert "\n                ^\n" in told("text", ValidationReport((wide,)))


def test_colours_come_when_asked_for_and_never_from_data():
    text = told("text", colours=True, level=Level.FULL)
    assert "\x1b[1mdata/a b.ttl:5:15\x1b[0m: \x1b[31m\x1b[1mviolation\x1b[0m: " in text
    assert text.count("\x1b[31m") == 2  # the word and the caret below
    assert "\x1b" not in told("text", ValidationReport((ADVICE,)), level=Level.FULL)


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("fr", ["infraction: ", "correction : c2c", "1 avertissement,", "conforme à"]),
        ("es", ["infracción: ", "corrección: c2c", "1 advertencia,", "no es conforme"]),
    ],
)
def test_fixed_words_are_told_in_the_language(language, parts):
    text = told("text", REPORT, language=language)
    for part in parts:
        assert part in text


def test_a_file_that_cannot_be_read_is_summed_up_first():
    unread = replace(VIOLATION, rule="syntax", focus="", value="", repair="")
    text = told("text", ValidationReport((unread,)))
    assert "\n1 file cannot be read, so nothing else was checked" in text


@pytest.mark.parametrize(
    ("words", "times"), [("city:se-malmoe has its name.", 2), ("Use city:se-malmo.", 1)]
)
def test_an_entry_is_named_also_where_a_longer_name_is(words, times):
    finding = replace(WARNING, message=words, text="", near="")
    assert told("text", ValidationReport((finding,))).count("city:se-malmo") == times
