import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import Store

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.index import Index
from c2c_graph.dereference.listing import write_index
from c2c_graph.dereference.names import best
from c2c_graph.dereference.names import name_of
from c2c_graph.dereference.names import short

SWEDISH = Literal("Göteborg", language="sv")
ENGLISH = Literal("Gothenburg", language="en")
FRENCH = Literal("Gothembourg", language="fr")
PLAIN = Literal("Goteborg")


@pytest.mark.parametrize(
    ("given", "languages", "chosen"),
    [
        ([SWEDISH, ENGLISH, FRENCH], ("fr",), FRENCH),
        ([SWEDISH, ENGLISH, FRENCH], ("es", "fr"), FRENCH),
        ([SWEDISH, ENGLISH], ("es",), ENGLISH),
        ([SWEDISH, PLAIN], ("es",), PLAIN),
        ([SWEDISH, FRENCH], (), FRENCH),
        (
            [Literal("Gent", language="nl-be")],
            ("nl",),
            Literal("Gent", language="nl-be"),
        ),
        ([], ("en",), None),
    ],
)
def test_the_reader_comes_first_then_english_then_any(given, languages, chosen):
    assert best(given, languages) == chosen
    assert best(given[::-1], languages) == chosen


@pytest.mark.parametrize(
    ("iri", "end"),
    [
        (namespaces.THINGS + "city/se-malmo", "city/se-malmo"),
        (namespaces.TERMS + "City", "City"),
        ("https://a.example/b/c/", "c"),
        ("https://a.example/b#c", "c"),
        ("urn:isbn:1", "urn:isbn:1"),
    ],
)
def test_without_a_label_the_end_of_the_iri_is_the_name(iri, end):
    assert short(iri) == end
    assert name_of(Facts(Store()), NamedNode(iri), ()).value == end


def places():
    made = Store()

    def add(subject, predicate, value):
        made.add(Quad(subject, predicate, value, DefaultGraph()))

    for key, name in [("se-aby", "Åby"), ("se-oslo", "Oslo"), ("se-ab", "Ab")]:
        city = NamedNode(f"{namespaces.THINGS}city/{key}")
        add(city, words.TYPE, NamedNode(words.C2C + "City"))
        add(city, words.LABEL, Literal(name, language="en"))
    foreign = NamedNode("https://a.example/city")
    add(foreign, words.TYPE, NamedNode(words.C2C + "City"))
    return Facts(made)


@pytest.fixture
def index(tmp_path):
    write_index(places(), tmp_path / "lists")
    return Index(tmp_path / "lists")


def ends(nodes):
    return [node.value.rpartition("/")[2] for node in nodes]


def test_a_list_is_sorted_as_people_do_and_holds_our_things_only(index):
    assert ends(e.node for e in index.page("city", 0, 9)) == [
        "se-ab",
        "se-aby",
        "se-oslo",
    ]
    assert index.counts == {"city": 3}


def test_a_page_of_a_list_is_read_for_itself(index):
    assert ends(entry.node for entry in index.page("city", 1, 1)) == ["se-aby"]
    assert index.page("city", 3, 9) == index.page("country", 0, 9) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("åB", ["se-ab", "se-aby"]),
        ("slo", ["se-oslo"]),
        ("", []),
        (" ", []),
        ("zzz", []),
    ],
)
def test_search_folds_case_and_accents(index, text, found):
    assert ends(node for _, node in index.search(text, 10)) == found


def test_search_is_bounded(index):
    assert len(index.search("o", 1)) == 1
