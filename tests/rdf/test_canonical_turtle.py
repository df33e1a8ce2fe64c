"""Equal graphs give equal text, and nothing is lost in writing."""

import random

import pytest
from hypothesis import example
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Triple

from c2c_graph.rdf.canonical import format_turtle
from c2c_graph.rdf.canonical import write_turtle
from c2c_graph.rdf.hashing import graph_hash
from c2c_graph.rdf.reading import read
from c2c_graph.rdf.terms import FIRST
from c2c_graph.rdf.terms import NIL
from c2c_graph.rdf.terms import REST

PREFIXES = {"ex": "http://ex.org/", "deep": "http://ex.org/deep/"}
XSD = "http://www.w3.org/2001/XMLSchema#"

iris = st.one_of(
    st.sampled_from(["http://ex.org/a", "http://ex.org/deep/b", "http://ex.org/é"]),
    st.text("abc-._~/:", min_size=1).map(lambda t: "http://ex.org/" + t),
).map(NamedNode)
texts = st.text(st.characters(exclude_categories=["Cs"]))
literals = st.one_of(
    texts.map(Literal),
    st.builds(lambda t: Literal(t, language="en-gb"), texts),
    st.sampled_from(["007", "-1", "+2"]).map(
        lambda t: Literal(t, datatype=NamedNode(XSD + "integer"))
    ),
    st.sampled_from(["1.50", ".5", "1."]).map(
        lambda t: Literal(t, datatype=NamedNode(XSD + "decimal"))
    ),
    st.sampled_from(["true", "1", "yes"]).map(
        lambda t: Literal(t, datatype=NamedNode(XSD + "boolean"))
    ),
    texts.map(lambda t: Literal(t, datatype=NamedNode("http://ex.org/type"))),
)
blanks = st.sampled_from(["b0", "b1", "c14n0"]).map(BlankNode)
triples = st.lists(
    st.builds(Triple, iris | blanks, iris, iris | blanks | literals), max_size=12
)
HEAD, TAIL = BlankNode("b0"), BlankNode("b1")
cells = st.builds(
    Triple,
    blanks | iris,
    st.sampled_from([FIRST, REST, NamedNode("http://ex.org/p")]),
    blanks | st.sampled_from([NIL, NamedNode("http://ex.org/a")]),
)


def parsed(text):
    return read(text.encode(), name="test", format=RdfFormat.TURTLE).quads


@settings(max_examples=150, deadline=None)
@given(triples)
def test_what_is_written_reads_back_as_the_same_graph(graph):
    said = graph_hash(Quad(t.subject, t.predicate, t.object) for t in graph)
    assert graph_hash(parsed(write_turtle(graph, PREFIXES))) == said
    assert graph_hash(parsed(write_turtle(graph, {}))) == said


@settings(max_examples=300, deadline=None)
@given(st.lists(cells, max_size=9))
@example([Triple(HEAD, FIRST, HEAD), Triple(HEAD, REST, NIL)])
@example([Triple(HEAD, FIRST, NIL), Triple(HEAD, REST, HEAD)])
@example(
    [
        *(Triple(HEAD, FIRST, TAIL), Triple(HEAD, REST, NIL)),
        *(Triple(TAIL, FIRST, HEAD), Triple(TAIL, REST, NIL)),
    ]
)
def test_lists_read_back_however_broken_they_are(graph):
    said = graph_hash(Quad(t.subject, t.predicate, t.object) for t in graph)
    assert graph_hash(parsed(write_turtle(graph, PREFIXES))) == said


@settings(max_examples=100, deadline=None)
@given(st.lists(st.builds(Triple, iris, iris, iris | literals), max_size=12))
def test_lexical_forms_survive(graph):
    assert {q.triple for q in parsed(write_turtle(graph, PREFIXES))} == set(graph)


@settings(max_examples=100, deadline=None)
@given(triples, st.randoms(use_true_random=False))
def test_the_order_of_triples_does_not_show(graph, rng: random.Random):
    shuffled = list(graph)
    rng.shuffle(shuffled)
    assert write_turtle(graph, PREFIXES) == write_turtle(shuffled, PREFIXES)


@settings(max_examples=100, deadline=None)
@given(triples)
def test_formatting_twice_changes_nothing(graph):
    once = format_turtle(
        write_turtle(graph, {}).encode(), name="test", prefixes=PREFIXES
    )
    assert format_turtle(once.encode(), name="test", prefixes=PREFIXES) == once


def test_the_form_is_one_triple_a_line_with_the_dot_alone():
    text = b'@prefix ex: <http://ex.org/> . ex:a ex:p "x"@en, 1.50, (1 2) ; a ex:T .'
    assert format_turtle(text, name="test", prefixes=PREFIXES) == (
        "@prefix ex: <http://ex.org/> .\n\n"
        "ex:a\n"
        "    a ex:T ;\n"
        '    ex:p "x"@en ;\n'
        "    ex:p ( 1 2 ) ;\n"
        "    ex:p 1.50 ;\n"
        ".\n"
    )


def test_the_comment_block_at_the_top_is_kept():
    text = b"# licence\n# scheme\n\n<http://ex.org/a> a <http://ex.org/T> . # gone\n"
    formatted = format_turtle(text, name="test", prefixes=PREFIXES)
    assert formatted.startswith("# licence\n# scheme\n\n@prefix ex:")
    assert "gone" not in formatted


def test_a_prefix_the_project_does_not_know_is_kept():
    text = b"@prefix my: <http://my.org/> . my:a a my:T ."
    assert "my:a\n    a my:T ;" in format_turtle(text, name="t", prefixes=PREFIXES)


@pytest.mark.parametrize("local", ["a/b", "a#b", "-a", "a.", ""])
def test_an_odd_local_name_is_written_as_a_full_iri(local):
    node = NamedNode("http://ex.org/" + local)
    assert f"<http://ex.org/{local}>" in write_turtle(
        [Triple(node, node, node)], PREFIXES
    )
