"""A release and the dataset that it was made of state the same facts."""

from collections import Counter

import pytest
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.release import published_facts

LONDON = NamedNode(namespaces.THINGS + "city/gb-london")
CITY = NamedNode(namespaces.TERMS + "City")
ASKED = [
    (None, None, None),
    (LONDON, None, None),
    (LONDON, LABEL, None),
    (None, None, LONDON),
    (None, TYPE, CITY),
    (NamedNode("https://example.org/nobody"), None, None),
]


@pytest.fixture(scope="module")
def packaged():
    return published_facts.packaged()


@pytest.fixture(scope="module")
def released(shipped_release):
    return published_facts.released(shipped_release)


@pytest.mark.parametrize("pattern", ASKED, ids=str)
def test_both_find_the_same_quads(packaged, released, pattern):
    assert Counter(released.quads(*pattern)) == Counter(packaged.quads(*pattern))


def test_both_hold_the_same_graphs(packaged, released):
    name = namespaces.graph_iri("data/cities/se.ttl")
    assert set(released.graph(name)) == set(packaged.graph(name)) != set()


def test_what_follows_and_what_rules_are_stated_by_neither(packaged, released):
    for facts in (packaged, released):
        assert list(facts.graph(namespaces.INFERRED_GRAPH)) == []
        assert list(facts.graph(namespaces.graph_iri("shapes/City.ttl"))) == []


def test_both_find_a_city_by_its_name(packaged, released):
    assert LONDON in set(packaged.named("london"))
    assert set(packaged.named("london")) == set(released.named("london"))
