"""Releases come as files: whole or in parts, with their hashes, for ever."""

import base64
import dataclasses
import gzip
import hashlib
import shutil
import subprocess
import time
from email.utils import parsedate_to_datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies
from pyoxigraph import DefaultGraph
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.release import dumps
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import open_release
from tests.release.packed_dumps import ALL
from tests.release.packed_dumps import make
from tests.web.conftest import client_of
from tests.web.conftest import released

DUMP = "/releases/1/city2city.nq.gz"
GRAPH = "/releases/1/graphs/data/networks.nq.gz"
NEW = "<urn:s> <urn:p> <urn:o> ."


@pytest.fixture(scope="module")
def release(settings):
    return open_release(settings.home)


@pytest.fixture(scope="module")
def copied(settings, tmp_path_factory):
    """Settings of a home of our own, where dumps are made of one release alone."""
    folder = tmp_path_factory.mktemp("dumps")
    home = shutil.copytree(settings.home, folder / "home", symlinks=True)
    dataset = shutil.copytree(settings.dataset, folder / "dataset")
    return dataclasses.replace(
        settings, home=home, dataset=dataset, dump_formats=ALL, kept_dumps=1
    )


@pytest.fixture(scope="module")
def files(copied):
    """Return the dumps of the release, made already, by name."""
    return make(copied)


@pytest.fixture(scope="module")
def ask(copied, files):
    """Return a function that asks for a dump of the release, where all are made."""
    client = client_of(copied)

    def ask(name, **headers):
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(f"/releases/1/{name}", headers=given)

    return ask


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


def test_its_headers_tell_length_type_date_and_that_it_never_changes(get, release):
    answer = get(DUMP)
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert answer.headers["Content-Type"] == "application/gzip"
    assert "immutable" in answer.headers["Cache-Control"]
    assert 'filename="city2city.nq.gz"' in answer.headers["Content-Disposition"]
    assert "Content-Encoding" not in answer.headers
    changed = parsedate_to_datetime(answer.headers["Last-Modified"])
    assert f"{changed:%Y-%m-%dT%H:%M:%SZ}" == release.manifest.created


def test_its_tag_and_its_digest_are_the_hash_of_its_bytes(get):
    answer = get(DUMP)
    digest = hashlib.sha256(answer.data)
    assert answer.headers["ETag"] == f'"{digest.hexdigest()}"'
    in_base64 = base64.b64encode(digest.digest()).decode()
    assert answer.headers["Repr-Digest"] == f"sha-256=:{in_base64}:"  # RFC 9530 §3


def test_a_coding_that_is_accepted_is_not_laid_upon_it(get):
    answer = get(DUMP, Accept_Encoding="zstd, gzip")
    assert "Content-Encoding" not in answer.headers
    assert answer.data == get(DUMP).data


def test_who_has_it_is_not_sent_it_again(get):
    headers = get(DUMP).headers
    for known in (
        {"If_None_Match": headers["ETag"], "Range": "bytes=0-1"},
        {"If_Modified_Since": headers["Last-Modified"]},
    ):
        again = get(DUMP, **known)
        assert (again.status_code, again.data) == (304, b"")
        assert "immutable" in again.headers["Cache-Control"]


def test_head_tells_the_length_and_heeds_no_range(client):
    head = client.head(DUMP, headers={"Range": "bytes=0-1"})
    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == client.get(DUMP).headers["Content-Length"]
    assert head.headers["Accept-Ranges"] == "bytes"


