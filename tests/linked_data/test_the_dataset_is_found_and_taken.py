"""What leads to the dataset, its files and its changes: from the server, from files."""

import gzip
import hashlib
import json
import re

import pytest

LEADING = {
    "/catalog": "text/turtle",
    "/dataset": "application/ld+json",
    "/.well-known/void": "text/turtle",
    "/ns": "application/rdf+xml",
    "/ns/9.9.9": "text/turtle",
    "/shapes": "application/n-triples",
    "/releases": "text/turtle",
    "/releases/1": "text/turtle",
    "/profile/schema": "text/turtle",
    "/doc/def/theme": "text/turtle",
    "/graph/data/places": "application/n-triples",
    "/feed": "application/trig",
    "/feed/1/1": "application/trig",
    "/linkset": "application/linkset+json",
    "/.well-known/api-catalog": "application/linkset+json",
    "/context.jsonld": "application/ld+json",
    "/releases.json": "application/json",
    "/releases.atom": "application/atom+xml",
    "/robots.txt": "text/plain",
}
DUMP = "/releases/1/city2city.nq.gz"


@pytest.mark.parametrize(("path", "media_type"), LEADING.items())
def test_what_leads_to_the_data_answers_in_its_type(site, path, media_type):
    answer = site.get(path, media_type)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(media_type)
    assert answer.content


@pytest.mark.parametrize("path", ["/", "/doc", "/doc/city", "/graph", "/catalog"])
def test_a_person_gets_pages(site, path):
    answer = site.get(path, "text/html")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("path", ["/doc", "/doc/city", "/graph", "/profile"])
def test_what_is_for_people_alone_is_a_page_for_programs_too(site, path):
    answer = site.get(path, "text/turtle")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_home_page_leads_on_at_once(site):
    links = site.get("/", "text/html").headers["Link"]
    for target in ("/catalog.ttl", "/.well-known/void", "/linkset", "/sitemap.xml"):
        assert f"<{target}>" in links
    led = site.get("/", "text/turtle")
    assert (led.status_code, led.headers["Location"]) == (303, "/dataset")


@pytest.mark.parametrize("path", ["/dataset", "/catalog", "/ns", "/graph/data/places"])
def test_what_describes_no_single_thing_does_not_say_so(site, path):
    assert "<>" not in site.get(path, "text/turtle").headers["Link"]


@pytest.mark.parametrize("path", ["/releases", "/releases/1"])
def test_releases_are_json_for_who_wants_json(site, path):
    answer = site.get(path, "application/json")
    assert answer.headers["Content-Type"] == "application/json"


def test_the_list_of_interfaces_says_what_it_is(site):
    answer = site.get("/.well-known/api-catalog", "application/linkset+json")
    assert (
        'profile="https://www.rfc-editor.org/info/rfc9727"'
        in answer.headers["Content-Type"]
    )


def test_void_is_turtle_for_who_wants_anything(site):
    answer = site.get("/.well-known/void", "*/*")
    assert answer.headers["Content-Type"].startswith("text/turtle")


def test_every_address_of_the_sitemap_answers(site):
    index = site.get("/sitemap.xml").text
    assert "<lastmod>" in index
    for part in re.findall(r"<loc>[^<]*?(/sitemap-[^<]+)</loc>", index):
        for path in re.findall(
            r"<loc>https?://[^/]+([^<]*)</loc>", site.get(part).text
        ):
            if path not in ("/queries", "/sparql"):  # those have to be computed
                assert site.get(path, "text/html").status_code == 200, path


def test_a_dump_comes_whole_in_parts_and_with_its_hash(site):
    whole = site.get(DUMP)
    assert hashlib.sha256(whole.content).hexdigest() in site.get(DUMP + ".sha256").text
    part = site.get(DUMP, Range="bytes=10-")
    assert part.status_code == 206
    assert whole.content[10:] == part.content
    assert b"xa-alpha" in gzip.decompress(whole.content)
    assert "immutable" in whole.headers["Cache-Control"]
    assert "Content-Encoding" not in whole.headers


def test_the_newest_dump_is_led_to(site):
    answer = site.get("/releases/current/city2city.nq.gz")
    assert answer.status_code == 302
    assert answer.headers["Location"] == DUMP


def test_a_page_of_the_feed_may_be_kept_for_ever(site):
    answer = site.get("/feed/1/1", "application/trig")
    assert "immutable" in answer.headers["Cache-Control"]
    # who asks for what it cannot say is not given something else
    assert site.get("/feed/1/1", "text/turtle").status_code in (404, 406)


def test_the_linkset_is_json(site):
    found = json.loads(site.get("/linkset", "application/linkset+json").text)
    assert found["linkset"]
