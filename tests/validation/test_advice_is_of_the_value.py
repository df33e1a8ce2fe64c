"""Advice is made of what was found: followed to the letter, it repairs."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.rdf.reading import read
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted
from tests.validation.conftest import PREFIXES

THINGS = "https://w3id.org/city2city/id"
# each on a line of its own: what is written, words of what is told, and the repair
ADVICE = {
    "city:se-a c2c:exposedTo ( shock:flood ) .": ("Leave the brackets out", ""),
    "membership:b a org:Membership .": ("an IRI under /id/me", "a c2c:Membership"),
    f"<{THINGS}/cities/se-c> a c2c:City .": ("under /id/cities/.", ""),
    'publication:d bibo:isbn10 "0300164671" .': ("is 030016467X if", ""),
    'publication:e bibo:isbn10 "0-300-16467-1" .': ('isbn13 "9780300164671"', ""),
}


@pytest.fixture(scope="module")
def findings():
    text = "\n".join([PREFIXES, *ADVICE]).encode()
    document = read(text, name="s.ttl", format=RdfFormat.TURTLE)
    day = datetime.date(2026, 11, 22)
    book = Rulebook.packaged()
    return validate(Submitted((document,)), today=day, rulebook=book).findings


@pytest.mark.parametrize("text", ADVICE)
def test_advice_is_made_of_what_was_found(findings, text):
    words, repair = ADVICE[text]
    told = [(f.message, f.repair) for f in findings if f.text == text]
    assert any(
        words.lower() in message.lower() and repair == better
        for message, better in told
    ), told


def test_a_kind_that_is_misspelt_is_told_with_the_whole_name(findings):
    (finding,) = (f for f in findings if "/cities/" in f.message)
    assert finding.near == f"{THINGS}/city/se-c"
