"""A statement's place in the text is where a reader would point."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Triple

from c2c_graph.rdf.canonical import write_turtle
from c2c_graph.rdf.places import Place
from c2c_graph.rdf.places import Places
from c2c_graph.rdf.reading import read
from c2c_graph.rdf.text import LONGEST_LINE

FLAT = """@prefix a: <http://a/> . # a:x "
PREFIX b: <http://b/>
a:s a:p "x, \\" ; y"@en , 1.5 ; # , ;
    a:q \"\"\"two
lines\"\"\" , '3'^^a:dt .
<http://a/t> a:p a:e.f.a:u a:p true .
"""


def document(text):
    return read(text.encode(), name="t", format=RdfFormat.TURTLE, graph="http://g/")


def at(doc, place):
    return doc.text.decode().splitlines()[place.line - 1][place.column - 1 :]


@pytest.mark.parametrize(
    ("value", "rest"),
    [
        ("1.5", "1.5 ; # , ;"),
        ("two\nlines", '"""two'),
        ("3", "'3'^^a:dt ."),
        ("true", "true ."),
    ],
)
def test_an_object_is_found_where_it_stands(value, rest):
    doc = document(FLAT.replace("a:e.f.a:u", "a:e.f . a:u"))
    quad = next(q for q in doc.quads if getattr(q.object, "value", "") == value)
    place = Places(doc).of(quad.subject, quad.predicate, quad.object)
    assert at(doc, place) == rest
    assert place.text == doc.text.decode().splitlines()[place.line - 1]


DOC = """@prefix : <x:> .\r
:s :p [ :q ( 1 [ :r '''two\r
lines'''^^:d ] ) ] ,\r
  _:b .
"""


def shown(text, place):
    """Return what of `text` is between the ends of `place`."""
    lines = text.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    return "\n".join([lines[0][place.column - 1 :], *lines[1:]])


def of(doc, predicate, **part):
    quad = next(q for q in doc.quads if q.predicate.value.endswith(predicate))
    place = Places(doc).of(quad.subject, quad.predicate, quad.object, **part)
    return shown(doc.text.decode(), place)


@pytest.mark.parametrize(
    ("predicate", "part", "text"),
    [
        ("x:p", "object", DOC[DOC.index("[") : DOC.index(" ,")]),
        ("x:p", "subject", ":s"),
        ("x:q", "object", DOC[DOC.index("(") : DOC.index(" ] ,")]),
        ("x:q", "predicate", ":q"),
        ("x:r", "object", "'''two\r\nlines'''^^:d"),
        ("first", "object", "1"),
    ],
)
def test_each_part_of_a_nested_statement_has_its_ends(predicate, part, text):
    assert of(document(DOC), predicate, part=part) == text


def test_a_blank_node_is_found_at_its_bracket_or_label():
    doc = document(DOC)
    nodes = {q.subject for q in doc.quads if q.predicate.value in {"x:q", "x:r"}}
    blocks = [Places(doc).block(node) for node in (*nodes, BlankNode("b"))]
    assert sorted(shown(DOC, place) for place in blocks) == ["[", "[", "_:b"]


def test_a_datatype_or_language_has_a_place_of_its_own():
    doc = document('<x:s> <x:p> "a" ^^ <x:d> , "b"@EN , 1 .')
    places = [Places(doc).datatype(*q.triple) for q in doc.quads]
    text = doc.text.decode()
    assert [shown(text, place) for place in places] == ["<x:d>", "@EN", "1"]


def test_a_missing_statement_points_at_its_subject():
    doc = document("<http://a> a <http://T> .\n  <http://b> a <http://T> .")
    place = Places(doc).of(NamedNode("http://b"), NamedNode("http://p"))
    assert (place.line, place.column, place.end_column) == (2, 3, 13)


def test_a_statement_with_another_value_points_at_its_predicate():
    doc = document("@prefix a: <http://a/> .\na:x a:p [ a:q 1 ] .\na:y a:p ( 1 ) .")
    place = Places(doc).of(NamedNode("http://a/y"), NamedNode("http://a/p"))
    assert (place.line, place.column) == (3, 5)


def test_what_is_only_named_is_found_where_it_is_named_first():
    doc = document("<x:a> <x:p> <x:b> .\n<x:c> <x:p> <x:b> .")
    place = Places(doc).block(NamedNode("x:b"))
    assert (place.line, place.column) == (1, 13)


@pytest.mark.parametrize(
    ("format", "text"),
    [
        (RdfFormat.JSON_LD, '{"@id": "x:a", "x:p": 1}'),
        (RdfFormat.TURTLE, "<x:b> <x:p> 1 ."),
    ],
)
def test_what_is_not_known_has_no_place(format, text):
    doc = read(text.encode(), name="t", format=format)
    assert Places(doc).of(NamedNode("x:a"), NamedNode("x:p")) == Place(0, 0)


def test_no_place_is_told_where_the_statements_found_are_not_those_read():
    doc = document("<x:a> <x:p> 1 , 2 .")
    places = Places(replace(doc, quads=doc.quads[1:]))
    assert places.block(NamedNode("x:a")) == Place(0, 0)


@pytest.mark.parametrize("format", [RdfFormat.N_TRIPLES, RdfFormat.N_QUADS])
def test_a_line_for_each_statement_has_places(format):
    text = '# "\n<x:a> <x:p> "1 ."^^<x:d> .# <x:x>\n_:a<x:p>"2"@en.\n'
    doc = read(text.encode(), name="t", format=format)
    places = [Places(doc).of(*q.triple) for q in doc.quads]
    assert [shown(text, place) for place in places] == ['"1 ."^^<x:d>', '"2"@en']


def test_of_a_very_long_line_only_its_beginning_is_kept():
    doc = document(f'<x:a> <x:p> "{"a" * 10_000}" , 2 .')
    first, second = (Places(doc).of(*q.triple) for q in doc.quads)
    assert (len(first.text), first.column) == (LONGEST_LINE, 13)
    assert (second.text, second.column) == ("", 10_018)


texts = st.text(st.characters(exclude_categories=["Cs"]))
terms = st.sampled_from(["http://ex.org/a", "http://ex.org/b.c", "x:y/z"])
terms = terms.map(NamedNode)
flat = st.lists(
    st.builds(
        Triple,
        terms,
        terms,
        terms | texts.map(Literal) | texts.map(lambda t: Literal(t, language="en")),
    ),
    min_size=1,
    unique=True,
)


@settings(max_examples=150, deadline=None)
@given(flat)
def test_every_statement_of_a_canonical_file_is_placed(graph):
    doc = document(write_turtle(graph, {"ex": "http://ex.org/"}))
    places = Places(doc)
    lines = {places.of(t.subject, t.predicate, t.object).line for t in graph}
    assert len(lines) == len(graph)
