"""The whole dataset of a release comes as one file."""

import dataclasses
import gzip
import shutil

import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.release.objects import Objects
from c2c_graph.release.store import open_release
from tests.web.conftest import client_of
from tests.web.conftest import released

DUMP = "/releases/1/city2city.nq.gz"


@pytest.fixture(scope="module")
def release(settings):
    return open_release(settings.home)


def test_the_file_unpacks_to_exactly_the_quads_of_the_release(get, release):
    body = gzip.decompress(get(DUMP).data)
    quads = list(parse(body, format=RdfFormat.N_QUADS))
    assert len(quads) == sum(entry.triples for entry in release.manifest.graphs)
    default = DefaultGraph()
    assert all(quad.graph_name != default for quad in quads)
    assert set(quads) == {q for q in release.store if q.graph_name != default}


def test_the_file_is_the_kept_graphs_in_the_order_of_their_iris(get, release, settings):
    entries = release.manifest.graphs
    assert [e.iri for e in entries] == sorted(e.iri for e in entries)
    paths = [Objects(settings.home).path(entry.object) for entry in entries]
    assert get(DUMP).data == b"".join(path.read_bytes() for path in paths)


def test_its_headers_tell_length_type_and_that_it_never_changes(get, release):
    answer = get(DUMP)
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Content-Type"] == "application/gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["ETag"] == f'"{release.manifest.dataset_hash}"'
    assert "city2city-0001.nq.gz" in answer.headers["Content-Disposition"]
    assert "Content-Encoding" not in answer.headers


def test_who_has_it_is_not_sent_it_again(get):
    tag = get(DUMP).headers["ETag"]
    again = get(DUMP, If_None_Match=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert "immutable" in again.headers["Cache-Control"]


def test_head_tells_the_length(client):
    head = client.head(DUMP)
    assert head.data == b""
    assert head.headers["Content-Length"] == client.get(DUMP).headers["Content-Length"]


def test_the_current_file_leads_to_a_numbered_one(client):
    answer = client.get("/releases/current/city2city.nq.gz")
    assert answer.status_code == 302
    assert answer.headers["Location"] == DUMP
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("number", [0, 2, 99999999999])
def test_of_an_unknown_release_there_is_no_file(get, number):
    answer = get(f"/releases/{number}/city2city.nq.gz")
    assert answer.status_code == 404
    assert answer.json["type"] == "/problem/UnknownRelease"


def test_an_old_release_stays_to_be_had_and_is_named(settings, tmp_path):
    home = shutil.copytree(settings.home, tmp_path / "home", symlinks=True)
    dataset = shutil.copytree(settings.dataset, tmp_path / "dataset")
    (dataset / "data" / "new.ttl").write_text("<urn:s> <urn:p> <urn:o> .")
    settings = dataclasses.replace(settings, home=home, dataset=dataset, kept_stores=1)
    assert released(settings).number == 2
    client = client_of(settings)
    old, new = (client.get(f"/releases/{n}/city2city.nq.gz") for n in (1, 2))
    assert (old.headers["C2C-Release"], new.headers["C2C-Release"]) == ("1", "2")
    assert b"<urn:s>" in gzip.decompress(new.data)
    assert b"<urn:s>" not in gzip.decompress(old.data)


def test_nothing_is_written_there(client):
    answer = client.put(DUMP, data=b"")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
