"""Each rule that is not SHACL finds what it is for, says where, and how to repair."""

import pytest

from c2c_graph.namespaces import BASE
from tests.validation.conftest import PREFIXES

MALMO = "city:se-malmo a c2c:City .\n"
FIRST = PREFIXES.count("\n") + 2


def found(home, text):
    home.data(MALMO + text)
    return home.findings()


def test_a_sound_dataset_has_no_findings(home):
    assert found(home, "") == ()


CASES = {
    "literal-rewritten": (
        'city:se-malmo c2c:unLocode "01"^^xsd:integer .',
        "Write 1 .",
    ),
    "undefined-term": ("city:se-malmo c2c:contry city:se-malmo .", "c2c:country"),
    "dangling-iri": ("city:se-malmo c2c:country city:se-malmoe .", "city:se-malmo ."),
    "untyped-entry": ('city:se-lund rdfs:label "Lund"@en .', "city:se-lund"),
    "iri-form": ("<https://w3id.org/city2city/id/city/Lund> a c2c:City .", "city:se-"),
    "iri-kind": ("network:c40 a c2c:City .", "c2c:CityNetwork"),
    "blank-node": ("city:se-malmo rdfs:seeAlso _:b .", "geometry:se-malmo"),
    "schema-http": (
        'city:se-malmo <http://schema.org/alternateName> "M"@en .',
        "schema:alternateName",
    ),
    "owl-same-as": ("city:se-malmo owl:sameAs wd:Q2211 .", "schema:sameAs wd:Q2211"),
    "local-iri": ("city:se-malmo rdfs:seeAlso <file:///home/me> .", "file:///home/me"),
}


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_says_what_is_wrong_and_where(home, rule):
    text, words = CASES[rule]
    (finding,) = found(home, text)
    assert (finding.rule, str(finding.severity)) == (rule, "violation")
    assert words in finding.message
    assert (finding.source, finding.line) == ("data/a.ttl", FIRST + 1)
    assert finding.column >= 1


@pytest.mark.parametrize(
    "tag", ["en-GB", "pt-BR", "zh-Hant", "es-419", "yue-Hant-HK", "x-ours"]
)
def test_language_tags_are_taken_whatever_their_case(home, tag):
    home.data(f'{MALMO}city:se-malmo rdfs:label "M"@{tag} .')
    assert home.rules() == []


@pytest.mark.parametrize(
    ("tag", "meant"),
    [
        ("en-UK", "@en-gb"),
        ("swedish", "@sv"),
        ("swe", "@sv"),
        ("jp", "@ja"),
        ("zz", ""),
    ],
)
def test_a_tag_of_no_language_or_region_is_told_with_what_is_meant(home, tag, meant):
    (finding,) = found(home, f'city:se-malmo rdfs:label "Malmö"@{tag} .')
    assert finding.rule == "language-tag"
    assert finding.repair == (meant and f'rdfs:label "Malmö"{meant}')


def test_a_link_to_a_graph_that_is_not_there_is_told(home):
    graph = BASE + "graph/"
    home.data(f"{MALMO}<{graph}data/a> dcterms:source <{graph}data/nowhere> .")
    (finding,) = home.findings()
    assert (finding.rule, finding.value) == ("dangling-iri", f"<{graph}data/nowhere>")


@pytest.mark.parametrize("graph", ["data/a", "ontology/ns", "inferred"])
def test_every_graph_of_a_release_can_be_linked_to(home, graph):
    home.data(f"{MALMO}city:se-malmo dcterms:source <{BASE}graph/{graph}> .")
    assert home.rules() == []


@pytest.mark.parametrize("term", ["a c2c:Citty", "c2c:contry 1", "rdfs:seeAlso c2c:x"])
def test_a_term_is_looked_up_wherever_it_stands(home, term):
    home.data(f"{MALMO}city:se-malmo {term} .")
    assert home.rules() == ["undefined-term"]


@pytest.mark.parametrize(
    "iri",
    [
        "id/city/se_malmo",
        "id/city/se-malmö",
        "id/town/se-malmo",
        "id/city/se-malmo/",
        "id/city/a---b",
        "id/city/",
        "def/Shock/flood",
        "def/shock/flood/deep",
        "ns#1st",
        "elsewhere/x",
    ],
)
def test_an_iri_of_another_form_is_refused(home, iri):
    home.data(f"{MALMO}wd:Q1 rdfs:seeAlso <{BASE}{iri}> .")
    assert "iri-form" in home.rules()


@pytest.mark.parametrize(
    "iri",
    [
        "id/membership/c40--gb-london--2",
        "def/shock",
        "def/shock/flood",
        "ns/1.0.0",
        "graph/data/cities/se",
        "doc/city/se-malmo",
        "dataset",
    ],
)
def test_an_iri_of_our_form_is_taken(home, iri):
    home.data(f"{MALMO}wd:Q1 rdfs:seeAlso <{BASE}{iri}> .")
    assert "iri-form" not in home.rules()


def test_a_data_file_describes_its_graph(home):
    home.file("data/b.ttl", PREFIXES + MALMO)
    (finding,) = home.findings()
    assert (finding.rule, finding.source) == ("graph-undescribed", "data/b.ttl")
    assert f"Add <{BASE}graph/data/b> a void:Dataset" in finding.message


def test_an_entry_is_described_in_one_file(home):
    home.data(MALMO)
    home.data(MALMO, "data/b.ttl")
    (finding,) = home.findings()
    assert (finding.rule, finding.source) == ("described-twice", "data/b.ttl")
    assert "data/a.ttl" in finding.message


def test_a_published_iri_that_is_gone_is_told(home):
    gone = "https://w3id.org/city2city/id/city/se-lund"
    home.data(MALMO)
    home.file("data/published-iris.txt", gone + "\n")
    (finding,) = home.findings()
    assert (finding.rule, finding.focus) == ("iri-gone", gone)


def test_a_retired_iri_is_not_missed(home):
    home.data(MALMO)
    home.data("city:se-lund dcterms:isReplacedBy city:se-malmo .", "data/retired.ttl")
    home.file("data/published-iris.txt", "https://w3id.org/city2city/id/city/se-lund\n")
    assert home.rules() == []


def test_every_faulty_file_is_told_with_its_place(home):
    home.data(MALMO + "city:x a ;")
    home.file("data/b.ttl", "oops")
    home.data(MALMO, "data/c.ttl")
    places = [(f.source, f.line, f.rule) for f in home.findings()]
    assert places == [("data/a.ttl", FIRST + 1, "syntax"), ("data/b.ttl", 1, "syntax")]


def test_the_report_is_the_same_whatever_the_order(home):
    home.data("city:b rdfs:seeAlso city:c . city:a rdfs:seeAlso city:d .")
    first = home.findings()
    home.data("city:a rdfs:seeAlso city:d . city:b rdfs:seeAlso city:c .")
    assert {said(f) for f in first} == {said(f) for f in home.findings()}
    assert len(first) == 4
    assert list(first) == sorted(first, key=lambda f: f.order())


def said(finding):
    return finding.rule, finding.focus, finding.path, finding.value, finding.message
