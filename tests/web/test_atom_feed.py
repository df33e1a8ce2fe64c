"""What changed comes as an Atom feed that feed readers take (RFC 4287, RFC 5005)."""

import re
from xml.etree import ElementTree as ET

import pytest

from tests.web.conftest import client_of

ATOM = "{http://www.w3.org/2005/Atom}"
# an absolute IRI, and a date-and-time of RFC 3339 (RFC 4287 §3.3)
IRI = re.compile(r"[a-z]+:[^\s<>\"]+")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


@pytest.fixture(scope="module")
def client(three_releases):
    return client_of(three_releases.settings)


@pytest.fixture
def feed(client):
    return ET.fromstring(client.get("/releases.atom").data)


def texts(element, *names):
    return [element.findtext(ATOM + name) for name in names]


def hrefs(element, rel):
    found = element.findall(f"{ATOM}link[@rel='{rel}']")
    return [link.get("href").removeprefix("http://localhost") for link in found]


def test_feed_and_entries_have_what_every_one_must_have(feed):
    entries = feed.findall(f"{ATOM}entry")
    assert len(entries) == 3
    for element in (feed, *entries):
        iri, title, updated = texts(element, "id", "title", "updated")
        assert IRI.fullmatch(iri)
        assert title
        assert TIME.fullmatch(updated)
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 3


def test_the_newest_comes_first_and_dates_the_feed(feed):
    first = feed.find(f"{ATOM}entry")
    assert texts(first, "title") == ["Release 3"]
    assert texts(first, "updated") == texts(feed, "updated")


def test_summaries_count_things_by_kind(feed):
    told = [e.findtext(f"{ATOM}summary") for e in feed.findall(f"{ATOM}entry")]
    assert told[0] == "1 city (3 triples added, 0 removed)."
    assert told[1] == "1 city (1 triple added, 1 removed)."
    assert "2 memberships" in told[2]


def test_entries_lead_to_pages_diffs_and_dumps(client, feed):
    for entry in feed.findall(f"{ATOM}entry"):
        for rel in ("alternate", "related", "enclosure"):
            assert hrefs(entry, rel)
            for path in hrefs(entry, rel):
                assert client.get(path).status_code == 200


def test_many_entries_come_page_by_page(client, monkeypatch):
    monkeypatch.setattr("c2c_graph.web.atom.PAGE", 2)
    first = ET.fromstring(client.get("/releases.atom?a").data)
    (following,) = hrefs(first, "next")
    last = ET.fromstring(client.get(following).data)
    assert [e.findtext(f"{ATOM}title") for e in last.iter(f"{ATOM}entry")] == [
        "Release 1"
    ]
    assert not hrefs(last, "next")
    assert hrefs(last, "self") == [following]
    assert hrefs(last, "first") == ["/releases.atom"]


def test_before_the_first_release_there_are_no_entries(client):
    empty = ET.fromstring(client.get("/releases.atom?before=1").data)
    assert not empty.findall(f"{ATOM}entry")
    assert TIME.fullmatch(empty.findtext(f"{ATOM}updated"))


def test_a_feed_reader_finds_no_fault(client):
    feedparser = pytest.importorskip("feedparser", reason="feedparser reads the feed")
    read = feedparser.parse(client.get("/releases.atom").data)
    assert not read.bozo
    assert read.version == "atom10"
    assert [entry.title for entry in read.entries] == [
        f"Release {n}" for n in (3, 2, 1)
    ]
    assert read.entries[0].enclosures[0].type == "application/gzip"


def test_pages_lead_feed_readers_to_it(client):
    for path in ("/releases", "/releases/1", "/"):
        page = client.get(path, headers={"Accept": "text/html"}).text
        assert 'type="application/atom+xml"' in page
        assert 'href="/releases.atom"' in page
