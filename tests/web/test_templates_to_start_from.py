"""Turtle to start from: of each class, and it conforms as it stands."""

import datetime
import functools

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.shape_reading import shape_tables
from c2c_graph.dereference.shape_templates import Templates
from c2c_graph.dereference.terms import shapes
from c2c_graph.rdf.prefixes import released_prefixes
from c2c_graph.rdf.reading import read
from c2c_graph.validation.report import Level
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted
from c2c_graph.web.shape_pages import supers

TODAY = datetime.date(2026, 11, 22)
NAMES = [
    *("Baseline", "CaseStudy", "City", "CityGovernment", "CityNetwork", "Claim"),
    *("Commitment", "Concept", "ConceptScheme", "Country", "Dataset", "Geometry"),
    *("Initiative", "Membership", "Observation", "Organization", "Person", "Post"),
    *("ProgressReport", "Publication", "Region", "Role", "Shock", "Statement"),
    *("StatisticalPopulation", "StatisticalVariable", "Stress", "Target"),
    *("ThematicArea", "ThematicNetwork"),
]


LONG = pytest.mark.long


@pytest.fixture(scope="module")
def shipped_facts(shipped_release):
    return Facts(shipped_release.store)


@pytest.fixture(scope="module")
def texts(shipped_facts):
    """The template of each class, by the name of its shape."""
    tables = shape_tables(shapes(shipped_facts))
    prefixes = released_prefixes(shipped_facts.store)
    made = Templates(tables, prefixes, lambda iri: supers(shipped_facts, iri))
    by_name = {t.shape.iri.partition("#")[2]: t for t in tables.tables}
    return {name: made.text(by_name[name]) for name in made.names()}


def document(text, name):
    return read(text.encode(), name=f"{name}.ttl", format=RdfFormat.TURTLE)


def refused(document, level=Level.BASIC):
    """Return what keeps `document` from `level`."""
    report = validate(Submitted((document,)), today=TODAY)
    return [f for f in report.findings if level.asks_about(f.severity)]


def uncommented(text, level):
    """Return `text` with what `level` alone asks for: a line, or an entry to its dot"""
    lines, last = [], ""
    for line in text.splitlines():
        mark, _, rest = line.partition("# ")
        lines.append(mark + rest if last else line)
        if rest.startswith(f"Level {level} asks for"):
            last = ";" if mark else "."
        elif last == ";" or rest == last:
            last = ""
    return "\n".join([*lines, ""])


def at_level(text, level):
    """Return `text` as whoever wants to reach `level` takes it."""
    for one in list(Level)[1 : list(Level).index(level) + 1]:
        text = uncommented(text, one)
    return text


@pytest.fixture(scope="module")
def faults(texts):
    """Return a function that tells, in one run, what keeps templates from a level."""
    whole = "\n".join(texts.values())
    return functools.cache(
        lambda level: refused(document(at_level(whole, level), "all"), level)
    )


def test_there_is_one_for_each_class_that_entries_have(texts):
    assert sorted(texts) == sorted(NAMES)


@pytest.mark.parametrize(
    "level",
    [Level.BASIC, pytest.param(Level.ESSENTIAL, marks=LONG), Level.FULL],
)
@pytest.mark.parametrize("name", NAMES)
def test_with_the_lines_of_a_level_it_reaches_that_level(texts, faults, name, level):
    quads = document(at_level(texts[name], level), name).quads
    subjects = {"", *(quad.subject.value for quad in quads)}
    assert [fault for fault in faults(level) if fault.focus in subjects] == []


@pytest.mark.long
@pytest.mark.parametrize("name", NAMES)
def test_it_needs_nothing_beside_itself(texts, name):
    whole = document(at_level(texts[name], Level.FULL), name)
    assert refused(whole, Level.FULL) == []


@pytest.mark.parametrize("name", NAMES)
def test_what_it_describes_is_nobody(texts, name):
    quads = document(at_level(texts[name], Level.FULL), name).quads
    subjects = {quad.subject.value for quad in quads}
    assert [iri for iri in subjects if "/your-" not in iri] == []


def test_it_says_where_a_value_is_to_be_chosen(texts):
    assert "Choose from https://w3id.org/city2city/def/target-type." in texts["Target"]


def test_what_a_higher_level_asks_for_is_there_as_a_comment(texts):
    line = next(t for t in texts["Target"].splitlines() if "c2c:boundary " in t)
    assert line.lstrip().startswith("# c2c:boundary ")


def test_it_has_an_address_and_stands_on_the_page(shipped, texts):
    answer = shipped.get("/templates/City.ttl")
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    assert answer.text == texts["City"]
    page = shipped.get("/shapes", headers={"Accept": "text/html"}).text
    assert 'href="/templates/City.ttl"' in page


@pytest.mark.parametrize("path", ["Nobody.ttl", "City", "City.nt", "../City.ttl"])
def test_of_others_there_is_none(shipped, path):
    assert shipped.get(f"/templates/{path}").status_code == 404


def test_the_folder_of_templates_leads_to_their_list(shipped):
    answer = shipped.get("/templates")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/shapes")


def test_whoever_has_it_is_told_that_it_is_the_same(shipped):
    tag = shipped.get("/templates/City.ttl").headers["ETag"]
    again = shipped.get("/templates/City.ttl", headers={"If-None-Match": tag})
    assert again.status_code == 304
