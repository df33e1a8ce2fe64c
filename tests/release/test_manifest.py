"""The manifest says what a release holds; the same sources give the same hashes."""

import datetime
import gzip
import hashlib
import importlib.metadata
import json
import random
import re

from c2c_graph.rdf.hashing import graph_hash
from c2c_graph.rdf.hashing import sorted_nquads
from c2c_graph.rdf.reading import read_file
from c2c_graph.release.build import make_release
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings

LINES = [f"<urn:s:{n}> <urn:p> _:b{n % 3}, {n} ." for n in range(20)]


def test_the_manifest_tells_number_time_parent_and_software(
    settings, dataset, release
) -> None:
    before = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    release()
    dataset.write("data/n.ttl", "<urn:s> <urn:p> 1 .")
    release()
    first, second = (manifest_of(settings, number) for number in ("0001", "current"))
    assert [(m["number"], m["parent"]) for m in (first, second)] == [(1, None), (2, 1)]
    made = datetime.datetime.fromisoformat(first["created"])
    assert before <= made <= datetime.datetime.now(datetime.UTC)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", first["created"])
    assert first["software"] == importlib.metadata.version("c2c-graph")
    assert second["dataset_hash"] != first["dataset_hash"]


def test_the_manifest_tells_of_each_graph_its_file_count_and_hash(
    settings, release
) -> None:
    release()
    graphs = {graph["iri"]: graph for graph in manifest_of(settings)["graphs"]}
    told = graphs["https://w3id.org/city2city/graph/data/regions"]
    assert (told["files"], told["triples"]) == (["data/regions.ttl"], 1)
    assert re.fullmatch("sha256:[0-9a-f]{64}", told["hash"])
    assert told["merged"]
    assert not graphs["https://w3id.org/city2city/graph/shapes/City"]["merged"]


def manifest_of(settings, release: str = "current") -> dict:
    path = settings.home / "releases" / release / "release.json"
    return json.loads(path.read_text())


def test_a_graph_is_hashed_as_its_file_says_it(settings, dataset, release) -> None:
    # the store would write 01 as 1
    dataset.write("data/n.ttl", "<urn:s> <urn:p> '01'^^xsd:integer .")
    iri = "https://w3id.org/city2city/graph/data/n"
    document = read_file(dataset.folder / "data/n.ttl", name="n", graph=iri)
    entry = release().manifest.graph(iri)
    assert entry.hash == graph_hash(document.quads)
    assert Objects(settings.home).read(entry.object) == sorted_nquads(document.quads)


def test_with_blank_nodes_the_hash_is_that_of_the_canonical_form(
    dataset, release
) -> None:
    dataset.write("data/b.ttl", "\n".join(LINES))
    iri = "https://w3id.org/city2city/graph/data/b"
    document = read_file(dataset.folder / "data/b.ttl", name="b", graph=iri)
    assert release().manifest.graph(iri).hash == graph_hash(document.quads)


def test_the_same_sources_give_the_same_hashes_whatever_the_order(
    settings, dataset, release, tmp_path
) -> None:
    dataset.write("data/b.ttl", "\n".join(LINES))
    dataset.write("data/c.nq", "<urn:a> <urn:p> <urn:b> <urn:g> .\n")
    first = release().manifest
    shuffled = random.Random(5).sample(LINES, len(LINES))
    dataset.write("data/b.ttl", "\n".join(shuffled).replace("_:b", "_:other"))
    for path in sorted(dataset.folder.rglob("*.*"), reverse=True):
        content = path.read_bytes()
        path.unlink()
        path.write_bytes(content)
    again = Settings(home=tmp_path / "elsewhere", dataset=dataset.folder)
    second = make_release(again, gate=None).manifest
    assert second.graphs == first.graphs
    assert second.dataset_hash == first.dataset_hash


def test_the_counts_are_those_of_the_store(settings, release) -> None:
    manifest = release().manifest
    store = open_release(settings.home).store
    in_graphs = sum(entry.triples for entry in manifest.graphs)
    assert len(store) == in_graphs + manifest.default_triples
    derived = sum(e.triples for e in manifest.graphs if e.role == "derived")
    assert manifest.added == in_graphs - derived
    assert manifest.classes["https://schema.org/Place"] == 1


def test_objects_are_named_by_their_content_and_packed_the_same_each_time(
    settings, release, tmp_path
) -> None:
    release()
    other = Settings(home=tmp_path / "other", dataset=settings.dataset)
    make_release(other, gate=None)
    files = sorted((settings.home / "graphs").iterdir())
    assert len(files) == 7
    for file in files:
        content = gzip.decompress(file.read_bytes())
        name = hashlib.sha256(content).hexdigest()
        assert file.name == f"{name}.nq.gz"
        assert content.splitlines() == sorted(set(content.splitlines()))
        assert file.read_bytes() == (other.home / "graphs" / file.name).read_bytes()
