"""What is read for a document has a bound, whatever points to its thing."""

import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference import hubs
from c2c_graph.dereference import words
from c2c_graph.dereference.describe import HUB_LIMIT
from c2c_graph.dereference.describe import INCOMING_LIMIT
from c2c_graph.dereference.describe import PARTS_LIMIT
from c2c_graph.dereference.describe import describe
from c2c_graph.dereference.facts import PROPERTY
from c2c_graph.dereference.facts import STATISTICS
from c2c_graph.dereference.facts import Facts
from tests.counting_store import CountingStore

HUB = NamedNode(namespaces.THINGS + "network/c40")
GRAPH = NamedNode(namespaces.graph_iri("data/many.ttl"))
MEMBER = NamedNode(words.ORG + "organization")
WITHIN = NamedNode(words.C2C + "within")
MANY = 100_000
# labels of what is mentioned are the most: up to six properties may hold one
LOOK_UPS = PARTS_LIMIT + (2 * HUB_LIMIT + INCOMING_LIMIT) * len(words.LABELS)
QUADS = 10_000


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """Stores on disk with a hub to which few, and to which many things point."""
    folder = tmp_path_factory.mktemp("hubs")
    made = {count: Store(folder / str(count)) for count in (INCOMING_LIMIT + 1, MANY)}
    for count, store in made.items():
        store.bulk_extend(quads(count))
    return made


def quads(count):
    for predicate in (MEMBER, WITHIN, words.LABEL):  # as a release counts them
        part = NamedNode(f"{STATISTICS.value}#{len(predicate.value)}")
        yield Quad(part, PROPERTY, predicate, STATISTICS)
    for graph in (GRAPH, DefaultGraph()):
        yield Quad(HUB, words.LABEL, Literal("C40", language="en"), graph)
        for number in range(count):
            thing = NamedNode(f"{namespaces.THINGS}membership/{number:06}")
            predicate = MEMBER if number % 2 else WITHIN
            yield Quad(thing, predicate, HUB, graph)


def written(store, variant):
    facts = Facts(store)
    found = describe(facts, HUB.value, sourced=variant == "quads")
    return getattr(document, variant)(facts, found, namespaces.DOCUMENTS + "hub")


@pytest.mark.parametrize("variant", ["triples", "quads"])
def test_a_hub_of_any_size_costs_the_same_look_ups(stores, variant):
    asked = []
    for store in stores.values():
        counting = CountingStore(store)
        assert written(counting, variant)
        asked.append(counting.asked)
        assert counting.told < QUADS
    few, many = asked
    assert many == few < LOOK_UPS


@pytest.mark.parametrize("after", [0, hubs.PAGE, MANY // 2 - hubs.PAGE])
def test_a_page_of_a_hub_costs_the_same_wherever_it_lies(stores, after):
    facts = Facts(counting := CountingStore(stores[MANY]))
    page = hubs.hub_page(facts, HUB.value, MEMBER.value, after)
    assert len(page.triples) == hubs.PAGE
    assert len(hubs.triples(facts, page, "https://a.example/")) > hubs.PAGE
    assert counting.asked <= 1 + (hubs.PAGE + 1) * len(words.LABELS)
    assert counting.told < QUADS


def test_pages_follow_the_order_of_the_store(stores):
    facts = Facts(stores[MANY])
    first, second = (hubs.hub_page(facts, HUB.value, MEMBER.value, n) for n in (0, 500))
    found = facts.pointing_to(HUB, MEMBER)
    assert [next(found) for _ in range(1_000)] == [*first.triples, *second.triples]
    assert first.next_query == second.query
