"""A row finds its city or a new one; between two it never guesses."""

import pytest

from c2c_graph.importing.cities import City
from c2c_graph.importing.cities import Register
from c2c_graph.importing.cities import Way
from c2c_graph.importing.cities import surest
from c2c_graph.importing.entries import Addresses
from c2c_graph.importing.entries import Entry
from c2c_graph.importing.names import read_name
from c2c_graph.importing.rules import LeftOut

COUNTRIES = {"france": "FR", "sweden": "SE"}


def city(key, label, *others):
    return City(key, label, frozenset({read_name(label)}), frozenset({label, *others}))


HAMILTON = city("ca-hamilton", "Hamilton", "Hamiton, ON")
GREATER_MANCHESTER = city("gb-greater-manchester", "Greater Manchester")
NEW_YORK = city("us-new-york", "New York")
COLUMBUS = city("us-columbus", "Columbus", "Columbus, OH")


def register(*known, earlier=None):
    return Register(known, COUNTRIES, earlier or {})


def entry(name, iso2, slug="", id="T-1"):
    row = dict.fromkeys(("actor", "status", "gases", "territorial", "consumption"), "")
    return Entry(
        line=2, id=id, name=name, iso2=iso2, city_slug=slug,
        sources=Addresses((), ()), aims=(), **row,
    )  # fmt: skip


def outcome(found):
    return found if isinstance(found, LeftOut) else (found.city.key, found.way)


@pytest.mark.parametrize(
    ("known", "name", "iso2", "expected"),
    [
        (city("de-koln", "Cologne"), "Köln (Cologne)", "DE", "de-koln"),
        (city("de-koln", "Köln"), "Köln (Cologne)", "DE", "de-koln"),
        (city("nl-the-hague", "The Hague"), "Hague", "NL", "nl-the-hague"),
        (city("jp-kyoto", "Kyoto"), "Kyoto City", "JP", "jp-kyoto"),
        (city("br-sao-paulo", "São Paulo"), "SAO  PAULO", "BR", "br-sao-paulo"),
        (city("fr-lille", "Lille"), "Lille, France", "FR", "fr-lille"),
        (HAMILTON, "Hamiton, ON", "CA", "ca-hamilton"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_city_is_found_by_name_and_country(known, name, iso2, expected):
    assert outcome(register(known).find(entry(name, iso2))) == (expected, Way.NAME)


@pytest.mark.parametrize(
    ("known", "name", "iso2", "minted"),
    [
        (city("es-cartagena", "Cartagena"), "Cartagena", "CO", "co-cartagena"),
        (GREATER_MANCHESTER, "Manchester", "GB", "gb-manchester"),
        (NEW_YORK, "New York-Newark", "US", "us-new-york-newark"),
        (COLUMBUS, "Columbus, GA", "US", "us-ga-columbus"),
        (city("se-known", "Known"), "Łódź", "PL", "pl-lodz"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_another_city_is_not_taken_for_it(known, name, iso2, minted):
    assert outcome(register(known).find(entry(name, iso2))) == (minted, Way.MINTED)


def test_a_state_is_never_guessed():
    fuzhou = register(city("cn-fuzhou", "Fuzhou"))
    found = fuzhou.find(entry("Fuzhou, Jiangxi", "CN"))
    assert found == LeftOut.AMBIGUOUS_CITY
    assert not fuzhou.minted


def test_a_state_written_in_another_way_is_not_taken_for_another():
    assert register(COLUMBUS).find(entry("Columbus, Ohio", "US")) == (
        LeftOut.AMBIGUOUS_CITY
    )


def test_two_namesakes_are_ambiguous():
    twins = register(city("us-a", "Twin, A"), city("us-b", "Twin, B"))
    assert twins.find(entry("Twin", "US")) == LeftOut.AMBIGUOUS_CITY
    assert outcome(twins.find(entry("Twin, B", "US"))) == ("us-b", Way.NAME)


def test_a_slug_is_taken_at_its_word():
    known = register(city("se-known", "Known"))
    assert outcome(known.find(entry("X", "SE", "known"))) == ("se-known", Way.SLUG)
    assert known.find(entry("Known", "SE", "unknown")) == LeftOut.UNKNOWN_CITY
    assert known.find(entry("Known", "US", "known")) == LeftOut.UNKNOWN_CITY


def test_a_row_keeps_the_city_of_an_earlier_import():
    known = register(city("se-known", "Known"), earlier={"T-1": "se-known"})
    assert outcome(known.find(entry("Renamed", "SE"))) == ("se-known", Way.EARLIER)
    assert outcome(known.find(entry("Renamed", "US"))) == ("us-renamed", Way.MINTED)


@pytest.mark.parametrize("name", ["東京", "…", "()"])
def test_a_name_that_gives_no_key_is_left_out(name):
    assert register().find(entry(name, "JP")) == LeftOut.NO_KEY


def test_a_key_that_is_taken_is_not_given_twice():
    known = register(city("se-known", "Renamed since"))
    assert known.find(entry("Known", "SE")) == LeftOut.NO_KEY


def test_a_minted_namesake_shows_its_state_in_its_name():
    known = register(COLUMBUS)
    assert known.find(entry("Columbus, GA", "US")).city.label == "Columbus, GA"


def test_a_minted_city_keeps_the_name_of_the_table():
    found = register().find(entry("Austin, TX", "US")).city
    assert (found.label, found.spellings) == ("Austin", {"Austin", "Austin, TX"})


def test_of_two_rows_on_one_city_the_surest_keeps_it():
    known = register(city("se-known", "Known"))
    found = {
        "T-1": known.find(entry("Known", "SE")),
        "T-2": known.find(entry("X", "SE", "known")),
    }
    kept = surest(found)
    assert kept["T-1"] == LeftOut.SAME_CITY
    assert kept["T-2"].city.key == "se-known"


def test_of_two_rows_equally_sure_neither_is_stated():
    known = register(city("se-known", "Known"))
    found = {"T-1": known.find(entry("Known", "SE"))}
    found["T-2"] = known.find(entry("KNOWN", "SE"))
    assert set(surest(found).values()) == {LeftOut.SAME_CITY}
