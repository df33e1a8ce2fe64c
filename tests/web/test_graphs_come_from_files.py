"""`/store` and the addresses of graphs send the files of the release."""

import dataclasses
import gzip
import shutil
from urllib.parse import quote

import pytest
import zstandard

from c2c_graph import namespaces
from tests.release.packed_dumps import ALL
from tests.release.packed_dumps import make
from tests.web.conftest import client_of

GRAPH = "/graph/data/places"
STORE = "/store?graph=" + quote(namespaces.BASE + GRAPH[1:], safe="")


@pytest.fixture(scope="module")
def made(settings, engine, tmp_path_factory):
    """Return a client over a release with all its dumps."""
    home = tmp_path_factory.mktemp("files") / "home"
    shutil.copytree(settings.home, home, symlinks=True)
    settings = dataclasses.replace(settings, home=home, dump_formats=ALL)
    make(settings)
    return client_of(settings, engine)


@pytest.mark.parametrize("coding", ["gzip", "zstd", ""])
@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("/store?default&format=nt", "city2city.nt"),
        ("/store?default&format=ttl", "city2city.ttl"),
        ("/store?default&format=trig", "city2city.ttl"),
        ("/store?default&format=jsonld", "city2city.jsonld"),
        (STORE + "&format=nq", "graphs/data/places.nq"),
        (GRAPH + ".nq", "graphs/data/places.nq"),
    ],
)
def test_the_packed_file_is_sent_to_those_who_take_its_packing(
    made, address, name, coding
):
    answer = made.get(address, headers={"Accept-Encoding": coding})
    assert answer.status_code == 200
    assert answer.headers.get("Content-Encoding", "") == coding
    assert answer.headers["Vary"] == "Accept, Accept-Encoding"
    suffix = {"zstd": "zst"}.get(coding, "gz")
    packed = made.get(f"/releases/1/{name}.{suffix}").data
    assert answer.data == (packed if coding else gzip.decompress(packed))


def test_each_form_has_a_tag_of_its_own_and_304_for_it(made):
    tags = []
    for address in ("/store?default&format=nt", "/store?default&format=nq"):
        for coding in ("gzip", "zstd", ""):
            headers = {"Accept-Encoding": coding}
            tags.append(made.get(address, headers=headers).headers["ETag"])
            headers["If-None-Match"] = tags[-1]
            assert made.get(address, headers=headers).status_code == 304
    assert len(set(tags)) == 6


def test_a_packed_graph_comes_in_parts(made):
    headers = {"Accept-Encoding": "zstd"}
    whole = made.get(STORE + "&format=nq", headers=headers)
    assert whole.headers["Accept-Ranges"] == "bytes"
    headers |= {"Range": "bytes=10-", "If-Range": whole.headers["ETag"]}
    part = made.get(STORE + "&format=nq", headers=headers)
    assert (part.status_code, part.data) == (206, whole.data[10:])
    assert part.headers["Content-Encoding"] == "zstd"


def test_a_graph_at_its_own_address_tells_its_other_forms(made):
    answer = made.get(GRAPH, headers={"Accept": "application/n-quads"})
    assert answer.headers["Content-Location"] == f"{GRAPH}.nq"
    assert f'<{GRAPH}.ttl>; rel="alternate"' in answer.headers["Link"]
    name = f"<{namespaces.BASE}{GRAPH[1:]}> .\n"
    assert answer.text.endswith(name)


def test_turtle_of_everything_is_sent_whatever_its_size(made, settings):
    few = client_of(dataclasses.replace(settings, constructed_triples=1))
    assert few.get("/store?default&format=ttl").status_code == 422
    packed = made.get("/releases/1/city2city.ttl.zst").data
    text = zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    assert made.get("/store?default&format=ttl").data == text
