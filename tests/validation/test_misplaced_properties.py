"""A property of ours on an entry of another class is told at the property."""

import pytest

from tests.validation.conftest import PREFIXES
from tests.validation.conftest import VOCABULARY

DOMAINS = (
    "c2c:country rdfs:domain c2c:City . c2c:code rdfs:domain c2c:CityNetwork ; "
    "a owl:DatatypeProperty . c2c:ThematicNetwork a owl:Class ; "
    "rdfs:subClassOf c2c:CityNetwork . c2c:Statement a owl:Class ."
)


@pytest.fixture
def told(home):
    def told(text):
        home.file("ontology/ns.ttl", PREFIXES + VOCABULARY + DOMAINS)
        home.data(text)
        return [f for f in home.findings() if f.rule == "misplaced-property"]

    return told


def test_it_is_told_at_the_property_with_both_classes(told):
    (finding,) = told('statement:a a c2c:Statement ; c2c:code "a", "b" .')
    words = "c2c:code belongs to a c2c:CityNetwork, but this is a c2c:Statement."
    assert finding.message.startswith(words)
    assert (str(finding.severity), finding.column) == ("warning", 31)


@pytest.mark.parametrize(
    "text",
    [
        'network:c40 a c2c:ThematicNetwork ; c2c:code "a" .',
        'statement:a c2c:code "a" .',
        'statement:a a <urn:Class> ; c2c:code "a" .',
        # its class is told as wrong already
        'statement:a a c2c:City ; c2c:code "a" .',
    ],
)
def test_entries_that_it_may_belong_to_are_let_be(told, text):
    assert told(text) == []


SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
c2s:Statement a sh:NodeShape ; sh:targetClass c2c:Statement ; sh:property c2s:s .
c2s:City a sh:NodeShape ; sh:targetClass c2c:City ; sh:property c2s:s, c2s:none .
c2s:s sh:path schema:text . c2s:none sh:path schema:email ; sh:maxCount 0 .
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("network:c a c2c:CityNetwork", "belongs to a c2c:City / c2c:Statement, but"),
        ("statement:a a c2c:Statement", ""),
        ("<urn:a> a c2c:CityNetwork", ""),
    ],
)
def test_properties_of_others_belong_where_shapes_take_them(home, told, text, words):
    home.file("shapes/a.ttl", PREFIXES + SHAPES)
    found = told(f'{text} ; schema:text "a" ; schema:email "b" ; schema:name "c" .')
    assert [words in one.message for one in found] == [True] * bool(words)
