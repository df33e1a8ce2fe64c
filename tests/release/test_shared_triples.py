"""A release tells which of its graphs share triples, and how many."""

import json

import pytest

from c2c_graph import namespaces
from c2c_graph.release.manifest import Overlap
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.pointer import release_folder

SHARED = "city:se-malmo rdfs:label 'Malmö'@sv ."


def graphs(*names):
    return tuple(namespaces.GRAPHS + name for name in names)


@pytest.fixture
def overlaps(dataset, release):
    """Write files, make a release, and return what its manifest tells."""

    def overlaps(**files):
        for name, text in files.items():
            dataset.write(f"data/{name}.ttl", text)
        return release().manifest.overlaps

    return overlaps


def test_graphs_without_a_common_triple_share_nothing(overlaps):
    assert overlaps() == ()


def test_a_triple_is_counted_once_under_all_graphs_that_hold_it(overlaps):
    found = overlaps(a=SHARED, b=SHARED, c="city:se-malmo c2c:within country:se .")
    assert found == (
        Overlap(graphs("data/a", "data/b", "data/cities/se"), 1),
        Overlap(graphs("data/c", "data/cities/se"), 1),
    )


def test_graphs_share_triples_whatever_their_names_are_written_in(overlaps):
    found = overlaps(**{"são-tomé": SHARED, "東京": SHARED})
    three = graphs("data/cities/se", "data/são-tomé", "data/東京")
    assert found == (Overlap(three, 1),)


def test_what_the_store_holds_as_one_triple_is_shared(overlaps):
    found = overlaps(
        a="<urn:s> <urn:p> '01'^^xsd:integer, '001'^^xsd:integer .",
        b="<urn:s> <urn:p> 1, 2 .",
    )
    assert found == (Overlap(graphs("data/a", "data/b"), 1),)


def test_shapes_and_inferred_triples_share_too(dataset, overlaps):
    dataset.write("shapes/City.ttl", SHARED)
    found = overlaps(a="<urn:m> a <urn:C> . <urn:C> rdfs:subClassOf <urn:D> .")
    assert found == (Overlap(graphs("data/cities/se", "shapes/City"), 1),)


def test_a_triple_that_comes_and_goes_moves_from_set_to_set(dataset, overlaps):
    assert overlaps(a=SHARED)[0].triples == 1
    three = graphs("data/a", "data/b", "data/cities/se")
    assert overlaps(b=SHARED) == (Overlap(three, 1),)
    dataset.write("data/cities/se.ttl", "city:se-malmo a c2c:City .")
    assert overlaps() == (Overlap(graphs("data/a", "data/b"), 1),)
    assert overlaps(b="<urn:s> <urn:p> <urn:o> .") == ()


def test_two_spellings_of_one_triple_leave_together(overlaps):
    assert overlaps(a="<urn:s> <urn:p> '01'^^xsd:integer, 1 .", b="<urn:s> <urn:p> 1 .")
    assert overlaps(a="<urn:s> <urn:p> 1 .")
    assert overlaps(a="<urn:s> <urn:p> 2 .") == ()


def test_a_manifest_from_before_does_not_know_and_so_graphs_may_share(
    settings, release
):
    release()
    path = release_folder(settings.home, 1) / "release.json"
    values = json.loads(path.read_text())
    del values["overlaps"]
    path.write_text(json.dumps(values))
    manifest = read_manifest(path.parent)
    assert manifest.may_share_triples(graphs("data/regions", "shapes/City"))
    assert not manifest.may_share_triples(graphs("data/regions"))


def test_the_shipped_graphs_share_no_triple(shipped_release):
    manifest = shipped_release.manifest
    assert manifest.overlaps == ()
    assert not manifest.may_share_triples([entry.iri for entry in manifest.graphs])
