"""A saved query is asked by its name, its parameters given as people write them."""

import csv

import pytest

from c2c_graph import cli
from tests.catalogue.answers import CATALOGUE

ASKED = "networks-of-a-city-today"
MALMO = "https://w3id.org/city2city/id/city/se-malmo"


@pytest.fixture
def ask(shipped_home, capfd):
    def ask(*arguments):
        code = cli.run(["query", "--home", str(shipped_home), *arguments])
        out, err = capfd.readouterr()
        return code, out, err

    return ask


@pytest.mark.parametrize("value", [MALMO, "city:se-malmo", "se-malmo"])
def test_a_thing_is_given_by_iri_prefixed_name_or_key(value, ask):
    code, out, said = ask(ASKED, "--param", f"city={value}", "-p", "today=2026-11-21")
    assert (code, said) == (cli.CONFORMS, "")
    rows = list(csv.DictReader(out.splitlines()))
    assert [row["city"] for row in rows] == [MALMO]


def test_an_iri_without_a_value_stands_open(ask):
    _, out, _ = ask(ASKED, "--param", "city=")
    assert len(out.splitlines()) > 100


def test_what_has_a_default_needs_no_example(ask):
    _, _, said = ask("targets-that-fall-due-without-a-progress-report")
    assert said == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["networks-of-a-cty-today"], f"did you mean {ASKED}?"),
        (["members-by-year"], "members-of-each-network-by-year"),
        (["xyz"], "see the list of them"),
        ([ASKED, "-p", "town=x"], "it takes: city, today"),
        (
            [ASKED, "-p", "city=Malmö"],
            f"the key of a city; give one such as city={MALMO}",
        ),
        (
            [ASKED, "-p", "today=x"],
            "is not a date (YYYY-MM-DD); give one such as today=",
        ),
        ([], "--list shows the saved queries"),
    ],
)
def test_what_is_wrong_is_told_with_the_way_on(arguments, words, ask):
    code, out, said = ask(*arguments)
    assert (code, out) == (cli.WRONG_USE, "")
    assert words in said
    assert "its example" not in said


def test_the_list_names_every_saved_query(ask):
    code, out, _ = ask("--list")
    assert code == cli.CONFORMS
    for saved in CATALOGUE:
        assert any(saved.name in li and saved.summary in li for li in out.splitlines())
