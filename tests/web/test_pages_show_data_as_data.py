import json
import re
from html.parser import HTMLParser

import pytest

HOSTILE = "/doc/city/xa-hostile"
PAGES = [
    HOSTILE,
    "/doc/city",
    "/doc/country/xa",
    "/search?q=%3Cscript%3Ealert(6)%3C/script%3E",
    "/search?q=alert",
    "/graph/data/hostile",
    "/doc/city/x%22onload=alert(5)",
    "/sparql?query=%3C/textarea%3E%3Cscript%3Ealert(7)%3C/script%3E",
    "/sparql?query=SELECT%20?s%20?o%20WHERE%20%7B?s%20?p%20?o%7D",
    "/nowhere/%3Cscript%3Ealert(8)%3C/script%3E",
]


class Tags(HTMLParser):
    """Collects the tags of a page with their attributes."""

    def __init__(self, page):
        super().__init__()
        self.tags = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("path", PAGES)
def test_no_page_runs_a_script(get, path):
    tags = Tags(get(path, "text/html").text).tags
    scripts = [attrs for tag, attrs in tags if tag == "script"]
    assert all(attrs == {"type": "application/ld+json"} for attrs in scripts)
    assert not [a for _, attrs in tags for a in attrs if a.startswith("on")]


@pytest.mark.parametrize("path", PAGES)
def test_links_are_local_or_http(get, path):
    tags = Tags(get(path, "text/html").text).tags
    links = [attrs["href"] for tag, attrs in tags if tag == "a"]
    assert links
    assert all(re.match(r"/(?!/)|#|https?://", link) for link in links)


def test_an_iri_that_is_no_link_is_still_told(get):
    page = get(HOSTILE, "text/html").text
    assert "javascript:alert(3)" in page
    assert 'href="javascript' not in page
    assert 'href="data:' not in page


def test_links_that_leave_carry_their_relation(get):
    tags = Tags(get(HOSTILE, "text/html").text).tags
    away = [
        a for tag, a in tags if tag == "a" and a["href"].startswith("https://example")
    ]
    assert [a["rel"] for a in away] == ["external nofollow noopener"]


def test_embedded_json_ld_is_whole_and_cannot_end_its_element(get):
    page = get(HOSTILE, "text/html").text
    embedded = page.partition('<script type="application/ld+json">')[2]
    text = embedded.partition("</script>")[0]
    assert "<" not in text
    alone = get(HOSTILE, "application/ld+json").get_json(force=True)
    assert json.loads(text)["@graph"] == alone["@graph"]
    assert "</script><script>alert(2)" in json.dumps(json.loads(text))


@pytest.mark.parametrize("accept", ["text/html", "application/rdf+xml", "text/turtle"])
@pytest.mark.parametrize("path", [HOSTILE, "/", "/sparql", "/nowhere", "/ready"])
def test_every_answer_says_what_it_is_and_that_any_site_may_read_it(get, path, accept):
    headers = get(path, accept).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("accept", ["text/html", "application/rdf+xml"])
@pytest.mark.parametrize("path", [HOSTILE, "/limits", "/static/icon.svg", "/ns"])
def test_nothing_runs_in_what_a_browser_opens(get, path, accept):
    headers = get(path, accept).headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
