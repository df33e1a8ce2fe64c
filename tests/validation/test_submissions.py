"""A submission is told what it would break, in itself and in what is published."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.namespaces import graph_iri
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.reading import read
from c2c_graph.release.published_facts import packaged
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted
from tests.validation import whole_graph

PREFIXES = "".join(f"@prefix {n}: <{s}> .\n" for n, s in load_prefixes().items())
FIRST = PREFIXES.count("\n") + 1
GRAPH = """<https://w3id.org/city2city/graph/lund/2026> a void:Dataset ;
  rdfs:label "Lund"@en ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> ;
  dcterms:publisher organization:undp .
"""


@pytest.fixture(scope="module")
def book():
    return Rulebook.packaged()


@pytest.fixture(scope="module")
def published():
    return packaged()


@pytest.fixture(scope="module")
def faulty(book):
    """Published facts with a city that has no country and an odd code."""
    text = PREFIXES + 'city:se-lund a c2c:City ; c2c:unLocode "wrong" . '
    text += "country:se a c2c:Country ."
    fault = read(text.encode(), name="f", format=RdfFormat.TURTLE, graph="urn:x:faulty")
    known = (q for file in book.dataset.files for q in file.document.quads)
    return whole_graph.facts([*known, *fault.quads])


@pytest.fixture
def report(book, published):
    """Return what is told of a text; it begins on line `FIRST`."""

    def validated(text, *, replaces=(), against=published, language="en"):
        document = read(
            (PREFIXES + text).encode(), name="s.ttl", format=RdfFormat.TURTLE
        )
        return validate(
            Submitted((document,), replaces=frozenset(replaces)),
            against,
            language=language,
            today=datetime.date(2026, 11, 22),
            rulebook=book,
        )

    return validated


def rules(findings):
    return {finding.rule.rpartition("#")[2] for finding in findings}


def of_rule(findings, rule):
    return [one for one in findings if one.rule.rpartition("#")[2] == rule]


def test_a_new_city_with_the_code_of_a_published_one_is_told(report):
    text = 'city:gb-londinium a c2c:City ; c2c:unLocode "GBLON" .'
    told = of_rule(report(text).findings, "S-42-un-locode-once")
    assert [(one.line, one.published) for one in told] == [(FIRST, False)]
    assert "gb-london" in told[0].message


def test_a_second_spell_that_overlaps_a_published_one_is_told(report):
    text = """membership:c40--gb-london--2 a c2c:Membership ;
      c2c:memberCity city:gb-london ; org:organization network:c40 ."""
    told = of_rule(report(text).findings, "S-33-no-overlap")
    assert [one.published for one in told] == [False]


def test_a_founding_date_that_makes_published_memberships_wrong_is_told(report):
    found = report('network:c40 schema:foundingDate "2020"^^xsd:gYear .').findings
    told = of_rule(found, "S-31-after-founding")
    assert {(one.published, one.source, one.line) for one in told} == {
        (True, "s.ttl", FIRST)
    }
    assert all("membership/" in one.focus for one in told)


def test_a_link_to_a_published_entry_of_another_class_is_told(report):
    text = "city:se-lund c2c:country network:c40 ."
    assert "S-36-city-country" in rules(report(text).findings)


def test_a_graph_that_is_replaced_by_less_leaves_links_that_are_told(report):
    graph = graph_iri("data/cities/gb.ttl")
    found = report(GRAPH, replaces=[graph]).findings
    left = [one for one in of_rule(found, "dangling-iri") if one.published]
    assert any(one.value.endswith("city/gb-london>") for one in left)
    gone = {one.focus for one in of_rule(found, "iri-gone")}
    assert "https://w3id.org/city2city/id/city/gb-london" in gone


def test_what_a_submission_repairs_is_told_as_gone(report, faulty):
    found = report("city:se-lund c2c:country country:se .", against=faulty)
    assert "S-36-city-country" in rules(found.gone)
    assert "S-36-city-country" not in rules(found.findings)


def test_what_is_wrong_already_is_told_only_where_it_is_stated_again(report, faulty):
    again = report('city:se-lund c2c:unLocode "wrong" .', against=faulty)
    assert "City-un-locode" in rules(again.findings)
    beside = report("city:se-lund c2c:country country:se .", against=faulty)
    assert "City-un-locode" not in rules(beside.findings)


def test_a_statement_that_another_graph_makes_is_told_with_what_it_says(report):
    (told,) = of_rule(
        report('city:gb-london rdfs:label "Londres"@en .').findings,
        "restates-published",
    )
    assert (told.severity, told.line) == (Severity.WARNING, FIRST)
    assert '"London"@en' in told.message
    assert "data/cities/gb" in told.message


def test_a_name_in_another_language_restates_nothing(report):
    found = report('city:gb-london rdfs:label "Londra"@it .').findings
    assert of_rule(found, "restates-published") == []


@pytest.mark.parametrize("text", ["", "<http://example.org/a> rdfs:label 'A'@en ."])
def test_a_submission_that_no_shape_looks_at_is_not_valid_by_silence(report, text):
    found = report(text)
    assert "nothing-to-check" in rules(found.findings)
    assert not found.conforms


def test_a_submission_that_tells_no_licence_is_asked_for_it(report):
    text = 'city:gb-london rdfs:label "Londra"@it .'
    assert "submission-undescribed" in rules(report(text).findings)
    assert "submission-undescribed" not in rules(report(GRAPH + text).findings)


def test_blank_nodes_are_told_in_what_is_handed_in(report):
    assert "blank-node" in rules(report("city:se-lund c2c:within [] .").findings)


def test_a_misspelt_entry_gets_the_nearest_published_one(report):
    found = report("membership:c40--se-malmo c2c:memberCity city:se-malmoe .").findings
    told = [one for one in found if one.value.endswith("se-malmoe>")]
    assert {one.near for one in told} == {load_prefixes()["city"] + "se-malmo"}


def test_without_published_facts_the_vocabulary_and_its_concepts_are_known(report):
    text = "city:xx-nowhere a c2c:City ; c2c:country country:se ; c2c:nope 1 ."
    found = report(text, against=None)
    assert found.against == "nothing"
    assert {"undefined-term", "S-36-city-country"} <= rules(found.findings)


def test_a_class_that_is_a_text_is_a_finding_and_no_fault(report):
    text = """city:se-nowhere a "City" .
      membership:c40--se-nowhere a c2c:Membership ; c2c:memberCity city:se-nowhere ."""
    assert "S-30-member-city" in rules(report(text).findings)


TERM = "c2c:Citty a owl:Class ; rdfs:label 'a'@en . city:se-x a c2c:Citty ."


def test_no_submission_makes_up_terms_of_the_vocabulary(report):
    assert of_rule(report(TERM).findings, "undefined-term")


def test_who_replaces_a_part_of_the_ontology_may_define_terms(report):
    found = report(TERM, replaces=frozenset({graph_iri("ontology/places.ttl")}))
    assert not of_rule(found.findings, "undefined-term")
