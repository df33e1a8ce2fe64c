"""A statement's place in the text is where a reader would point."""

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Triple

from c2c_graph.rdf.canonical import write_turtle
from c2c_graph.rdf.places import Places
from c2c_graph.rdf.reading import read

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


def test_a_missing_statement_points_at_its_subject():
    doc = document("<http://a> a <http://T> .\n  <http://b> a <http://T> .")
    place = Places(doc).of(NamedNode("http://b"))
    assert (place.line, place.column) == (2, 3)


def test_after_nested_text_the_predicate_is_found():
    doc = document("@prefix a: <http://a/> .\na:x a:p [ a:q 1 ] .\na:y a:p ( 1 ) .")
    place = Places(doc).of(NamedNode("http://a/y"), NamedNode("http://a/p"))
    assert (place.line, place.column) == (3, 5)


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
