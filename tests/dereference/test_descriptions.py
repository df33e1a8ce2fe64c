import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference import describe
from c2c_graph.dereference import document
from c2c_graph.dereference import words
from c2c_graph.dereference.describe import HUB_LIMIT
from c2c_graph.dereference.describe import INCOMING_LIMIT
from c2c_graph.dereference.describe import PARTS_LIMIT
from c2c_graph.dereference.facts import Facts

GRAPH = NamedNode(namespaces.graph_iri("data/places.ttl"))
COUNTRY = NamedNode(words.C2C + "country")
MEMBER_CITY = NamedNode(words.C2C + "memberCity")
HAS_TARGET = NamedNode(words.C2C + "hasTarget")
HAS_BASELINE = NamedNode(words.C2C + "hasBaseline")


def thing(kind, key):
    return NamedNode(f"{namespaces.THINGS}{kind}/{key}")


def store(*triples, graph=GRAPH, merged=True):
    made = Store()
    for subject, predicate, value in triples:
        made.add(Quad(subject, predicate, value, graph))
        if merged:
            made.add(Quad(subject, predicate, value, DefaultGraph()))
    return made


SWEDEN, MALMO = thing("country", "se"), thing("city", "se-malmo")


def test_a_fact_knows_the_graphs_that_state_it():
    made = store((MALMO, COUNTRY, SWEDEN))
    other = NamedNode(namespaces.graph_iri("data/other.ttl"))
    made.add(Quad(MALMO, COUNTRY, SWEDEN, other))
    (fact,) = Facts(made).about(MALMO)
    assert set(fact.graphs) == {GRAPH, other}


def test_what_stands_outside_the_merge_is_not_said_of_a_published_thing():
    made = store((MALMO, COUNTRY, SWEDEN))
    audit = NamedNode(namespaces.GRAPHS + "audit")
    made.add(Quad(MALMO, words.LABEL, Literal("draft"), audit))
    assert [fact.value for fact in Facts(made).about(MALMO)] == [SWEDEN]


def test_a_thing_known_only_outside_the_merge_is_described_from_there():
    made = store((MALMO, COUNTRY, SWEDEN), merged=False)
    assert [fact.value for fact in Facts(made).about(MALMO)] == [SWEDEN]


@pytest.mark.parametrize("iri", [str(SWEDEN.value), "no iri", "https://a.example/<>"])
def test_what_nothing_is_said_about_is_unknown(iri):
    with pytest.raises(errors.UnknownIri):
        describe.describe(Facts(store((MALMO, COUNTRY, SWEDEN))), iri)


def test_few_pointers_are_all_there():
    cities = [
        (thing("city", f"se-{n}"), COUNTRY, SWEDEN) for n in range(INCOMING_LIMIT)
    ]
    made = store(*cities, (SWEDEN, words.LABEL, Literal("Sweden", language="en")))
    found = describe.describe(Facts(made), str(SWEDEN.value))
    assert sum(len(group.triples) for group in found.incoming) == INCOMING_LIMIT
    assert found.complete()


def test_a_hub_is_cut_by_predicate_and_says_so():
    many = [
        (thing("city", f"{p}-{n}"), NamedNode(words.C2C + p), SWEDEN)
        for p in ("country", "within")
        for n in range(INCOMING_LIMIT)
    ]
    one = (thing("city", "se-one"), NamedNode(words.C2C + "rare"), SWEDEN)
    made = store(*many, one, (SWEDEN, words.LABEL, Literal("Sweden")))
    found = describe.describe(Facts(made), str(SWEDEN.value))
    sizes = {str(group.predicate.value): len(group.triples) for group in found.incoming}
    assert sizes == {
        words.C2C + "country": HUB_LIMIT,
        words.C2C + "within": HUB_LIMIT,
        words.C2C + "rare": 1,
    }
    assert not found.complete()


def test_parts_are_described_down_to_the_baseline():
    pledge, target, base = (
        thing("commitment", "a"),
        thing("target", "a--2030"),
        thing("baseline", "a"),
    )
    made = store(
        (MALMO, words.LABEL, Literal("Malmö", language="sv")),
        (pledge, NamedNode(words.C2C + "madeBy"), MALMO),
        (pledge, HAS_TARGET, target),
        (target, HAS_BASELINE, base),
        (base, NamedNode(words.C2C + "referenceYear"), Literal("1990")),
    )
    found = describe.describe(Facts(made), str(MALMO.value))
    assert list(found.parts) == [pledge, target, base]


def test_without_sources_of_parts_the_same_is_said_of_them():
    pledge, spell = thing("commitment", "a"), thing("membership", "a")
    made = store(
        (MALMO, words.LABEL, Literal("Malmö", language="sv")),
        (pledge, NamedNode(words.C2C + "madeBy"), MALMO),
        (spell, MEMBER_CITY, MALMO),
    )
    audit = NamedNode(namespaces.GRAPHS + "audit")
    made.add(Quad(pledge, words.LABEL, Literal("draft"), audit))
    described = [
        describe.describe(Facts(made), str(MALMO.value), sourced=sourced)
        for sourced in (True, False)
    ]
    assert list(described[0].triples()) == list(described[1].triples())
    assert {fact.graphs for fact in described[1].own} == {(GRAPH,)}


def test_the_number_of_parts_has_a_bound():
    spells = [(thing("membership", str(n)), MEMBER_CITY, MALMO) for n in range(400)]
    made = store(*spells, (MALMO, words.LABEL, Literal("Malmö")))
    found = describe.describe(Facts(made), str(MALMO.value))
    assert len(found.parts) == PARTS_LIMIT


def test_the_document_names_its_topic_graphs_and_licence_and_labels():
    by = NamedNode("https://creativecommons.org/licenses/by/4.0/")
    made = store(
        (MALMO, COUNTRY, SWEDEN),
        (SWEDEN, words.LABEL, Literal("Sweden", language="en")),
        (GRAPH, words.LICENSE, by),
    )
    facts = Facts(made)
    found = describe.describe(facts, str(MALMO.value))
    page = NamedNode(namespaces.DOCUMENTS + "city/se-malmo")
    said = {
        (t.subject, t.predicate, t.object)
        for t in document.triples(facts, found, str(page.value))
    }
    assert (MALMO, COUNTRY, SWEDEN) in said
    assert (SWEDEN, words.LABEL, Literal("Sweden", language="en")) in said
    assert (page, document.PRIMARY_TOPIC, MALMO) in said
    assert (page, document.DERIVED, GRAPH) in said
    assert (page, words.LICENSE, by) in said
