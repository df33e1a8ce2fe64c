"""Sitemaps list every document, with when it last changed; robots.txt leads to them."""

import gzip
import json
import xml.etree.ElementTree as ElementTree
from datetime import datetime

import pytest

from c2c_graph.dereference.sitemaps import Sitemaps
from c2c_graph.dereference.sitemaps import write_parts
from c2c_graph.release.history import open_history
from c2c_graph.web.addresses import document_path
from tests.discovery.conftest import BASE
from tests.discovery.conftest import CONTACT

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
IRIS = "https://w3id.org/city2city/"


@pytest.fixture(scope="module")
def history(told_settings):
    return open_history(told_settings.home, 2)


@pytest.fixture(scope="module")
def listed(told_client):
    """Return a function that returns {address: last change} of one sitemap."""

    def listed(path):
        root = ElementTree.fromstring(told_client.get(path).data)
        return {
            item.findtext(f"{SPACE}loc"): item.findtext(f"{SPACE}lastmod")
            for item in root
        }

    return listed


def test_robots_lead_to_the_sitemap_and_to_the_files(told_client) -> None:
    lines = told_client.get("/robots.txt").text.splitlines()
    assert f"Sitemap: {BASE}/sitemap.xml" in lines
    assert f"#   {BASE}/catalog" in lines


def test_the_index_lists_every_part(listed) -> None:
    parts = set(listed("/sitemap.xml"))
    assert parts == {f"{BASE}/sitemap-pages.xml", f"{BASE}/sitemap-1.xml"}


def test_every_document_is_listed_with_its_last_change(listed, history) -> None:
    told = {}
    for iri, number in history.last_changes():
        if iri != f"{IRIS}dataset":
            changed = f"{history.created(number):%Y-%m-%dT%H:%M:%SZ}"
            told[BASE + document_path(iri)] = changed
    assert listed("/sitemap-1.xml") == told
    assert len(told) > 1_000


def test_what_did_not_change_keeps_its_time(listed, history) -> None:
    found = listed("/sitemap-1.xml")
    first, second = (
        f"{history.created(number):%Y-%m-%dT%H:%M:%SZ}" for number in (1, 2)
    )
    assert found[f"{BASE}/doc/country/se"] == second
    assert found[f"{BASE}/doc/def/aim"] == first


def test_the_newest_part_gives_the_time_of_the_index(listed) -> None:
    newest = max(listed("/sitemap-1.xml").values(), key=datetime.fromisoformat)
    assert listed("/sitemap.xml")[f"{BASE}/sitemap-1.xml"] == newest


def test_parts_hold_no_more_than_they_may(history, tmp_path) -> None:
    write_parts(history, tmp_path, most=700)
    changed = json.loads((tmp_path / "index.json").read_text())
    parts = Sitemaps(tmp_path, tuple(changed))
    counts = [len(list(parts.part(n))) for n in range(1, len(changed) + 1)]
    assert counts[:-1] == [700] * (len(counts) - 1)
    assert sum(counts) == sum(1 for _ in history.last_changes()) - 1


def test_a_part_that_is_not_there_is_unknown(told_client) -> None:
    assert told_client.get("/sitemap-2.xml").status_code == 404
    assert told_client.get("/sitemap-0.xml").status_code == 404


def test_a_sitemap_is_sent_compressed(told_client) -> None:
    given = {"Accept-Encoding": "gzip"}
    answer = told_client.get("/sitemap-1.xml", headers=given)
    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.data).startswith(b"<?xml")


def test_an_unchanged_sitemap_is_not_sent_again(told_client) -> None:
    tag = told_client.get("/sitemap-1.xml").headers["ETag"]
    again = told_client.get("/sitemap-1.xml", headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_whom_to_tell_of_a_hole_is_told_where_it_is_known(
    told_client, nameless_client
) -> None:
    lines = told_client.get("/.well-known/security.txt").text.splitlines()
    assert lines[0] == f"Contact: {CONTACT}"  # RFC 9116 §2.5.3
    assert lines[1].startswith("Expires: ")  # RFC 9116 §2.5.5
    assert nameless_client.get("/.well-known/security.txt").status_code == 404
