"""What changed, as an Atom feed for people (RFC 4287): one entry a release."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from flask import Blueprint
from flask import Response
from flask import request

from c2c_graph.dereference.release_description import RELEASES
from c2c_graph.dereference.release_description import release_iri
from c2c_graph.release.differences import kept_difference
from c2c_graph.release.differences import predecessor
from c2c_graph.release.history import Event
from c2c_graph.release.patch import MEDIA_TYPE
from c2c_graph.release.telling_apart import ask_for
from c2c_graph.web import conditional
from c2c_graph.web import kinds
from c2c_graph.web import release_links
from c2c_graph.web.context import context
from c2c_graph.web.release_pages import ATOM
from c2c_graph.web.release_pages import Page
from c2c_graph.web.release_pages import page_asked

bp = Blueprint("atom", __name__)

PATH: Final = "/releases.atom"
# entries of one document; older ones are in the next (RFC 5005 §3)
PAGE: Final = 50
# kinds named in a summary, those with the most things first
_NAMED: Final = 6
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"


@bp.get(PATH)
def feed() -> Response:
    """Answer the releases, newest first: those before the number `before`."""
    page = page_asked(PAGE)
    body = _document(page, request.host_url.rstrip("/"), context().settings.home)
    response = Response(body, mimetype=ATOM)
    # no Last-Modified: a summary tells more once somebody has counted
    tag = conditional.content_tag(body)
    response = conditional.not_modified(tag) or response
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = conditional.FRESHNESS
    return response


def _document(page: Page, base: str, home: Path) -> bytes:
    feed = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": "en"})
    # ids are IRIs that stay the same on every server (RFC 4287 §4.2.6)
    _text(feed, "id", RELEASES)
    _text(feed, "title", "City2City: what changed")
    updated = page.events[0].created.isoformat() if page.events else _NEVER
    _text(feed, "updated", updated)
    _text(ET.SubElement(feed, "author"), "name", "City2City")
    for rel, place in _pages(page):
        _link(feed, rel, f"{base}{place}", ATOM)
    _link(feed, "alternate", f"{base}/releases", "text/html")
    for event in page.events:
        _entry(feed, event, base, home)
    ET.indent(feed, "")
    return bytes(ET.tostring(feed, "utf-8", xml_declaration=True)) + b"\n"


def _pages(page: Page) -> Iterator[tuple[str, str]]:
    before = request.args.get("before")
    yield "self", f"{PATH}?before={before}" if before else PATH
    yield "first", PATH
    if page.after:
        yield "next", f"{PATH}?before={page.after}"


def _entry(feed: ET.Element, event: Event, base: str, home: Path) -> None:
    entry = ET.SubElement(feed, "entry")
    address = base + release_links.path(event.number)
    _text(entry, "id", release_iri(event.number))
    _text(entry, "title", f"Release {event.number}")
    _text(entry, "updated", event.created.isoformat())
    _text(entry, "published", event.created.isoformat())
    _text(entry, "summary", _summary(event, home))
    _link(entry, "alternate", address, "text/html")
    _link(entry, "related", f"{address}/diff.html", "text/html", "What changed")
    _link(entry, "related", f"{address}/diff.rdfp", MEDIA_TYPE, "As RDF Patch")
    dump = f"{address}/city2city.nq.gz"
    _link(entry, "enclosure", dump, "application/gzip", "The whole dataset")


def _summary(event: Event, home: Path) -> str:
    """Return what changed in words, the kinds with the most things first.

    Where nobody has counted yet, only triples are told, and counting begins.
    """
    noun = "triple" if event.added == 1 else "triples"
    triples = f"{event.added:,} {noun} added, {event.removed:,} removed"
    found = kept_difference(home, predecessor(event.number), event.number)
    if found is None:
        ask_for(home, predecessor(event.number), event.number)
        return f"{triples}."
    every = sorted(found.summary.kinds, key=lambda kind: -kind.number)
    named = [kinds.counted(kind.name, kind.number) for kind in every[:_NAMED]]
    rest = sum(kind.number for kind in every[_NAMED:])
    told = ", ".join(named + ([f"{rest:,} more"] if rest else []))
    return f"{told or 'nothing that is stated'} ({triples})."


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(
    parent: ET.Element, rel: str, href: str, media_type: str, title: str = ""
) -> None:
    told = {"rel": rel, "href": href, "type": media_type}
    ET.SubElement(parent, "link", told | ({"title": title} if title else {}))


# of a page without entries: a feed has to tell a time (RFC 4287 §4.1.1)
_NEVER: Final = "1970-01-01T00:00:00+00:00"
