"""Every release is listed, with what it changed and how to fetch it."""

import gzip
import io

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from rdflib import Graph
from rdflib import Literal
from rdflib import Namespace
from rdflib import URIRef

from c2c_graph.release.store import published_manifest
from tests.web.conftest import client_of

BASE = "https://w3id.org/city2city/"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
LINKS = {"prev", "next", "predecessor-version", "successor-version", "latest-version"}


@pytest.fixture(scope="module")
def past(three_releases):
    return three_releases


@pytest.fixture(scope="module")
def client(past):
    return client_of(past.settings)


@pytest.fixture
def get(client):
    return lambda path, **headers: client.get(path, headers=headers)


def manifest(past, number):
    return published_manifest(past.settings.home, number)


def graph(answer, form="turtle"):
    return Graph().parse(data=answer.data, format=form)


def test_the_list_tells_time_counts_and_hash_of_each(get, past):
    listed = get("/releases", Accept="application/json").json
    assert [told["number"] for told in listed["releases"]] == [3, 2, 1]
    told, wanted = listed["releases"][1], manifest(past, 2)
    assert told["added"] == wanted.added == 1
    assert told["removed"] == wanted.removed == 1
    assert told["triples"] == wanted.default_triples
    assert told["hash"] == wanted.dataset_hash
    assert told["created"].replace("+00:00", "Z") == wanted.created


def test_what_the_list_links_is_there(get):
    (told, *_) = get("/releases.json").json["releases"]
    for member in ("page", "diff", "dump"):
        assert get(told[member]).status_code == 200


@pytest.mark.parametrize("variant", ["html", "json", "ttl", "jsonld", "nt", "rdf"])
@pytest.mark.parametrize("path", ["/releases", "/releases/2"])
def test_list_and_release_come_in_every_form(client, path, variant):
    by_suffix = client.get(f"{path}.{variant}")
    assert by_suffix.status_code == 200
    media_type = by_suffix.content_type.partition(";")[0]
    negotiated = client.get(path, headers={"Accept": media_type})
    assert negotiated.data == by_suffix.data
    assert negotiated.headers["Content-Location"] == f"{path}.{variant}"
    assert "Accept" in negotiated.headers["Vary"]


def test_releases_are_versions_of_the_dataset(get):
    told = graph(get("/releases.ttl"))
    second = URIRef(BASE + "releases/2")
    dataset = URIRef(BASE + "dataset")
    assert told.value(second, DCAT.version) == Literal("2")
    assert told.value(second, DCAT.previousVersion) == URIRef(BASE + "releases/1")
    assert set(told.objects(dataset, DCAT.hasVersion)) >= {second}
    newest = told.value(dataset, DCAT.hasCurrentVersion)
    assert newest == URIRef(BASE + "releases/3")


def test_a_release_tells_its_files_with_their_hashes(get):
    told = get("/releases/1.json").json
    whole = next(f for f in told["files"] if f["href"].endswith("city2city.nq.gz"))
    assert len(get(whole["href"]).data) == whole["bytes"]
    described = graph(get("/releases/1.ttl"))
    (file,) = described.subjects(DCAT.byteSize, Literal(whole["bytes"], datatype=NNI))
    assert str(described.value(file, DCAT.downloadURL)).endswith(whole["href"])


NNI = "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"


@pytest.mark.parametrize(
    ("number", "there"), [(1, LINKS - {"prev", "predecessor-version"}), (2, LINKS)]
)
def test_a_release_leads_to_its_neighbours(client, number, there):
    link = client.get(f"/releases/{number}").headers["Link"]
    assert {rel for rel in LINKS if f'rel="{rel}"' in link} == there
    assert '</releases/3>; rel="latest-version"' in link


@pytest.mark.parametrize("word", ["latest", "current"])
@pytest.mark.parametrize("place", ["", ".json", "/diff", "/added.nq.gz?from=1"])
def test_the_newest_release_has_an_address(get, word, place):
    answer = get(f"/releases/{word}{place}")
    assert (answer.status_code, answer.location) == (302, f"/releases/3{place}")
    assert "immutable" not in answer.headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    ["/releases/0", "/releases/4", "/releases/4/diff", "/releases/2/diff?from=9"],
)
def test_of_an_unknown_release_nothing_is_told(get, path):
    assert get(path).json["type"] == "/problem/UnknownRelease"


