"""Two entries for one thing are found by the number or link that they share."""

import shutil

import pytest

from c2c_graph.settings import packaged_dataset

PAIRS = {
    "un-locode-used-twice": (
        'city:se-a a c2c:City ; c2c:unLocode "SEMMA" .',
        'city:se-b a c2c:City ; c2c:unLocode "SEMMA" .',
    ),
    "same-as-used-twice": (
        "city:se-a a c2c:City ; schema:sameAs wd:Q2211 .",
        "city:se-b a c2c:City ; schema:sameAs wd:Q2211 .",
    ),
    "publication-address-used-twice": (
        "publication:a a c2c:Publication ; schema:url <https://example.com/> .",
        "publication:b a c2c:Publication ; schema:url <https://example.com/> .",
    ),
    "book-number-used-twice": (
        'publication:a a c2c:Publication ; bibo:isbn13 "9780300164671" .',
        'publication:b a c2c:Publication ; bibo:isbn13 "9780300164671" .',
    ),
}


@pytest.fixture
def queries(home):
    shutil.copytree(packaged_dataset() / "sparql/checks", home.path / "sparql/checks")
    return home


@pytest.mark.parametrize("rule", PAIRS)
@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_second_of_a_pair_is_told_the_first(queries, rule, language):
    queries.data("\n".join(PAIRS[rule]))
    found = [f for f in queries.findings(language) if f.rule == rule]
    (finding,) = found
    first = PAIRS[rule][0].split()[0]
    assert first in finding.message
    assert finding.focus.endswith("b")


def test_a_city_and_its_country_may_be_one_place(queries):
    queries.data(
        "city:sg-singapore a c2c:City ; schema:sameAs wd:Q334 ."
        "country:sg a c2c:Country ; schema:sameAs wd:Q334 ."
    )
    assert queries.rules() == []
