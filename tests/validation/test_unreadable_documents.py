"""A document that cannot be read is told in the reader's language, with the repair."""

import pytest
from pyoxigraph import RdfFormat

from c2c_graph import errors
from c2c_graph.rdf.reading import read
from c2c_graph.validation import unreadable
from c2c_graph.validation.report import LANGUAGES

PREFIXES = {"rdfs": "http://www.w3.org/2000/01/rdf-schema#"}
FAULTS = {
    "a:b a:c 1\na:d a:e 1 .": "dot",
    'a:b rdfs:label "A" .': "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .",
    "a:b my:c 1 .": "@prefix city:",
    "a:b a:c https://example.org/ .": "<https:…>",
    "a:b a:c “A” .": 'Write "',
    "a:b a:c 2015-03-12 .": '"2015-03-12"^^xsd:date',
    "a:b a:c 12/03/2015 .": '"2015-03-12"^^xsd:date',
    "a:b a:c <http://example.org/a b> .": "%20",
    "a:b a:c yes .": "yes is no value",
    "a:b is a:c .": "is cannot stand",
    "city,country": "no Turtle",
    'a:b a:c "A\n" .': "not closed on its line",
    "a:b a:c [ a:d 1": "end with a dot",
}


def fault(text):
    document = f"@prefix a: <urn:x:> .\n{text}".encode()
    with pytest.raises(errors.RdfSyntaxError) as raised:
        read(document, name="a.ttl", format=RdfFormat.TURTLE)
    return raised.value


@pytest.mark.parametrize("text", FAULTS)
def test_a_syntax_fault_is_told_with_its_repair(text):
    assert FAULTS[text] in unreadable.told(fault(text), "en", PREFIXES)


@pytest.mark.parametrize("text", FAULTS)
def test_a_syntax_fault_is_told_in_every_language(text):
    found = fault(text)
    told = {unreadable.told(found, language, PREFIXES) for language in LANGUAGES}
    assert len(told) == 3
    assert found.detail not in told - {unreadable.told(found, "en", PREFIXES)}


def test_a_fault_that_is_not_known_keeps_the_words_of_the_engine():
    rare = errors.RdfSyntaxError("odd", source="a.ttl")
    assert unreadable.told(rare, "es", {}) == "Esto no se puede leer: odd"
