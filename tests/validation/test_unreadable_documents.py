"""A document that cannot be read is told in the reader's language, with the repair."""

import pytest
from pyoxigraph import RdfFormat

from c2c_graph import errors
from c2c_graph.rdf.limits import ReadingLimits
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
    'a:b a:c "d" ;\na:e a a:F .': "This semicolon has no property after it",
    'a:b a:c "d" ;\na:e a:c "F" .': "This semicolon has no property after it",
    "a:b a:c 1 ;\n@prefix b: <urn:b> .": "Write a dot instead",
    'a:b a:c "d" ,\n a:e "f" .': "Write a semicolon instead",
    'a:b a:c "d"@en "f" .': "Write a comma between the two",
    'a:b a:c "d .\n': "The text that opens here is not closed",
    "a:b a:c <d .\n": "Write > where it ends",
    'a:b a:c "C:\\data" .': "Write two for one",
    'a:b a:c "d"@english_uk .': '"Malmö"@en',
    'a:b a:c "d"^^gYear .': '"2015"^^xsd:gYear',
    "<b> a:c 1 .": "with a prefix",
    "a:b a:c [ a:d 1 a:e 2 ] .": "Close it with ]",
    "@prefix b <urn:b> .": "@prefix city: <",
    "a:b a:c .": "a value is missing",
    "a:b { a:c a:d a:e }": ".trig",
    "@prefix schema: <urn:s> .\na:b schma:c 1 .": "Write schema: ,",
}
# in other syntaxes, and what is refused though it may be RDF
OTHERS = {
    ('{"@id": "a:b", }', RdfFormat.JSON_LD): "no comma",
    ("{a: 1}", RdfFormat.JSON_LD): "straight quotation marks",
    ('{"@context": "http://a"}', RdfFormat.JSON_LD): '"@context": { … }',
    ("<a:b> <a:c> <a:d>\n", RdfFormat.N_TRIPLES): "put a dot at its end",
    ('{"@id": "a:b"}', RdfFormat.TURTLE): "--syntax jsonld",
    ("<?xml version='1.0'?><a/>", RdfFormat.TURTLE): "--syntax rdfxml",
    ("<a><b></a>", RdfFormat.RDF_XML): "Close each element",
    ("<a><b>", RdfFormat.RDF_XML): "ends before its last element",
    ("<a:b/>", RdfFormat.RDF_XML): "xmlns:c2c",
    ("<a>&b;</a>", RdfFormat.RDF_XML): "&amp; for &",
    ("<a:b> <a:c> <<( <a:b> <a:c> 1 )>> .", RdfFormat.TURTLE): "triples of RDF 1.1",
    ("\ufeff<a:b> <a:c> 1 .", RdfFormat.TURTLE): "without one.",
    ("<a:b> <a:c> '\0' .", RdfFormat.TURTLE): "Delete it",
    ("<\0a\0:\0b\0>\0 \0", RdfFormat.TURTLE): "This is UTF-16.",
    ("<a:b> <a:c> " + "[" * 200, RdfFormat.TURTLE): "More than 100 brackets",
    ("<a:b> <a:c> <a:" + "d" * 9000 + "> .", RdfFormat.TURTLE): "more than 8,000",
    ("PREFIX a: <a:b>\n" * 10_001, RdfFormat.TURTLE): "more than 10,000 prefixes",
    ('<!DOCTYPE a [<!ENTITY b "&c;">]><a/>', RdfFormat.RDF_XML): "Write out",
}


def fault(text):
    document = f"@prefix a: <urn:x:> .\n{text}".encode()
    with pytest.raises(errors.RdfSyntaxError) as raised:
        read(document, name="a.ttl", format=RdfFormat.TURTLE)
    return raised.value


def fault_of(text, format):
    with pytest.raises(errors.RdfSyntaxError) as raised:
        read(text.encode(), name="a", format=format, limits=ReadingLimits())
    return raised.value


@pytest.mark.parametrize(("text", "format"), OTHERS)
def test_a_fault_in_any_syntax_is_told_with_its_repair(text, format):
    found = fault_of(text, format)
    assert OTHERS[text, format] in unreadable.told(found, "en", PREFIXES)
    told = {unreadable.told(found, language, PREFIXES) for language in LANGUAGES}
    assert len(told) == 3
    assert [words for words in told if found.detail in words] == []


@pytest.mark.parametrize(
    ("text", "format", "place"),
    [
        ('a:b a:c "d" ;\na:e a a:F .', RdfFormat.TURTLE, (2, 13)),
        ('a:b a:c "d" ,\n a:e "f" .', RdfFormat.TURTLE, (2, 13)),
        ('a:b a:c "d .\n\n', RdfFormat.TURTLE, (2, 9)),
        ("\r\na:b a:c\r a:d 1 .", RdfFormat.TURTLE, (4, 6)),
        ("<a>\r\n<é></a>", RdfFormat.RDF_XML, (3, 6)),
    ],
)
def test_a_fault_stands_where_it_is_repaired(text, format, place):
    head = "@prefix a: <urn:x:> .\n" if format == RdfFormat.TURTLE else "<!-- -->\n"
    found = fault_of(head + text, format)
    assert (found.line, found.column) == place


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
