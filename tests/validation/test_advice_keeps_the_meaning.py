"""What a repair proposes means what was meant; where that is not sure none is told."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.rdf.reading import read
from c2c_graph.release.published_facts import packaged
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted
from tests.validation.conftest import PREFIXES

OGC = "http://www.opengis.net/def/crs"


@pytest.fixture(scope="module")
def book():
    return Rulebook.packaged()


@pytest.fixture(scope="module")
def published():
    return packaged()


@pytest.fixture
def told(book, published):
    """Return what is told of a text, seen with the data that came with c2c."""

    def told(text):
        document = read(
            (PREFIXES + text).encode(), name="s.ttl", format=RdfFormat.TURTLE
        )
        day = datetime.date(2026, 11, 22)
        told = validate(Submitted((document,)), published, today=day, rulebook=book)
        return told.findings

    return told


def of_rule(findings, rule):
    return [one for one in findings if one.rule.rpartition("#")[2] == rule]


@pytest.mark.parametrize(
    ("point", "better"),
    [
        (f"<{OGC}/EPSG/0/4326> POINT(57.64 18.29)", "POINT(18.29 57.64)"),
        (f"<{OGC}/OGC/1.3/CRS84> POINT(18.29 57.64)", "POINT(18.29 57.64)"),
        (f"<{OGC}/EPSG/0/3857> POINT(57.64 18.29)", ""),
        ("SRID=4326;POINT(18.29 57.64)", "POINT(18.29 57.64)"),
        ("SRID=3857;POINT(18.29 57.64)", ""),
        ("Point(18.29, 57.64)", "POINT(18.29 57.64)"),
    ],
)
def test_a_point_stays_where_it_is(told, point, better):
    text = f'geometry:se-x a geo:Geometry ; geo:asWKT "{point}"^^geo:wktLiteral .'
    (finding,) = of_rule(told(text), "S-40-point")
    repair = f'geo:asWKT "{better}"^^geo:wktLiteral'
    assert finding.repair == (better and repair)


@pytest.mark.parametrize(
    "iri",
    [
        "http://w3id.org/city2city/id/city/se-visby",
        "http://example.org/city/se-visby",
        "urn:se-visby",
    ],
)
def test_a_city_under_a_name_of_others_is_told_its_name_here(told, iri):
    findings = told(f"<{iri}> a c2c:City ; c2c:country country:se .")
    (finding,) = of_rule(findings, "iri-form")
    assert finding.message.endswith(" Write city:se-visby .")
    assert of_rule(findings, "S-37-key-fits-country") == []


def test_documents_of_others_keep_their_names(told):
    text = '<https://example.org/a> a bibo:Document ; dcterms:title "A"@en .'
    assert of_rule(told(text), "iri-form") == []


def test_a_private_detail_is_refused_and_not_put_in_other_words(told):
    text = "person:k a schema:Person ; schema:homeLocation city:no-oslo ."
    findings = told(text)
    assert of_rule(findings, "S-62-no-home-location")
    assert of_rule(findings, "unread-term") == []


@pytest.mark.parametrize(
    ("city", "country", "near"),
    [
        ("se-visby", "country:sse", "country/se"),
        ("gb-bath", "country:uk", "country/gb"),
        ("gr-x", "country:el", "country/gr"),
        ("no-x", "country:norway", "country/no"),
        ("xx-x", '"Norway"', "country/no"),
        # either may be wrong
        ("se-x", '"Norway"', ""),
        ("xx-x", "country:sse", ""),
    ],
)
def test_the_country_proposed_is_that_of_the_key_or_the_name(told, city, country, near):
    findings = told(f"city:{city} a c2c:City ; c2c:country {country} .")
    nearest = {one.near for one in of_rule(findings, "S-36-city-country")}
    assert {iri.partition("/id/")[2] for iri in nearest} == {near}


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("shock:floods", "shock/flood"),
        ("shock:drought", "stress/drought"),
        ("stress:flood", "shock/flood"),
        ('"flood"@en', "shock/flood"),
        ('"Inundación"@es', "shock/flood"),
    ],
)
def test_a_misspelt_challenge_is_looked_for_on_both_lists(told, value, near):
    findings = told(f"city:se-x a c2c:City ; c2c:exposedTo {value} .")
    nearest = {one.near for one in of_rule(findings, "City-exposed-to")}
    assert {iri.partition("/def/")[2] for iri in nearest} == {near}


def test_a_concept_without_a_name_is_proposed_to_nobody(told):
    text = "[] skos:inScheme <https://w3id.org/city2city/def/unit> . target:a "
    findings = told(text + "a c2c:Target ; schema:unitCode unit:percnt .")
    (finding,) = of_rule(findings, "S-18-unit")
    assert finding.near.endswith("unit/percent")
