"""The climate commitments that are shipped keep what their page promises."""

import re
from pathlib import Path

import pytest

from c2c_graph.importing.net_zero_tracker import COMMITMENTS
from c2c_graph.importing.rules import STATUSES
from c2c_graph.importing.rules import TARGET_TYPES
from c2c_graph.importing.rules import Doubt
from c2c_graph.importing.rules import LeftOut

PAGE = Path(__file__).parents[2] / "docs/net-zero-tracker.md"
GRAPH = f"<https://w3id.org/city2city/graph/{COMMITMENTS.removesuffix('.ttl')}>"
COUNTS = {
    "commitments": "?x a c2c:Commitment",
    "targets": "?x a c2c:Target",
    "baselines": "?x a c2c:Baseline",
    "publications cited": "?commitment a c2c:Commitment ; dcterms:source ?x",
}
RELATIVE = (
    "target-type:absolute-emission-reduction, "
    "target-type:emission-intensity-reduction, target-type:emission-reduction-vs-bau"
)


def count(rows, pattern):
    query = f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ GRAPH {GRAPH} {{ {pattern} }} }}"
    return int(rows(query)[0][0])


@pytest.mark.parametrize(("what", "pattern"), COUNTS.items())
def test_the_page_counts_what_is_shipped(rows, what, pattern):
    stated = re.search(rf"^\| {what} \| (\d+) \|$", PAGE.read_text(), re.MULTILINE)
    assert count(rows, pattern) == int(stated[1])


def test_more_than_350_targets_are_shipped(rows):
    assert count(rows, COUNTS["targets"]) > 350


@pytest.mark.parametrize("reason", [*LeftOut, *Doubt], ids=lambda reason: reason.name)
def test_the_page_tells_every_reason(reason):
    assert str(reason) in PAGE.read_text()


@pytest.mark.parametrize("words", [*TARGET_TYPES, *filter(None, STATUSES)])
def test_the_page_tells_what_becomes_of_each_of_the_trackers_words(words):
    assert words in PAGE.read_text()


@pytest.mark.parametrize(
    "missing",
    [
        "?x a c2c:Commitment FILTER NOT EXISTS { ?x c2c:madeBy ?city }",
        "?x a c2c:Commitment FILTER NOT EXISTS { ?x c2c:hasTarget ?target }",
        "?x a c2c:Commitment FILTER NOT EXISTS { ?x c2c:status ?status }",
        "?x a c2c:Commitment FILTER NOT EXISTS { ?x c2c:statusInSource ?status }",
        "?x a ?kind FILTER NOT EXISTS { ?x dcterms:source ?source }",
        "?x a c2c:Target FILTER NOT EXISTS { ?x c2c:targetYear ?year }",
        "?x a c2c:Target FILTER NOT EXISTS { ?x c2c:targetType ?type }",
        "?x a c2c:Target FILTER NOT EXISTS { ?x c2c:claimStatus ?status }",
        "?x a c2c:Target FILTER NOT EXISTS { ?commitment c2c:hasTarget ?x }",
        "?x a c2c:Baseline FILTER NOT EXISTS { ?target c2c:hasBaseline ?x }",
        f"?x c2c:targetType ?type FILTER (?type IN ({RELATIVE})) "
        "FILTER NOT EXISTS { ?x schema:value ?v ; c2c:hasBaseline ?b }",
        "?x schema:value ?value FILTER NOT EXISTS { ?x schema:unitCode ?unit }",
        "?x schema:value ?value FILTER (?value <= 0 || ?value > 100)",
        "?x c2c:targetYear ?t ; c2c:hasBaseline/c2c:referenceYear ?b FILTER (?b >= ?t)",
    ],
)
def test_nothing_is_stated_by_halves(rows, missing):
    assert count(rows, missing) == 0


def test_what_a_commitment_names_is_described(rows):
    assert not rows(
        f"SELECT DISTINCT ?thing {{ GRAPH {GRAPH} {{ ?s ?p ?thing }}"
        ' FILTER STRSTARTS(STR(?thing), "https://w3id.org/city2city/")'
        " FILTER (?p != dcterms:isPartOf && ?p != rdf:type)"
        " FILTER NOT EXISTS { ?thing a ?kind } }"
    )


def test_a_city_makes_one_commitment_of_the_tracker(rows):
    assert not rows(
        f"SELECT ?city {{ GRAPH {GRAPH} {{ ?c c2c:madeBy ?city }} }}"
        " GROUP BY ?city HAVING (COUNT(?c) > 1)"
    )


def test_the_tracker_is_credited(rows):
    assert rows(
        f"SELECT ?credit {{ GRAPH {GRAPH} {{ {GRAPH} dcterms:source ?snapshot }}"
        " ?snapshot dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;"
        " dcterms:bibliographicCitation ?credit }"
    )[0][0].startswith("Net Zero Tracker.")


@pytest.mark.parametrize(
    ("city", "year", "type", "value", "baseline"),
    [
        ("nl-amsterdam", "2050", "climate-neutral", None, None),
        ("nl-amsterdam", "2030", "absolute-emission-reduction", "55", "1990"),
        ("sn-dakar", "2030", "emission-reduction-vs-bau", "25", None),
        ("th-bangkok", "2020", "emission-reduction-vs-bau", "13.57", None),
        ("za-tshwane", "2050", "net-zero", None, None),
        ("ca-hamilton", "2050", "absolute-emission-reduction", "80", "2006"),
    ],
)
def test_well_known_targets_are_there(rows, city, year, type, value, baseline):
    found = rows(
        f"SELECT ?type ?value ?base {{ ?c c2c:madeBy city:{city} ; c2c:hasTarget ?t ."
        f' ?t c2c:targetYear "{year}"^^xsd:gYear ; c2c:targetType ?type'
        " OPTIONAL { ?t schema:value ?value }"
        " OPTIONAL { ?t c2c:hasBaseline/c2c:referenceYear ?base } }"
    )
    kind = f"https://w3id.org/city2city/def/target-type/{type}"
    assert set(found) == {(kind, value, baseline)}


def test_a_namesake_elsewhere_makes_no_commitment(rows):
    """The table's Fuzhou in Jiangxi has no target; C40's Fuzhou has one."""
    labels = rows('SELECT ?c { ?c a c2c:City ; rdfs:label "Fuzhou"@en }')
    assert {row[0].rpartition("/")[2] for row in labels} == {"cn-fuzhou"}


def test_interim_years_that_are_not_before_the_end_say_so(rows):
    odd = rows(
        "SELECT DISTINCT ?interim { ?c c2c:hasTarget ?end, ?interim ."
        " ?end c2c:targetYear ?year . ?interim c2c:targetYear ?year"
        ' FILTER STRENDS(STR(?interim), "--interim") }'
    )
    assert len(odd) == 2
