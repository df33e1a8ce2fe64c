"""The members of a network are counted and held against what a source says."""

import shutil

import pytest

from c2c_graph.settings import packaged_dataset

RULE = "network-size"
STATED = (
    "observation:a schema:variableMeasured variable:member-city-count ;"
    " schema:observationAbout network:a ; schema:value {number} ;"
    ' schema:observationDate "2015-03"^^xsd:gYearMonth .'
)
MEMBER = "membership:{name} org:organization network:a ; c2c:memberCity city:{name}"


@pytest.fixture
def told(home):
    """A function that tells what is said where a source counts `number` members."""
    shutil.copytree(packaged_dataset() / "sparql/checks", home.path / "sparql/checks")

    def messages(number, *members, language="en"):
        said = [MEMBER.format(name=f"se-{n}") + m for n, m in enumerate(members)]
        home.data("\n".join([STATED.format(number=number), *said]))
        return [f.message for f in home.findings(language) if f.rule == RULE]

    return messages


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_a_count_that_differs_is_told_with_both_numbers(told, language):
    (message,) = told(3, " .", " .", language=language)
    assert [part in message for part in ("3", "2", "2015-03")] == [True] * 3


def test_a_count_that_agrees_is_not_told(told):
    assert told(2, " .", " .") == []


@pytest.mark.parametrize(
    "dates",
    [
        'schema:startDate "2016"^^xsd:gYear',
        'schema:startDate "2015-04-01"^^xsd:date',
        'schema:endDate "2014"^^xsd:gYear',
        'schema:endDate "2015-02-28"^^xsd:date',
    ],
)
def test_who_was_no_member_at_the_time_is_not_counted(told, dates):
    assert told(1, " .", f" ; {dates} .") == []


@pytest.mark.parametrize(
    "dates",
    [
        'schema:startDate "2015"^^xsd:gYear',
        'schema:startDate "2015-03-31"^^xsd:date',
        'schema:endDate "2015"^^xsd:gYear',
        'schema:endDate "2015-03-01"^^xsd:date',
    ],
)
def test_who_may_have_been_a_member_is_counted(told, dates):
    assert told(2, " .", f" ; {dates} .") == []
