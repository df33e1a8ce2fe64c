"""What a past release said is read from the newest store, and is what it did say."""

import random
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference.describe import describe
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.past import past_facts
from c2c_graph.release.build import make_release
from c2c_graph.release.history import open_history
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from tests.release.edited_places import Places
from tests.release.edited_places import things_of

THING = namespaces.THINGS + "city/se-malmo"


def assert_told_alike(past: Facts, old: Facts, iri: str) -> None:
    node = NamedNode(iri)
    assert set(past.about(node)) == set(old.about(node))
    assert set(past.pointing_to(node)) == set(old.pointing_to(node))
    assert past.publishes(node) == old.publishes(node)
    assert past.knows(node) == old.knows(node)
    if old.knows(node):
        ours, theirs = describe(past, iri), describe(old, iri)
        assert set(document.triples(past, ours, iri + ".doc")) == set(
            document.triples(old, theirs, iri + ".doc")
        )
        assert set(document.quads(past, ours, iri + ".doc")) == set(
            document.quads(old, theirs, iri + ".doc")
        )


def assert_equal_releases(settings: Settings, numbers: list[int]) -> None:
    newest = open_release(settings.home)
    history = open_history(settings.home, newest.number)
    now, every = Facts(newest.store), set(things_of(newest))
    for number in numbers:
        release = open_release(settings.home, number)
        past = past_facts(now, history, number)
        old = Facts(release.store)
        # a store may still have the name of a graph that was emptied
        stated = {quad.graph_name for quad in old.store} - {DefaultGraph()}
        assert set(past.store.named_graphs()) == stated
        for iri in every | set(things_of(release)):
            assert_told_alike(past, old, iri)


def edit_and_look_back(tmp_path: Path, *, seed: int, count: int, looks: int) -> None:
    settings = Settings(
        home=tmp_path / "home", dataset=tmp_path / "dataset", kept_stores=count + 1
    )
    places = Places(tmp_path / "dataset", seed)
    last = make_release(settings, gate=None).number
    for _ in range(count):
        places.edit()
        last = make_release(settings, gate=None).number
    numbers = random.Random(seed).sample(range(1, last), looks)
    assert_equal_releases(settings, numbers)


@pytest.mark.long
def test_every_thing_is_told_as_the_past_store_tells_it(tmp_path: Path) -> None:
    edit_and_look_back(tmp_path, seed=1, count=8, looks=4)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 8))
def test_every_thing_is_told_as_any_past_store_tells_it(
    tmp_path: Path, seed: int
) -> None:
    edit_and_look_back(tmp_path, seed=seed, count=100, looks=40)