@pytest.mark.parametrize("name", ["city2city.nq.gz", "city2city.ttl.gz.sha256"])
def test_the_current_file_leads_to_a_numbered_one(client, name):
    answer = client.get(f"/releases/current/{name}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/releases/1/{name}"
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize("number", [0, 2, 99999999999])
def test_of_an_unknown_release_there_is_no_file(get, number):
    answer = get(f"/releases/{number}/city2city.nq.gz")
    assert answer.status_code == 404
    assert answer.json["type"] == "/problem/UnknownRelease"


@pytest.mark.parametrize(
    "name",
    ["city2city.xml.gz", "graphs/data/none.nq.gz", "graphs/../x", "city2city.nq"],
)
def test_what_is_no_file_of_a_release_is_not_found(ask, name):
    assert ask(name).status_code == 404


def test_nothing_is_written_there(client):
    answer = client.put(DUMP, data=b"")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert client.options(DUMP).headers["Allow"] == "GET, HEAD, OPTIONS"


def test_every_file_that_is_listed_is_answered_under_its_hash(ask, files):
    for file in files.values():
        answer = ask(file.name)
        assert answer.status_code == 200, file
        assert hashlib.sha256(answer.data).hexdigest() == file.sha256
        assert answer.headers["ETag"] == f'"{file.sha256}"'
        assert answer.headers["Content-Type"] == f"application/{file.packing}"


def test_the_hash_beside_a_file_is_what_sha256sum_checks(ask, files, tmp_path):
    for name in ("city2city.trig.zst", "city2city.nq.gz", "graphs/data/places.nq.gz"):
        path = tmp_path / name.rpartition("/")[2]
        path.write_bytes(ask(name).data)
        (tmp_path / "sums").write_bytes(ask(f"{name}.sha256").data)
        subprocess.run(["sha256sum", "-c", "sums"], cwd=tmp_path, check=True)


def test_a_graph_of_a_foreign_name_has_a_file(settings, tmp_path):
    dataset = shutil.copytree(settings.dataset, tmp_path / "dataset")
    (dataset / "data" / "x.trig").write_text("<urn:é> { <urn:s> <urn:p> <urn:o> }")
    settings = dataclasses.replace(settings, dataset=dataset, home=tmp_path / "home")
    released(settings)
    found = dumps.dumps_of(settings.home, 1)
    (file,) = (file for file in found if file.graph == "urn:é")
    body = client_of(settings).get(f"/releases/1/{file.name}").data
    assert gzip.decompress(body) == "<urn:s> <urn:p> <urn:o> <urn:é> .\n".encode()


@pytest.mark.parametrize("name", ["city2city.nq.gz", "city2city.nq.zst"])
@given(strategies.lists(strategies.integers(0, 20_000), max_size=6))
def test_parts_one_after_another_are_the_whole(ask, files, name, cuts):
    length = files[name].bytes
    edges = sorted({0, length, *(cut % length for cut in cuts)})
    body = b""
    for start, end in pairwise(edges):
        part = ask(name, Range=f"bytes={start}-{end - 1}")
        assert part.status_code == 206
        assert part.headers["Content-Range"] == f"bytes {start}-{end - 1}/{length}"
        body += part.data
    assert hashlib.sha256(body).hexdigest() == files[name].sha256


@pytest.mark.parametrize(
    ("header", "start", "end"),
    [
        ("bytes=5-", 5, None),
        ("bytes=-5", -5, None),
        ("bytes=0-99999999", 0, None),
        ("Bytes = 2-3 ", 2, 4),
        ("bytes=-99999999", 0, None),
    ],
)
def test_a_range_may_leave_out_where_it_ends_or_begins(get, header, start, end):
    part = get(DUMP, Range=header)
    assert part.status_code == 206
    assert part.data == get(DUMP).data[start:end]
    assert int(part.headers["Content-Length"]) == len(part.data)


@pytest.mark.parametrize(
    "header",
    # RFC 9110 §14.2: several, other units and what is no range may be ignored
    [
        "bytes=0-1,4-5",
        "lines=0-1",
        "bytes=5-4",
        "bytes=-",
        "bytes=x",
        "bytes=" + "9" * 99,
    ],
)
def test_a_range_that_is_not_taken_is_answered_by_the_whole(get, header):
    answer = get(DUMP, Range=header)
    assert (answer.status_code, answer.data) == (200, get(DUMP).data)


@pytest.mark.parametrize("header", ["bytes=99999999-", "bytes=-0"])
def test_a_range_past_the_end_is_told_the_length(get, header):
    answer = get(DUMP, Range=header)
    assert answer.status_code == 416
    length = len(get(DUMP).data)
    assert answer.headers["Content-Range"] == f"bytes */{length}"
    assert str(length) in answer.json["detail"]


def test_a_download_goes_on_only_where_it_is_the_same_file(get):
    headers = get(DUMP).headers
    for same in (headers["ETag"], headers["Last-Modified"]):
        assert get(DUMP, Range="bytes=1-2", If_Range=same).status_code == 206
    for other in ('"other"', "W/" + headers["ETag"], "Thu, 01 Jan 2026 00:00:00 GMT"):
        assert get(DUMP, Range="bytes=1-2", If_Range=other).status_code == 200


def test_what_a_request_demands_of_the_file_is_heeded(get):
    headers = get(DUMP).headers
    assert get(DUMP, If_Match=f'"x", {headers["ETag"]}').status_code == 200
    assert get(DUMP, If_Match="*").status_code == 200
    assert get(DUMP, If_Unmodified_Since=headers["Last-Modified"]).status_code == 200
    assert get(DUMP, If_Match='"other"').status_code == 412
    old = "Thu, 01 Jan 2026 00:00:00 GMT"
    assert get(DUMP, If_Unmodified_Since=old).status_code == 412


def test_curl_resumes_where_a_download_broke_off(server, tmp_path):
    _, _, whole = server.ask("GET", DUMP)
    (tmp_path / "city2city.nq.gz").write_bytes(whole[:1_000])
    address = f"http://127.0.0.1:{server.port}{DUMP}"
    command = ["curl", "-sS", "--fail", "-C", "-", "-O", address]
    subprocess.run(command, cwd=tmp_path, check=True)
    assert (tmp_path / "city2city.nq.gz").read_bytes() == whole


def asked_until_there(client, address):
    """Return the file at `address`, and what was answered until it was there."""
    waits, end = [], time.monotonic() + 30
    while (answer := client.get(address)).status_code == 202:
        waits.append(answer)
        assert time.monotonic() < end
        time.sleep(0.1)
    return answer, waits


def test_a_past_release_stays_and_what_was_dropped_is_made_again(copied, files):
    (copied.dataset / "data" / "new.ttl").write_text(NEW)
    assert released(dataclasses.replace(copied, kept_stores=1)).number == 2
    make(dataclasses.replace(copied, remade_stores=1), 2)
    shutil.rmtree(dumps.folder_of(copied.home, 1))
    client = client_of(copied)
    old, new = (client.get(f"/releases/{n}/city2city.nq.gz") for n in (1, 2))
    assert (old.headers["C2C-Release"], new.headers["C2C-Release"]) == ("1", "2")
    assert b"<urn:s>" in gzip.decompress(new.data)
    assert b"<urn:s>" not in gzip.decompress(old.data)
    again, waits = asked_until_there(client, "/releases/1/city2city.ttl.zst")
    assert hashlib.sha256(again.data).hexdigest() == files["city2city.ttl.zst"].sha256
    assert int(waits[0].headers["Retry-After"]) >= 1
    assert waits[0].headers["Cache-Control"] == "no-store"
    assert 0 <= waits[0].json["done"] <= 1


@pytest.mark.parametrize("lost", ["zstd", "zstd/*"])
def test_n_quads_that_are_lost_while_a_server_runs_come_again(
    copied, files, tmp_path, lost
):
    client, name = client_of(copied), "city2city.nq.zst"
    assert asked_until_there(client, f"/releases/1/{name}")[0].status_code == 200
    for path in (copied.home / "dumps").glob(lost):
        # at once: a twin of another graph may be on its way into the folder
        path.rename(tmp_path / path.name)
    again, waits = asked_until_there(client, f"/releases/1/{name}")
    assert waits
    assert hashlib.sha256(again.data).hexdigest() == files[name].sha256
