"""What is written as RDF/XML is XML, and says what it was to say, or is refused."""

from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.errors import NotAcceptable
from c2c_graph.rdf import rdf_xml
from c2c_graph.rdf.terms import RDF
from c2c_graph.rdf.terms import TYPE

THING = NamedNode("urn:a")
NAMELESS = ("http://ex.org/1", "http://ex.org/a/", "http://ex.org/a:1", "http://e/%41")


def of(predicate, value=None):
    return Triple(THING, NamedNode(predicate), value or Literal("x"))


@pytest.mark.parametrize(
    "iri",
    [*NAMELESS, RDF + "li", RDF + "Description", "http://www.w3.org/2000/xmlns/a"],
)
def test_a_property_without_a_name_is_refused(iri):
    with pytest.raises(NotAcceptable, match="Turtle") as fault:
        rdf_xml.document([of("http://ex.org/a"), of(iri)], {})
    assert f"<{iri}>" in fault.value.detail


def test_a_property_within_a_triple_term_is_refused():
    with pytest.raises(NotAcceptable, match="<http"):
        rdf_xml.document([of("http://ex.org/a", of("http://ex.org/1"))], {})


@pytest.mark.parametrize("iri", [*NAMELESS, "http://ex.org/1?a&b", "urn:x:A"])
def test_a_class_is_written_whatever_its_name(iri):
    said = [
        Triple(THING, TYPE, NamedNode(iri)),
        of("urn:x:p", Literal('<oxprefix: xmlns:oxprefix="x">')),
        Triple(NamedNode("urn:b"), TYPE, NamedNode(iri)),
    ]
    text = rdf_xml.document(said, {})
    ElementTree.fromstring(text)
    read = rdflib.Graph().parse(data=text, format="xml")
    assert {tuple(map(str, t)) for t in read} == {
        (t.subject.value, t.predicate.value, t.object.value) for t in said
    }


def test_a_carriage_return_stays_one():
    text = rdf_xml.document([of("urn:x:p", Literal("a\r\nb"))], {})
    (value,) = rdflib.Graph().parse(data=text, format="xml").objects()
    assert str(value) == "a\r\nb"


@pytest.mark.parametrize("size", [1, 2, 7, 13, 24, 31])
def test_pieces_are_written_as_the_whole_is(size):
    text = b'<a><oxprefix: xmlns:oxprefix="i" rdf:about="x">\n</oxprefix:></a>' * 2
    written, rest = b"", b""
    for start in range(0, len(text), size):
        tags, rest = rdf_xml.whole_tags(rest + text[start : start + size])
        written += rdf_xml.with_names(tags)
    assert (written, rest) == (rdf_xml.with_names(text), b"")
