"""Characters that nobody sees are told where they stand; letters that need them not."""

import pytest

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.formats import FILE_FORMATS
from c2c_graph.rdf.reading import read
from c2c_graph.validation.hidden_characters import in_file

TEXT, IRI = "hidden-character", "hidden-character-in-iri"
OVERRIDE = "U+202E RIGHT-TO-LEFT OVERRIDE"
PREFIX = "@prefix a: <http://a.example/> .\n"


def remarks(text, suffix=".ttl"):
    format = FILE_FORMATS[suffix].syntax
    document = read(text.encode(), name="t", format=format, graph="http://g.example/")
    return list(in_file(SourceFile("t", "data", "http://g.example/", document)))


@pytest.mark.parametrize(
    ("statement", "rule", "character", "column"),
    [
        ('a:s a:p "ab\u202ecd" .', TEXT, OVERRIDE, 12),
        ("a:s a:p '''\n\u2066''' .", TEXT, "U+2066 LEFT-TO-RIGHT ISOLATE", 1),
        ('a:s a:p "a\\u202Eb" .', TEXT, OVERRIDE, 11),
        ('a:s a:p "\\U000E0041" .', TEXT, "U+E0041 TAG LATIN CAPITAL LETTER A", 10),
        ('a:s a:p "a\\u0000b" .', TEXT, "U+0000", 11),
        ('a:s a:p "ab\u200bcd" .', TEXT, "U+200B ZERO WIDTH SPACE", 12),
        ('a:s a:p "ab\u200ccd" .', TEXT, "U+200C ZERO WIDTH NON-JOINER", 12),
        ("a:s a:p 1 . # 1\u202e2", TEXT, OVERRIDE, 16),
        ("a:s a:p <http://a.example/\u202ex> .", IRI, OVERRIDE, 27),
        ("<http://a.example/\\u202Ex> a:p 1 .", IRI, OVERRIDE, 19),
        ("a:s a:p\u200d 1 .", IRI, "U+200D ZERO WIDTH JOINER", 8),
    ],
)
def test_a_hidden_character_is_told_where_it_stands(statement, rule, character, column):
    (remark,) = remarks(PREFIX + statement)
    assert (remark.rule, remark.details["character"]) == (rule, character)
    assert remark.place.column == column


@pytest.mark.parametrize(
    "text",
    [
        "می\u200cخواهم",
        "क्\u200dष",
        "👩\u200d💻",
        "🏴\U000e0067\U000e0062",
        "שלום\u200f!",
        "a\tb",
    ],
)
def test_what_a_script_needs_is_taken(text):
    assert remarks(f'{PREFIX}a:s a:p "{text}", "\\\\u202E" .') == []


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".jsonld", '{"@id": "x:s", "x:p": ["a\\u202eb", {"@id": "x:\u202e"}]}'),
        (
            ".rdf",
            '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="x:">'
            '<r:Description r:about="x:s"><p>a&#x202e;b</p><p r:resource="x:\u202e"/>'
            "</r:Description></r:RDF>",
        ),
    ],
)
def test_in_a_syntax_without_places_the_statement_is_told(suffix, text):
    found = remarks(text, suffix)
    assert [remark.rule for remark in found] == [TEXT, IRI]
    assert {remark.focus.value for remark in found} == {"x:s"}
    assert all(remark.place is None for remark in found)


def test_a_finding_names_the_statement_and_weighs_by_where_it_is(home):
    home.data(
        'city:se-malmo a c2c:City ; rdfs:label "Mal\u202emö"@en ;\n'
        "  rdfs:seeAlso <http://a.example/\u202e> ."
    )
    text, iri = home.findings()
    assert (str(text.severity), str(iri.severity)) == ("warning", "violation")
    assert text.focus.endswith("/city/se-malmo")
    assert OVERRIDE in text.message
    assert (iri.text, iri.end_column - iri.column) == (
        "  rdfs:seeAlso <http://a.example/\u202e> .",
        1,
    )
