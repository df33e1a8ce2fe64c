"""What follows from a fault is not told beside it; two entries are told as one pair."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.rdf.reading import read
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted
from tests.validation.conftest import PREFIXES

BOOK = Rulebook.packaged()
COUNTRY = 'country:se a c2c:Country ; rdfs:label "Sweden"@en .'
CITY = 'a c2c:City ; rdfs:label "Lundby"@en ; c2c:country'
# each on a line of its own: what is written, and the rules that are told there
# beside pieces of advice and what is missing
TOLD = {
    f"city:no-a {CITY} country:norway .": ["S-36-city-country"],
    f'city:se-b {CITY} "Sweden" .': ["S-36-city-country"],
    f"city:lundå {CITY} country:se .": ["iri-form"],
    'city:no-c a c2c:City ; rdfs:label "Cc"@en ; c2c:country country:se .': [
        "S-37-key-fits-country"
    ],
    "observation:x schema:variableMeasured variable:population ; schema:unitCode "
    "unit:peopl ; a c2c:Observation .": ["S-18-unit"],
    "network:x schema:url <file:report.pdf> ; a c2c:CityNetwork .": ["local-iri"],
    "city:se-f c2c:exposedTo ( shock:flood ) ; a c2c:City .": ["blank-node"],
    'city:se-d schema:sameAs "https://www.geonames.org/9" ; a c2c:City .': ["same-as"],
    'network:y schema:foundingDate "99"^^xsd:gYear ; a c2c:CityNetwork ; '
    'schema:dissolutionDate "2001"^^xsd:gyear .': [
        "dissolution-date",
        "founding-date",
    ],
    "city:se-e geo:hasDefaultGeometry geometry:x ; a c2c:City ; c2c:country "
    'country:se ; rdfs:label "Ee"@en . geometry:x a geo:Geometry ; '
    'geo:asWKT "POINT(0 0)"^^geo:wktLiteral .': ["S-41-not-zero"],
    "statement:x a c2c:Statement ; schema:creator person:nobody ; c2c:speakingAs "
    "post:x . post:x a org:Post .": ["S-59-speaker"],
}


def found(text, head=PREFIXES):
    """Return what is found in `text` beside pieces of advice and what is missing."""
    read_text = read((head + text).encode(), name="s.ttl", format=RdfFormat.TURTLE)
    day = datetime.date(2026, 11, 22)
    report = validate(Submitted((read_text,)), today=day, rulebook=BOOK)
    told = (f for f in report.findings if f.severity is not Severity.INFO)
    return [f for f in told if not f.component.endswith("MinCountConstraintComponent")]


@pytest.fixture(scope="module")
def all_found():
    return found("\n".join([COUNTRY, *TOLD]))


@pytest.mark.parametrize("text", TOLD)
def test_what_follows_from_a_fault_is_not_told(all_found, text):
    told = [f.rule.rpartition("#")[2] for f in all_found if f.text == text]
    assert sorted(told) == TOLD[text]


def test_a_text_is_told_the_usual_form_of_its_address(all_found):
    (finding,) = (f for f in all_found if f.rule.endswith("#same-as"))
    assert finding.repair == "schema:sameAs <https://sws.geonames.org/9/>"


def test_two_entries_that_look_alike_are_told_once():
    told = found(
        f"{COUNTRY} city:se-x {CITY} country:se . city:se-y {CITY} country:se ."
    )
    assert [f.rule for f in told if "se-x" in f.message] == ["looks-like"]
    assert told[-1].severity is Severity.WARNING
    assert "nearest" not in told[-1].message


def test_a_misspelt_namespace_is_told_and_nothing_that_follows():
    head = PREFIXES.replace("/city2city/ns#>", "/city2city/ns/>")
    (finding, *others) = found(f"{COUNTRY} city:se-x {CITY} country:se .", head)
    assert finding.repair == "@prefix c2c: <https://w3id.org/city2city/ns#> ."
    assert [other.rule for other in others] == []
