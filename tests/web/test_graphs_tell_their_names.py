import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import namespaces

PLACES = NamedNode(namespaces.GRAPHS + "data/places")


@pytest.mark.parametrize(
    ("suffix", "format"), [("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS)]
)
def test_a_format_with_named_graphs_tells_the_name(get, suffix, format):
    quads = list(parse(get(f"/graph/data/places.{suffix}").data, format=format))
    assert {quad.graph_name for quad in quads} == {PLACES}
    plain = parse(get("/graph/data/places.nt").data, format=RdfFormat.N_TRIPLES)
    assert {q.triple for q in quads} == {q.triple for q in plain}


@pytest.mark.parametrize(
    ("suffix", "format"), [("trig", RdfFormat.TRIG), ("nq", RdfFormat.N_QUADS)]
)
def test_the_default_graph_has_none(get, suffix, format):
    quads = parse(get(f"/store?default&format={suffix}").data, format=format)
    assert {quad.graph_name for quad in quads} == {DefaultGraph()}
