"""English has another article before a vowel, whatever fills a sentence."""

import pytest

from c2c_graph.validation.sentences import sentence


@pytest.mark.parametrize(
    ("found", "article"),
    [("org:Membership", "an"), ("c2c:City", "a"), ("unit:Unit", "a")],
)
def test_an_article_fits_what_follows_it(found, article):
    told = sentence("class", "en", {"value": "city:a", "found": found, "wanted": found})
    assert told == f"city:a is {article} {found}, not {article} {found}."
