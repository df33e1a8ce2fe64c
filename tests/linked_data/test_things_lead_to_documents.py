"""A thing is not a document (Cool URIs §4.3): 303, on the host that was asked."""

import pytest

THINGS = {
    "/id/city/xa-alpha": "/doc/city/xa-alpha",
    "/id/country/xa": "/doc/country/xa",
    "/def/theme": "/doc/def/theme",
    "/def/theme/water": "/doc/def/theme/water",
    "/id/city/jp-%E6%9D%B1%E4%BA%AC": "/doc/city/jp-%E6%9D%B1%E4%BA%AC",
}
UNKNOWN = [
    "/id/city/nowhere",
    "/doc/city/nowhere",
    "/doc/city/nowhere.ttl",
    "/def/nothing",
    "/doc/def/theme/fire",
]
HOSTILE = [
    "/id//evil.example/",
    "/id/..%2f..%2fetc/passwd",
    "/id/%2e%2e/%2e%2e/etc/passwd",
    "/doc/../../etc/passwd",
    "/id/city/%00",
    "/id/city/%ff%fe",
    "/id/city/%25%32%65",
    "/id/city/a%0d%0aSet-Cookie:%20a=b",
    "/id/" + "x" * 3000,
    "/doc/city/xa-alpha/",
    "/doc/city/xa-alpha.exe",
    "//evil.example/id/city/xa-alpha",
    "/id/\\evil.example",
    "/id/city/xa-alpha;a=b",
]


@pytest.mark.parametrize(("thing", "document"), THINGS.items())
def test_a_thing_leads_to_the_document_about_it(site, thing, document):
    answer = site.get(thing)
    assert answer.status_code == 303
    assert answer.headers["Location"] == document
    assert 'rel="describedby"' in answer.headers["Link"]
    assert site.get(document).status_code == 200


@pytest.mark.parametrize("path", UNKNOWN)
def test_what_never_was_is_not_found(site, path):
    answer = site.get(path, "text/turtle")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["status"] == 404


def test_a_person_is_told_in_a_page_that_nothing_is_found(site):
    answer = site.get("/doc/city/nowhere", "text/html")
    assert answer.status_code == 404
    assert "text/html" in answer.headers["Content-Type"]


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_address_is_no_fault_of_ours_and_leads_nowhere_else(site, path):
    answer = site.get(path)
    assert answer.status_code < 500
    assert "Set-Cookie" not in answer.headers
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_withdrawn_things_are_gone_and_say_when_why_and_what_instead(site):
    answer = site.get("/doc/city/xa-atlantis", "text/turtle")
    assert answer.status_code == 410
    for said in ("isReplacedBy", "Counted twice.", "2026-02-03"):
        assert said in answer.text
    assert site.get("/id/city/xa-atlantis").status_code == 410
    page = site.get("/doc/city/xa-atlantis", "text/html")
    assert page.status_code == 410
    assert "Counted twice." in page.text


def test_a_thing_that_was_merged_leads_to_the_one_that_stands_for_it_now(site):
    answer = site.get("/id/city/xa-atlantida")
    assert (answer.status_code, answer.headers["Location"]) == (
        301,
        "/id/city/xa-alpha",
    )
    document = site.get("/doc/city/xa-atlantida.ttl")
    assert document.status_code == 301
    assert document.headers["Location"] == "/doc/city/xa-alpha.ttl"


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", ["/id/city/xa-alpha", "/doc/city/xa-alpha", "/ns"])
def test_nothing_is_written_at_an_address(site, method, path):
    answer = site.get(path, "text/turtle", method=method)
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
