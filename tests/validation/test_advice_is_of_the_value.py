"""Advice is made of what was found: followed to the letter, it repairs."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.rdf.reading import read
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted
from tests.validation.conftest import PREFIXES

BOOK = Rulebook.packaged()
THINGS = "https://w3id.org/city2city/id"
KNOWN = """
person:ann-ex a schema:Person ; rdfs:label "Ann Ex"@en .
city:ca-twin a c2c:City ; rdfs:label "Twin"@en .
city:gb-twin a c2c:City ; rdfs:label "Twin"@en .
"""
# each on a line of its own: what is written, words of what is told, and the repair
ADVICE = {
    "city:se-own a c2c:City .": ("geo:hasDefaultGeometry geometry:se-own ,", ""),
    "city:se-a c2c:exposedTo ( shock:flood ) .": ("Leave the brackets out", ""),
    "membership:b a org:Membership .": ("an IRI under /id/me", "a c2c:Membership"),
    f"<{THINGS}/cities/se-c> a c2c:City .": ("under /id/cities/.", ""),
    'publication:d bibo:isbn10 "0300164671" .': ("is 030016467X if", ""),
    "target:f schema:value 4e1 ; a c2c:Target .": ('"4e1" is of', "schema:value 40"),
    'city:se-g rdfs:label " Gg"@sv ; a c2c:City .': ("stray", 'rdfs:label "Gg"@sv'),
    'city:se-h rdfs:label ""@de ; a c2c:City .': ("is an empty text", ""),
    "city:se-i c2c:country country:se ; a c2c:City .": ("not known without", ""),
    "city:se-j rdfs:seeAlso role:qqqqqq ; a c2c:City .": ("nothing published was", ""),
    "target:k c2c:direction shock:flood ; a c2c:Target .": (
        "https://w3id.org/city2city/def/direction ): direction:decrease, "
        "direction:increase, direction:not-stated, direction:reach-level.",
        "",
    ),
    'network:l schema:founder "Jo" ; a c2c:CityNetwork .': ("not an IRI", ""),
    'network:m schema:founder "Ann Ex" ; a c2c:CityNetwork .': (
        "nearest is person:ann-ex",
        "schema:founder person:ann-ex",
    ),
    'network:n schema:location "Twin" ; a c2c:CityNetwork .': ("not an IRI", ""),
    'network:o schema:url "c40.org" ; a c2c:CityNetwork .': (
        "not an IRI",
        "schema:url <https://c40.org>",
    ),
    'publication:e bibo:isbn10 "0-300-16467-1" .': ('isbn13 "9780300164671"', ""),
}


def told(text):
    document = read(text.encode(), name="s.ttl", format=RdfFormat.TURTLE)
    day = datetime.date(2026, 11, 22)
    return validate(Submitted((document,)), today=day, rulebook=BOOK).findings


@pytest.fixture(scope="module")
def findings():
    return told("\n".join([PREFIXES + KNOWN, *ADVICE]))


@pytest.mark.parametrize("text", ADVICE)
def test_advice_is_made_of_what_was_found(findings, text):
    words, repair = ADVICE[text]
    found = [(f.message, f.repair) for f in findings if f.text == text]
    assert any(
        words.lower() in message.lower() and repair == better
        for message, better in found
    ), found


def test_a_kind_that_is_misspelt_is_told_with_the_whole_name(findings):
    (finding,) = (f for f in findings if "/cities/" in f.message)
    assert finding.near == f"{THINGS}/city/se-c"


@pytest.mark.parametrize(
    ("declared", "repair"),
    [
        ("", "schema:sameAs <http://www.wikidata.org/entity/Q2211>"),
        ("@prefix q: <http://www.wikidata.org/entity/> .", "schema:sameAs q:Q2211"),
    ],
)
def test_a_repair_is_written_with_the_prefixes_of_the_file(declared, repair):
    head = "".join(line for line in PREFIXES.splitlines(True) if "wikidata" not in line)
    found = told(f'{head}{declared} city:se-a a c2c:City ; schema:sameAs "Q2211" .')
    assert repair in {finding.repair for finding in found}
