"""The page of a report needs nothing else, and shows data as data."""

import re
from html.parser import HTMLParser

import pytest

from tests.reports.findings import CLEAN
from tests.reports.findings import told

VOID = {"meta", "input", "link", "br"}


class Page(HTMLParser):
    """Reads a page strictly: every element that opens is closed in its turn."""

    def __init__(self, text):
        super().__init__()
        self.open, self.seen, self.ids, self.text = [], [], [], ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.seen.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_page_is_well_formed_and_says_its_language(language):
    page = Page(told("html", language=language))
    assert ("html", {"lang": language}) in page.seen
    assert len(page.ids) == len(set(page.ids))
    labels = [given["aria-labelledby"] for tag, given in page.seen if tag == "section"]
    assert labels == ["document-1", "document-2"]
    assert set(labels) <= set(page.ids)


def test_nothing_is_fetched_or_run():
    text = told("html")
    page = Page(text)
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in page.seen}
    assert "default-src 'none'" in text
    assert "<script>" not in text.replace("&lt;script&gt;", "")
    assert not re.search(r"url\(|@import", text)


def test_severity_is_told_in_words_and_findings_stand_under_their_document():
    page = Page(told("html"))
    assert [tag for tag, _ in page.seen if tag in {"h1", "h2"}] == ["h1", "h2", "h2"]
    for word in ("violation", "warning", "info", "data/a b.ttl", "line 5", "^~~~"):
        assert word in page.text


def test_a_clean_report_says_so():
    assert "Nothing was found." in Page(told("html", CLEAN)).text
