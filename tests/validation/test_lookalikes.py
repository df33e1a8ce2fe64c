"""A new entry is told which published ones it may be, and by what; others are not."""

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat

from c2c_graph import namespaces
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.reading import read
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation.duplicates import lookalike_remarks
from c2c_graph.validation.lookalikes import lookalikes_among
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.report import Severity
from c2c_graph.validation.traits import Point
from tests.validation.conftest import PREFIXES


class Facts:
    """The shipped data as what is published, by subject."""

    name = "shipped"

    def __init__(self, quads):
        self._quads = {}
        for quad in quads:
            self._quads.setdefault(quad.subject, []).append(quad)

    def quads(self, subject=None, predicate=None, value=None):
        found = self._quads.get(subject, ())
        return (quad for quad in found if predicate in {None, quad.predicate})


@pytest.fixture(scope="module")
def published():
    files = read_dataset(packaged_dataset()).role("data")
    quads = [quad for file in files for quad in file.document.quads]
    return Facts(quads), lookalikes_among(quads)


def told(published, text, language="en"):
    """Return (entry, what it looks like, severity, message) of what is told."""
    quads = read(
        f"{PREFIXES}{text}".encode(), name="a.ttl", format=RdfFormat.TURTLE
    ).quads
    remarks = lookalike_remarks(quads, *published, language)
    return [
        (short(r.focus), short(r.details["near"]), r.severity, r.message)
        for r in remarks
    ]


def short(node):
    return node.value.removeprefix(namespaces.THINGS)


def city(key, name, more="", country=None):
    country = country or f"country:{key[:2]}"
    return (
        f"city:{key} a c2c:City ; rdfs:label {name} ; c2c:country {country} {more} .\n"
    )


def at(key, longitude, latitude):
    return (
        f"city:{key} geo:hasDefaultGeometry geometry:{key} . geometry:{key} "
        f'geo:asWKT "POINT({longitude} {latitude})"^^geo:wktLiteral .\n'
    )


ONE = {
    "a name in another language, near by": (
        city("gb-londres", '"Londres"@fr', '; schema:alternateName "London"@fr')
        + at("gb-londres", -0.12, 51.518),
        "city/gb-london",
        "1.1 km apart; same name in another language",
    ),
    "a code": (
        city("gb-londres", '"Londres"@es', '; c2c:unLocode "GB LON"'),
        "city/gb-london",
        "same UN/LOCODE",
    ),
    "one written as the page": (
        city(
            "dk-kobenhavn",
            '"København"@da',
            "; schema:sameAs <https://www.geonames.org/2618425/copenhagen.html>",
        ),
        "city/dk-copenhagen",
        "same GeoNames entry",
    ),
    "a place": (
        city("dk-kobenhavn", '"København"@da') + at("dk-kobenhavn", 12.566, 55.68),
        "city/dk-copenhagen",
        "km apart",
    ),
    "letters of two": (city("se-malmoe", '"Malmoe"@en'), "city/se-malmo", "same name"),
    "a slip": (city("se-goteburg", '"Goteburg"@sv'), "city/se-gothenburg", "almost"),
    "capitals and spaces": (
        'person:a-hidalgo a schema:Person ; rdfs:label "ANNE  Hidalgo"@fr .',
        "person/anne-hidalgo",
        "same name in another language",
    ),
    "an ISBN of ten digits": (
        'publication:mayors a c2c:Publication ; bibo:isbn10 "0-300-16467-X" .',
        "publication/barber",
        "same ISBN",
    ),
}
"""What looks like one published entry, and by what."""

NOBODY = {
    "a city of that name in another country": city("ve-valencia", '"Valencia"@es'),
    "a name that two countries have": city("ph-san-jose", '"San José"@es'),
    "near, across a border": city("se-x", '"X-stad"@sv', country="country:se")
    + at("se-x", 12.57, 55.676),
    "far apart in one country": city("gb-other", '"London"@en')
    + at("gb-other", -3, 56),
    "a person called as a city": 'person:l a schema:Person ; rdfs:label "London"@en .',
    "what is published already": city("gb-london", '"London"@en'),
}


@pytest.mark.parametrize("name", ONE)
def test_a_new_entry_is_told_what_it_looks_like(published, name):
    text, other, matched = ONE[name]
    found = told(published, text)
    assert [pair[1] for pair in found] == [other]
    assert matched in found[0][3]


@pytest.mark.parametrize("name", NOBODY)
def test_another_thing_is_called_no_duplicate(published, name):
    assert told(published, NOBODY[name]) == []


def test_much_in_common_weighs_more_than_a_name(published):
    name = city("se-malmoe", '"Malmö"@sv')
    code = city("se-malmoe", '"Malmö"@sv', '; c2c:unLocode "SEMMA"')
    assert [pair[2] for pair in told(published, name)] == [Severity.INFO]
    assert [pair[2] for pair in told(published, code)] == [Severity.WARNING]


def test_of_two_new_entries_the_second_is_told_the_first(published):
    text = city("se-ny", '"Nystad"@sv') + city("se-ny-stad", '"Nystad"@en')
    assert [pair[:2] for pair in told(published, text)] == [
        ("city/se-ny-stad", "city/se-ny")
    ]


def test_each_language_has_its_own_words(published):
    text = city("gb-londres", '"London"@es', '; c2c:unLocode "GBLON"')
    messages = {told(published, text, one)[0][3] for one in LANGUAGES}
    assert len(messages) == len(LANGUAGES)


@pytest.mark.parametrize(
    ("place", "other"), [((179.99, 0), (-179.99, 0)), ((10, 89.5), (10.3, 89.5))]
)
def test_what_is_near_is_found_round_the_globe(place, other):
    text = at("xx-a", *place).encode()
    found = lookalikes_among(
        read(PREFIXES.encode() + text, name="a.ttl", format=RdfFormat.TURTLE).quads
    )
    near = found.near(Point(*other), 5)
    assert NamedNode(namespaces.THINGS + "city/xx-a") in set(near)


def test_what_is_almost_spelt_so_is_found(published):
    _, found = published
    wanted = namespaces.THINGS + "city/gb-{}"
    near = found.almost_spelt(wanted.format("birmignham"))
    assert {node.value for node in near} == {wanted.format("birmingham")}


def test_a_country_is_found_by_its_name(published):
    _, found = published
    assert NamedNode(namespaces.THINGS + "country/se") in set(found.by_name("sweden"))
