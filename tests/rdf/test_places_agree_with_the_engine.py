"""The walk over tokens and the engine find the same statements in the same bytes."""

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat

from c2c_graph.rdf.places import Places
from c2c_graph.rdf.reading import read
from tests.rdf import turtle_documents
from tests.rdf.placed_terms import confused
from tests.rdf.placed_terms import misfits
from tests.rdf.placed_terms import statements

documents = st.one_of(
    st.tuples(st.just(RdfFormat.TURTLE), turtle_documents.turtle),
    st.tuples(st.just(RdfFormat.TRIG), turtle_documents.trig),
)


def agree(format, text):
    doc = read(text.encode(), name="t", format=format, graph="http://test.example/d")
    assert misfits(doc, turtle_documents.HEADER) == []
    assert confused(doc) == {}
    lines, places, seen = text.split("\n"), Places(doc), set()
    for quad, (_, _, value) in statements(doc):
        place = places.of(quad.subject, quad.predicate, quad.object)
        if quad.triple not in seen:  # of repeated ones the first is told
            assert text[value:].startswith(lines[place.line - 1][place.column - 1 :])
        seen.add(quad.triple)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_the_text_at_a_place_is_the_term(found):
    agree(*found)


@pytest.mark.long
@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_the_text_at_a_place_is_the_term_in_many_documents(found):
    agree(*found)
