"""A release tells every thing whose document it changes, and few others."""

from pathlib import Path

import pytest

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference.describe import describe
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.sources import source_of
from c2c_graph.release import pointer
from c2c_graph.release.build import make_release
from c2c_graph.release.store import Release
from c2c_graph.release.store import open_release
from c2c_graph.release.touched import read_touched
from c2c_graph.settings import Settings
from tests.release.edited_places import Places
from tests.release.edited_places import things_of

Documents = dict[str, frozenset[object]]


def documents_of(release: Release) -> Documents:
    """Return what the document about each thing shows, by IRI."""
    facts = Facts(release.store)
    return {iri: frozenset(shown(facts, iri)) for iri in things_of(release)}


def shown(facts: Facts, iri: str):
    found = describe(facts, iri)
    address = namespaces.DOCUMENTS + iri.removeprefix(namespaces.THINGS)
    yield from document.triples(facts, found, address)
    yield from document.quads(facts, found, address)
    yield from (facts.labels(triple.predicate) for triple in found.triples())
    for graph in {graph for fact in found.facts() for graph in fact.graphs}:
        source = source_of(facts, graph)
        yield source
        for node in (graph, *source.licenses, *source.sources):
            yield facts.labels(node)


def assert_all_told(before: Documents, after: Documents, touched) -> int:
    """Return how many were touched for nothing; all where everything is."""
    changed = {i for i in {*before, *after} if before.get(i) != after.get(i)}
    if touched is None:
        return len(after)
    assert changed <= touched
    return len({iri for iri in touched if iri in after} - changed)


def edit_and_compare(tmp_path: Path, *, seed: int, count: int) -> float:
    """Return the share of documents that were told of without having changed."""
    settings = Settings(home=tmp_path / "home", dataset=tmp_path / "dataset")
    places = Places(tmp_path / "dataset", seed)
    make_release(settings, gate=None)
    before, many, spare = documents_of(open_release(settings.home)), 0, 0
    for _ in range(count):
        places.edit()
        made = make_release(settings, gate=None)
        if not made.created:
            continue
        release = open_release(settings.home)
        after = documents_of(release)
        spare += assert_all_told(before, after, read_touched(release.folder))
        before, many = after, many + len(after)
    return spare / many


def test_what_differs_after_random_edits_is_touched(tmp_path: Path) -> None:
    assert edit_and_compare(tmp_path, seed=4, count=10) < 0.2


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5, 13))
def test_what_differs_after_many_random_edits_is_touched(
    tmp_path: Path, seed: int
) -> None:
    assert edit_and_compare(tmp_path, seed=seed, count=150) < 0.2


def touched_after(settings: Settings):
    number = make_release(settings, gate=None).number
    return read_touched(pointer.release_folder(settings.home, number))


MEMBERSHIP = "membership:c40--se-malmo"
MEMBER = "c2c:memberCity city:se-malmo ; org:organization network:c40"


@pytest.mark.parametrize(
    ("file", "text", "things"),
    [
        pytest.param(
            "data/cities/se.ttl",
            """city:se-malmo a c2c:City ; rdfs:label "Malmö"@sv ; c2c:unLocode "SEMMA" ;
                c2c:within country:se ; schema:population 1 .""",
            {"id/city/se-malmo", "graph/data/cities/se"},
            id="a-number-of-a-city",
        ),
        pytest.param(
            "data/memberships/c40.ttl",
            f"{MEMBERSHIP} {MEMBER} ; rdfs:comment 'since' .",
            {
                "id/membership/c40--se-malmo",
                "id/city/se-malmo",
                "id/network/c40",
                "graph/data/memberships/c40",
            },
            id="a-part-and-its-owners",
        ),
        pytest.param(
            "data/more.ttl",
            "country:se rdfs:label 'Sverige' .",
            {
                "id/country/se",
                "id/region/nordic",
                "id/city/se-malmo",
                "graph/data/more",
                "graph/data/regions",
            },
            id="a-name-and-where-it-stands",
        ),
        pytest.param(
            "data/more.ttl",
            "city:se-malmo c2c:hasGovernment country:se .",
            {
                "id/country/se",
                "id/city/se-malmo",
                "id/membership/c40--se-malmo",  # in ORG's words that is the member
                "id/network/c40",
                "graph/data/more",
            },
            id="a-government-and-the-memberships-of-its-city",
        ),
        pytest.param(
            "shapes/City.ttl",
            "c2c:CityShape a rdfs:Class .",
            {"ns", "ns#CityShape", "graph/shapes/City"},
            id="what-stands-outside-the-merge",
        ),
        pytest.param(
            "data/regions.ttl",
            "country:se c2c:within region:nordic . "
            "<https://w3id.org/city2city/graph/data/cities/se> schema:license city:x .",
            {"id/city/x", "graph/data/cities/se", "graph/data/regions"},
            id="what-pages-do-not-tell-of-a-graph",
        ),
    ],
)
def test_little_more_is_touched_than_what_reads_otherwise(
    settings, dataset, release, file: str, text: str, things: set[str]
) -> None:
    release()
    dataset.write(file, text)
    touched = touched_after(settings)
    assert touched is not None
    made = {namespaces.INFERRED_GRAPH, namespaces.STATISTICS_GRAPH, namespaces.DATASET}
    assert touched - made == {namespaces.BASE + thing for thing in things}


def test_a_first_release_touches_everything(settings) -> None:
    assert touched_after(settings) is None


def test_a_change_of_the_ontology_touches_everything(
    settings, dataset, release
) -> None:
    release()
    dataset.write("ontology/more.ttl", 'c2c:City rdfs:label "City"@en .')
    assert touched_after(settings) is None


def test_a_release_that_does_not_tell_touched_everything(settings, release) -> None:
    release()
    folder = pointer.release_folder(settings.home, 1)
    (folder / "touched.txt.gz").unlink()
    assert read_touched(folder) is None


def test_a_store_filled_anew_still_tells_what_changed(
    settings, dataset, release
) -> None:
    release()
    store = pointer.release_folder(settings.home, 1) / "store"
    store.rename(store.with_name("gone"))
    dataset.write("data/regions.ttl", "region:nordic a c2c:Region .")
    touched = touched_after(settings)
    assert touched is not None
    assert namespaces.THINGS + "region/nordic" in touched
