"""The same questions with other values than their examples."""

import pytest

from tests.catalogue.answers import CATALOGUE
from tests.catalogue.answers import answer

NAMED = {saved.name: saved for saved in CATALOGUE}
PARTNER_FIGURE = "xx-alpha--population--xx-partner"


def rows(release, name, **values):
    saved = NAMED[name]
    bound = saved.bind(saved.examples() | values)
    return list(release.store.query(saved.text, substitutions=bound))


def test_the_evidence_names_quote_graph_and_partner(golden_release):
    (row,) = rows(golden_release, "evidence-for-a-figure", figure=PARTNER_FIGURE)
    assert row["quote"].value == "Some 100,000 people live in Alpha."
    assert row["graph"].value.endswith("/graph/data/fixture/xx-partner-first")
    assert row["partner"].value.endswith("/id/organization/xx-partner")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fr", "100 Resilient Cities, exemple de villes connectées au monde"),
        ("sv", "100 Resilient Cities as an example of globally connected cities"),
    ],
)
def test_a_title_falls_back_to_english(shipped_release, language, title):
    name = "case-studies-on-a-theme-in-your-language"
    (row,) = rows(shipped_release, name, language=language)
    assert row["title"].value == title


def test_a_theme_is_found_by_its_name_in_any_language(shipped_release):
    name = "case-studies-on-a-theme-in-your-language"
    assert rows(shipped_release, name, words="RÉSILIENCE", language="fr")
    assert not rows(shipped_release, name, words="municipal financing")


@pytest.mark.parametrize(
    ("values", "is_member"),
    [
        ({"city": "se-malmo"}, False),
        ({"city": "se-malmo", "network": "nordic-city-network"}, True),
        # of its end no more is known than the year 2019
        ({"network": "rc100", "today": "2019-01-01"}, True),
        ({"network": "rc100", "today": "2021-01-01"}, False),
    ],
)
def test_membership_is_told_for_a_day(shipped_release, values, is_member):
    saved = NAMED["is-a-city-a-member-of-a-network"]
    bound = saved.bind(saved.examples() | values)
    found = shipped_release.store.query(saved.text, substitutions=bound)
    assert bool(found) is is_member


def test_a_part_of_a_topic_is_found_by_the_whole(shipped_release):
    name = "who-said-what-on-a-topic-and-in-which-role"
    narrow = answer(shipped_release.store, NAMED[name], {"topic": "climate"})
    assert narrow.rows == 1
