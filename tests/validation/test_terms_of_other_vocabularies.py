"""A misspelt term of a vocabulary that we reuse is told, with the nearest one."""

import pytest

from tests.validation.conftest import PREFIXES

MALMO = "<https://w3id.org/city2city/id/city/se-malmo> a c2c:City ; "
DECLARED = (
    "schema:alternateName a owl:DatatypeProperty . dcterms:source a rdf:Property . "
    "skos:Concept a owl:Class . "
)


@pytest.fixture
def told(home):
    def told(statement):
        home.file("ontology/external.ttl", PREFIXES + DECLARED)
        home.data(MALMO + statement)
        return [f for f in home.findings() if f.rule == "unread-term"]

    return told


@pytest.mark.parametrize(
    ("statement", "near"),
    [
        ('schema:alternatName "Malmø" .', "schema:alternateName"),
        ("dcterms:sorce <https://example.org/> .", "dcterms:source"),
        ('rdfs:lable "Malmö"@sv .', "rdfs:label"),
        ("a skos:Concpt .", "skos:Concept"),
    ],
)
def test_a_misspelt_term_is_told_with_the_nearest(told, statement, near):
    (finding,) = told(statement)
    assert (str(finding.severity), near in finding.message) == ("warning", True)


@pytest.mark.parametrize(
    "statement",
    [
        'schema:alternateName "Malmø" .',
        "rdf:_12 <https://example.org/> .",
        'rdfs:comment "A city."@en .',
        'foaf:nick "a vocabulary we do not use" .',
    ],
)
def test_terms_that_exist_are_left_alone(told, statement):
    assert told(statement) == []
