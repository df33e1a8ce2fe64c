"""The page of shapes: each class as a table that a partner can follow."""

import re
from collections import Counter

import pytest

from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.pattern_words import in_words
from c2c_graph.dereference.shape_reading import shape_tables
from c2c_graph.dereference.terms import shapes
from c2c_graph.web import shape_wording
from c2c_graph.web.kind_words import said

SHAPES = "https://w3id.org/city2city/shapes#"
TERMS = "https://w3id.org/city2city/ns#"


@pytest.fixture(scope="module")
def shipped_facts(shipped_release):
    return Facts(shipped_release.store)


@pytest.fixture(scope="module")
def tables(shipped_facts):
    return shape_tables(shapes(shipped_facts))


@pytest.fixture(scope="module")
def page(shipped):
    return shipped.get("/shapes", headers={"Accept": "text/html"}).text


def table_of(tables, name):
    return next(t for t in tables.tables if t.shape.iri == SHAPES + name)


def row_of(table, path):
    return next(row for row in table.rows if row.path[0].property == path)


def section(page, name):
    """Return the section of the class whose shape is called `name`."""
    return page.partition(f'<section class="term" id="{name}"')[2].partition(
        '<section class="term"'
    )[0]


def test_every_shape_of_the_release_has_a_place_on_the_page(page, shipped_facts):
    document = shapes(shipped_facts)
    names = {iri.partition("#")[2] for iri in document.by_subject if "#" in iri}
    anchors = Counter(re.findall(r' id="([^"]+)"', page))
    assert names <= anchors.keys()
    assert [name for name, count in anchors.items() if count > 1] == []


def test_every_link_inside_the_page_leads_somewhere(page):
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= set(re.findall(r' id="([^"]+)"', page))


@pytest.mark.parametrize(
    ("shape", "path", "count"),
    [
        ("City", TERMS + "country", "1"),
        ("City", TERMS + "unLocode", "0..1"),
        ("Commitment", TERMS + "hasTarget", "1..*"),
        ("City", "https://schema.org/alternateName", "0..*"),
        ("City", "http://www.w3.org/2000/01/rdf-schema#label", "1..*"),
    ],
)
def test_a_table_tells_how_many_values_there_are(tables, shape, path, count):
    row = row_of(table_of(tables, shape), path)
    assert shape_wording.count(*row.bounds) == count


def test_a_row_tells_kind_example_and_message(page):
    row = section(page, "City").partition("c2c:country")[2].partition("</tr>")[0]
    assert 'an entry of <a href="#Country"' in row
    assert "c2c:country country:" in row
    assert 'id="S-36-city-country"' in row
    assert 'class="severity is-violation"' in row


def test_a_coded_property_leads_to_its_concepts(page):
    row = section(page, "Target").partition("c2c:targetType")[2].partition("</tr>")[0]
    assert 'a concept of the list <a href="/doc/def/target-type"' in row


def test_what_is_only_asked_for_says_at_which_level(page):
    row = section(page, "Target").partition("c2c:boundary")[2].partition("</tr>")[0]
    assert "essential asks for it" in row


def test_rules_across_properties_stand_below_their_class(page):
    told = section(page, "Target").partition("Rules across properties")[2]
    assert 'id="S-12-target-after-baseline"' in told
    assert 'href="#S-12-target-after-baseline-query"' in told


def test_a_shape_that_several_classes_share_stands_once_with_all_of_them(page):
    told = page.partition('<li id="S-01-label">')[2].partition("</li>")[0]
    assert 'href="#City"' in told
    assert 'href="#Membership"' in told


def test_a_special_class_is_held_to_what_the_general_one_is(page):
    head = section(page, "ThematicNetwork").partition("<table")[0]
    assert 'href="#CityNetwork"' in head


@pytest.mark.parametrize(("language", "name"), [("fr", "Ville"), ("es", "Ciudad")])
def test_messages_are_in_the_language_of_the_reader(shipped, language, name):
    asked = {"Accept": "text/html", "Accept-Language": language}
    told = section(shipped.get("/shapes", headers=asked).text, "City")
    assert f'<span lang="{language}">{name}</span>' in told
    row = told.partition('id="S-36-city-country"')[2].partition("</li>")[0]
    assert f'<span lang="{language}">' in row


@pytest.mark.parametrize(
    ("language", "told", "kind"),
    [
        ("fr", "Trois niveaux", "une entrée de <a"),
        ("es", "Tres niveles", "una entrada de <a"),
        ("de, en", "Three levels", "an entry of <a"),
    ],
)
def test_fixed_words_are_in_the_language_of_the_reader(shipped, language, told, kind):
    asked = {"Accept": "text/html", "Accept-Language": language}
    answer = shipped.get("/shapes", headers=asked)
    tongue = language[-2:]
    assert f'<article class="entity shapes" lang="{tongue}">' in answer.text
    assert f'<h2 id="levels">{told}</h2>' in answer.text
    assert kind in section(answer.text, "City")
    assert answer.headers["Content-Language"] == tongue
    assert "Accept-Language" in answer.headers["Vary"]


def test_every_kind_of_value_has_words_in_each_language(tables):
    rows = (row for table in tables.tables for row in table.rows)
    demands = [d for row in rows for check in row.checks for d in check.demands]
    told = {p.before for p in shape_wording.phrases(demands) if not p.code}
    form = said("of the form", "fr")
    assert [words for words in told if said(words, "fr") == form] == []


def test_a_message_leaves_a_gap_for_what_it_will_show(page):
    assert re.findall(r"\{[?$]\w+\}", page.partition('id="parts"')[0]) == []


def test_rules_that_are_not_shapes_stand_there_too(page):
    told = page.partition('<li id="rule-undefined-term">')[2].partition("</li>")[0]
    assert 'class="severity is-violation"' in told


def test_the_three_levels_are_explained(page):
    told = page.partition('id="levels"')[2].partition("</section>")[0]
    assert [w for w in ("Basic", "Essential", "Full") if w not in told] == []


def test_shapes_of_others_are_shown_too(get):
    page = get("/shapes", "text/html").text
    assert '<section class="term" id="City"' in page
    assert "A city has one country." in page


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("^[A-Z]{2}$", "2 capital letters"),
        ("^[A-Z]{2}[A-Z2-9]{3}$", "2 capital letters, then 3 characters of A–Z or 2–9"),
        ("^10[.][0-9]{4,9}/", "begins with “10.”, then 4 to 9 digits, then “/”"),
        ("^(19|20)[0-9]{2}$", "(“19” or “20”), then 2 digits"),
        ("a|b", "holds “a” or “b”"),
        ("^a?$", "perhaps “a”"),
        ("^[^ ]+$", "one or more characters but spaces"),
    ],
)
def test_a_pattern_is_put_into_words(pattern, words):
    assert in_words(pattern) == words


@pytest.mark.parametrize(
    "pattern", [r"\w", r"^\p{L}", "(", ")", "[", "(?=a)", "(?!a)b", "a" * 200]
)
def test_a_pattern_beyond_words_is_shown_alone(pattern):
    assert in_words(pattern) == ""
