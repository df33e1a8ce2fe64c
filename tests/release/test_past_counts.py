"""In which releases a thing was described is told as their stores have it."""

import random

import pytest
from pyoxigraph import NamedNode

from c2c_graph.release.build import make_release
from c2c_graph.release.history import open_history
from c2c_graph.release.past_counts import described_in
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from tests.release.conftest import SmallDataset

CITY = "https://w3id.org/city2city/id/city/xa-"
RELEASES = 5


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("counts")
    dataset, chance = SmallDataset(folder / "dataset"), random.Random(7)
    settings = Settings(home=folder / "home", dataset=dataset.folder)
    for number in range(RELEASES):
        for file in ("one", "two"):
            there = chance.sample(range(6), 2)
            lines = (f"city:xa-{n} rdfs:label '{n}' ; c2c:n {number} ." for n in there)
            dataset.write(f"data/{file}.ttl", "\n".join(lines))
        make_release(settings, gate=None)
    return settings


@pytest.mark.parametrize("city", range(6))
def test_each_thing_is_there_when_the_store_of_the_release_has_it(settings, city):
    node = NamedNode(f"{CITY}{city}")
    stores = [open_release(settings.home, n + 1).store for n in range(RELEASES)]
    wanted = [any(store.quads_for_pattern(node, None, None)) for store in stores]
    history = open_history(settings.home, RELEASES)
    numbers = range(1, RELEASES + 1)
    told = dict(described_in(stores[-1], history, node, numbers))
    assert [told[number] for number in numbers] == wanted
