"""On the pages of the shipped data people read names; an IRI is told once, its own."""

from html.parser import HTMLParser

import pytest

from c2c_graph import namespaces
from c2c_graph.settings import Settings
from c2c_graph.web.kinds import OTHER_PART
from c2c_graph.web.kinds import PLURALS
from tests.web.conftest import client_of


class Text(HTMLParser):
    """Collects what a page shows, and where it leads."""

    def __init__(self, page):
        super().__init__()
        self.shown, self.links = [], []
        self.hidden = False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.hidden = tag in {"script", "style"}
        self.links += [value for name, value in attrs if (tag, name) == ("a", "href")]

    def handle_endtag(self, tag):
        self.hidden = False

    def handle_data(self, data):
        if not self.hidden and data.strip():
            self.shown.append(data.strip())


@pytest.fixture(scope="module")
def client(shipped_home):
    return client_of(Settings(home=shipped_home))


@pytest.mark.parametrize("kind", sorted(PLURALS.keys() - {OTHER_PART}))
def test_a_page_shows_labels_instead_of_iris(client, kind):
    listed = Text(client.get(f"/doc/{kind}").text).links
    things = [link for link in listed if link.startswith(f"/doc/{kind}/")]
    if not things:
        pytest.skip(f"the shipped data holds no {kind}")
    for thing in things[:3]:
        page = Text(client.get(thing, headers={"Accept": "text/html"}).text)
        told = [text for text in page.shown if namespaces.BASE in text]
        assert len(told) == 1, told
