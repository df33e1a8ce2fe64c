"""Hashes depend on content alone; literals that would change are told."""

import random

import pytest
from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph.rdf.hashing import canonicalized
from c2c_graph.rdf.hashing import graph_hash
from c2c_graph.rdf.hashing import sorted_nquads
from c2c_graph.rdf.literals import changed_by_store

XSD = "http://www.w3.org/2001/XMLSchema#"
NODE = NamedNode("http://ex.org/a")
QUADS = [Quad(NODE, NODE, Literal(f"é\n{n}"), NODE) for n in range(50)]


def test_the_hash_does_not_depend_on_the_order():
    shuffled = random.Random(1).sample(QUADS, len(QUADS))
    assert graph_hash(QUADS) == graph_hash(shuffled)


def test_sorted_nquads_are_the_rdfc_form_without_blank_nodes():
    assert sorted_nquads(QUADS) == sorted_nquads(canonicalized(QUADS))


def test_the_hash_does_not_depend_on_blank_node_labels():
    one, two = (
        [Quad(BlankNode(a), NODE, BlankNode(b)), Quad(BlankNode(b), NODE, NODE)]
        for a, b in (("x", "y"), ("q", "p"))
    )
    assert graph_hash(one) == graph_hash(two)


@pytest.mark.parametrize(
    ("text", "datatype", "stored"),
    [
        ("01", "integer", "1"),
        ("40.0", "decimal", "40"),
        ("2026-11-21T10:00:00+00:00", "dateTime", "2026-11-21T10:00:00Z"),
    ],
)
def test_a_literal_the_store_would_rewrite_is_told(text, datatype, stored):
    literal = Literal(text, datatype=NamedNode(XSD + datatype))
    assert changed_by_store(literal).value == stored


@pytest.mark.parametrize(
    ("text", "datatype"),
    [("1", "integer"), ("40.5", "decimal"), ("2005", "gYear"), ("x", "string")],
)
def test_a_literal_the_store_keeps_is_let_through(text, datatype):
    assert changed_by_store(Literal(text, datatype=NamedNode(XSD + datatype))) is None
