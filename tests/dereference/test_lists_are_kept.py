"""The lists of a release are made once, by a process of its own, and found again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.index import Index
from c2c_graph.dereference.listing import write_index
from c2c_graph.dereference.lists import kept_index
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings

CITY = """
<https://w3id.org/city2city/id/city/se-lund> a <https://w3id.org/city2city/ns#City> ;
    <http://www.w3.org/2000/01/rdf-schema#label> "Lund"@en .
"""


@pytest.fixture
def home(tmp_path):
    file = tmp_path / "dataset" / "data" / "cities.ttl"
    file.parent.mkdir(parents=True)
    file.write_text(CITY)
    settings = Settings(home=tmp_path / "home", dataset=tmp_path / "dataset")
    make_release(settings, gate=None)
    return settings.home


def test_whoever_asks_first_has_them_made(home):
    with ThreadPoolExecutor(4) as askers:
        release = open_release(home)
        found = set(askers.map(lambda _: kept_index(home, release), range(4)))
    (index,) = found
    assert index.counts == {"city": 1}


def test_they_are_made_once(home):
    release = open_release(home)
    path = kept_index(home, release).path
    made = path.stat().st_mtime_ns
    assert kept_index(home, release).path.stat().st_mtime_ns == made
    assert [file.name for file in path.parent.glob("[!.]*")] == [path.name]


def test_what_cannot_be_made_leaves_nothing(home):
    release = open_release(home)
    (release.folder / "store" / "CURRENT").unlink()
    with pytest.raises(errors.DumpFailed, match="lists"):
        kept_index(home, release)
    assert [file.name for file in (home / "lists").iterdir()] == [".lock"]


def lists_of(turtle, folder):
    store = Store()
    store.load(
        turtle.encode(), RdfFormat.TURTLE, base_iri="https://w3id.org/city2city/"
    )
    write_index(Facts(store), folder / "lists")
    return Index(folder / "lists")


GROUPED = """
@prefix id: <https://w3id.org/city2city/id/> .
@prefix c2c: <https://w3id.org/city2city/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<id/city/a> a c2c:City ; rdfs:label "A"@en ; c2c:country <id/country/z> .
<id/city/b> a c2c:City ; rdfs:label "B"@en, "Ö"@de ; c2c:country <id/country/y> .
<id/city/c> a c2c:City ; c2c:country <https://else.example/country/q> .
<id/country/z> a c2c:Country ; rdfs:label "Zed"@en .
<id/country/y> a c2c:Country ; rdfs:label "Why"@fr, "Ypsilon"@en .
"""


def test_things_stand_by_the_names_of_their_groups(tmp_path):
    page = lists_of(GROUPED, tmp_path).page("city", 0, 9)
    assert [(entry.node.value[-1], entry.group) for entry in page] == [
        ("c", "q"),
        ("b", "Ypsilon"),
        ("a", "Zed"),
    ]


def test_search_looks_in_names_of_every_language(tmp_path):
    (hit,) = lists_of(GROUPED, tmp_path).search("o", 9)[:1]
    assert hit == ("city", NamedNode("https://w3id.org/city2city/id/city/b"))
