"""Entity tags are strong: what has one tag has the same bytes (RFC 9110 §8.8.1)."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from c2c_graph import namespaces
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from c2c_graph.web import variants
from tests.web.conftest import SMALL
from tests.web.conftest import released

# asks for each path of standard input, in this order, and tells tag and digest
ASKER = """
import hashlib, json, sys
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.pool import SlotPool
from c2c_graph.settings import Settings
from c2c_graph.web.making import make_front
from tests.web.front_client import FrontClient

settings = Settings.from_environment()
with SlotPool(settings) as pool:
    client = FrontClient(make_front(settings, SlotEngine(pool.socket_path, settings)))
    told = {}
    for path in json.load(sys.stdin):
        answer = client.get(path)
        digest = hashlib.sha256(answer.data).hexdigest()
        told[path] = [answer.status_code, answer.headers.get("ETag"), digest]
print(json.dumps(told))
"""
PREFIXES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://w3id.org/city2city/ns> sh:declare <https://w3id.org/city2city/ns/prefix/{0}> .
<https://w3id.org/city2city/ns/prefix/{0}>
    sh:prefix "{0}" ;
    sh:namespace "https://w3id.org/city2city/id/city/" .
"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory):
    """The small dataset, prefixes of its own, and things that share one name."""
    folder = shutil.copytree(SMALL, tmp_path_factory.mktemp("data") / "dataset")
    (folder / "ontology" / "prefixes.ttl").write_text(PREFIXES.format("town"))
    twins = (
        f'<{namespaces.THINGS}city/xa-twin-{n}> a c2c:City ; rdfs:label "Twin" ; '
        f"c2c:country <{namespaces.THINGS}country/xa> ."
        for n in range(12)
    )
    head = "@prefix c2c: <https://w3id.org/city2city/ns#> .\n@prefix rdfs: "
    head += "<http://www.w3.org/2000/01/rdf-schema#> .\n"
    (folder / "data" / "twins.ttl").write_text(head + "\n".join(twins))
    return folder


@pytest.fixture(scope="module")
def home(dataset, tmp_path_factory):
    settings = Settings(home=tmp_path_factory.mktemp("home"), dataset=dataset, slots=1)
    released(settings)
    return settings


@pytest.fixture(scope="module")
def paths(home):
    quads = open_release(home.home).store.quads_for_pattern(None, None, None, None)
    iris = {getattr(quad.subject, "value", "") for quad in quads}
    described = (namespaces.THINGS, namespaces.DEFINITIONS)
    things = (
        iri.removeprefix(namespaces.BASE).removeprefix("id/")
        for iri in iris
        if iri.startswith(described) and "%" not in iri
    )
    documents = [f"/doc/{thing}" for thing in sorted(things)]
    documents += ["/ns", "/shapes", "/dataset", "/graph/data/twins"]
    lists = ["/", "/doc", "/doc/city", "/graph"]
    return lists + [f"{path}.{s}" for path in documents for s in variants.SUFFIXES]


def ask(settings, paths, seed):
    """Return what a process of its own answers, which hashes by `seed`."""
    done = subprocess.run(
        [sys.executable, "-c", ASKER],
        input=json.dumps(paths),
        env=os.environ | settings.to_environment() | {"PYTHONHASHSEED": str(seed)},
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.long
def test_another_process_that_is_asked_in_another_order_sends_the_same(home, paths):
    first, second = ask(home, paths, 1), ask(home, paths[::-1], 2)
    assert {path: first[path] for path in paths if first[path] != second[path]} == {}
    assert len(first) > 100
    assert {status for status, *_ in first.values()} == {200, 301, 410}


@pytest.mark.long
def test_prefixes_edited_since_the_release_change_nothing(home, dataset):
    paths = ["/doc/city/xa-alpha.ttl", "/graph/data/twins.ttl", "/ns.ttl"]
    before = ask(home, paths, 1)
    (dataset / "ontology" / "prefixes.ttl").write_text(PREFIXES.format("place"))
    assert ask(home, paths, 1) == before