@pytest.mark.parametrize("number", ["x", "-1", "", "9" * 40, "٣"])
def test_no_number_is_refused(get, number):
    for path in (
        "/releases/2/diff?from=",
        "/releases?before=",
        "/releases.atom?before=",
    ):
        assert get(path + number).status_code == 400


def test_many_releases_come_page_by_page(get, monkeypatch):
    monkeypatch.setattr("c2c_graph.web.release_pages.PAGE", 2)
    first = get("/releases.json?a").json
    assert [told["number"] for told in first["releases"]] == [3, 2]
    assert first["next"] == "/releases.json?before=2"
    last = get(first["next"] + "&a").json
    assert [told["number"] for told in last["releases"]] == [1]
    assert "next" not in last


def test_the_diff_is_a_patch_for_programs_and_a_page_for_people(get):
    patch = get("/releases/3/diff")
    assert patch.content_type == "application/rdf-patch"
    assert patch.text.startswith("H id <urn:uuid:")
    assert "immutable" in patch.headers["Cache-Control"]
    assert patch.data == get("/releases/3/diff", Accept="text/plain").data
    page = get("/releases/3/diff", Accept="text/html,*/*;q=0.8").text
    assert "2 triples were added" not in page  # the inferred one counts too
    assert "3 triples were added and 0 removed" in page
    assert ">Newtown</a>" in page


def test_added_and_removed_come_as_they_are_and_packed(get):
    plain, packed = get("/releases/2/added.nq"), get("/releases/2/added.nq.gz")
    assert gzip.decompress(packed.data) == plain.data
    (quad,) = parse(io.BytesIO(plain.data), format=RdfFormat.N_QUADS)
    assert quad.object.value == "Alfa"
    assert int(packed.headers["Content-Length"]) == len(packed.data)
    assert "city2city-0001-0002-added.nq.gz" in packed.headers["Content-Disposition"]
    assert "Content-Encoding" not in packed.headers


def test_any_release_is_told_from_any_other_both_ways(get):
    there, back = get("/releases/3/diff?from=1"), get("/releases/1/diff?from=3")
    rows = [row for row in there.text.splitlines() if row[:2] in ("A ", "D ")]
    swapped = {("D" if row[0] == "A" else "A") + row[1:] for row in rows}
    assert swapped <= set(back.text.splitlines())
    assert there.text.splitlines()[0][2:] == back.text.splitlines()[1][2:].replace(
        "prev", "id"
    )


def test_the_numbers_of_a_diff_come_as_json(get):
    told = get("/releases/3/diff.json?from=1").json
    assert (told["from"], told["to"]) == (1, 3)
    (kind,) = told["kinds"]
    assert (kind["name"], kind["number"]) == ("city", 2)
    assert told["added"] == sum(graph["added"] for graph in told["graphs"])


@pytest.mark.parametrize(
    "path",
    [
        "/releases",
        "/releases/2.json",
        "/releases.atom",
        "/releases/3/diff",
        "/releases/3/diff.html",
        "/releases/2/added.nq",
        "/releases/2/removed.nq.gz?from=3",
    ],
)
def test_who_has_it_is_not_sent_it_again(get, path):
    first = get(path)
    again = get(path, If_None_Match=first.headers["ETag"])
    assert (again.status_code, again.data) == (304, b"")


def test_the_feed_tells_each_release_in_words(get):
    feed = get("/releases.atom").text
    assert "1 city (1 triple added, 1 removed)" in feed
    assert "<id>https://w3id.org/city2city/releases/2</id>" in feed
    link = '<link rel="alternate" type="application/atom+xml"'
    assert link in get("/releases", Accept="text/html").text


def test_pages_name_what_is_gone_and_stay_safe(get):
    page = get("/releases/1/diff?from=3", Accept="text/html").text
    assert "id/city/xa-new" in page
    assert "<script" not in page


def test_beyond_a_few_nobody_waits_for_a_difference(past, client, monkeypatch):
    monkeypatch.setattr("c2c_graph.web.context.WAITING", 0)
    busy = client_of(past.settings).get("/releases/1/diff?from=2")
    assert busy.status_code == 503
    assert int(busy.headers["Retry-After"]) > 0
    # what was begun goes on
    assert client.get("/releases/1/diff?from=2").status_code == 200
