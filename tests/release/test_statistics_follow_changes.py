"""Numbers that follow change by change are those of counting everything anew."""

import random

import pytest
from pyoxigraph import BlankNode
from pyoxigraph import DefaultGraph
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import TYPE
from c2c_graph.release import grouping
from c2c_graph.release.grouping import GROUPINGS
from c2c_graph.release.statistics import count
from c2c_graph.release.statistics import read_statistics
from c2c_graph.release.statistics import recount
from c2c_graph.release.statistics import statistics_graph

CLASSES = sorted({iri for g in GROUPINGS for iri in (g.counted, g.by)})
PREDICATES = sorted({iri for g in GROUPINGS for iri in g.path} | {SCHEMA + "sameAs"})
ELSEWHERE = [NamedNode("http://a.example/1"), NamedNode("https://b.example/x#y")]


def a_node(dice: random.Random) -> NamedNode | BlankNode:
    if dice.random() < 0.15:
        return BlankNode(f"b{dice.randrange(3)}")
    return NamedNode(f"urn:{dice.randrange(12)}")


def a_quad(dice: random.Random) -> Quad:
    subject = a_node(dice)
    if dice.random() < 0.35:
        kind = NamedNode(dice.choice(CLASSES))
        return Quad(subject, TYPE, dice.choice([kind] * 9 + [a_node(dice)]))
    value = dice.choice([a_node(dice)] * 9 + [Literal("x"), *ELSEWHERE])
    return Quad(subject, NamedNode(dice.choice(PREDICATES)), value)


def change(store: Store, dice: random.Random) -> tuple[set[Quad], set[Quad]]:
    """Change `store` at random; return what left it and what entered it."""
    there = sorted(store.quads_for_pattern(None, None, None, DefaultGraph()), key=str)
    added = {a_quad(dice) for _ in range(dice.randrange(9))} - set(there)
    removed = set(dice.sample(there, min(len(there), dice.randrange(8))))
    for quad in removed:
        store.remove(quad)
    store.extend(added)
    return removed, added


@pytest.mark.parametrize("many", [0, 200], ids=["all-anew", "only-what-is-touched"])
def test_after_random_changes_the_numbers_are_those_of_the_store(
    monkeypatch, many: int
) -> None:
    monkeypatch.setattr(grouping, "_MANY", many)
    dice = random.Random(7)
    store = Store()
    store.extend({a_quad(dice) for _ in range(120)})
    numbers = count(store)
    for _ in range(80):
        removed, added = change(store, dice)
        # by way of the graph, as from one release to the next
        last = read_statistics(statistics_graph(numbers, ()).body)
        numbers = recount(last, store, removed, added)
        fresh = count(store)
        assert numbers.groups == fresh.groups
        assert +numbers.counts == +fresh.counts
