"""What a site of files has: addresses of the server, and the file of each."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import chain
from typing import Final
from urllib.parse import unquote
from urllib.parse import urlsplit

from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph.export.asking import Inside
from c2c_graph.web import addresses
from c2c_graph.web import shape_pages
from c2c_graph.web.browse import PAGE
from c2c_graph.web.kinds import PLURALS
from c2c_graph.web.variants import SUFFIXES
from c2c_graph.web.variants import split
from c2c_graph.web.view import View

# documents that come in variants, beside those about things
_NEGOTIATED: Final = (
    "/catalog",
    "/dataset",
    "/limits",
    "/ns",
    "/profile/c2c",
    "/profile/org",
    "/profile/schema",
    "/releases",
    "/shapes",
)
# what has one form alone
_ALONE: Final = (
    "/.well-known/api-catalog",
    "/context.jsonld",
    "/doc/context.jsonld",
    "/linkset",
    "/releases.atom",
    "/releases.json",
    "/robots.txt",
)
_FEED: Final = "/feed"
_SITEMAP: Final = "/sitemap.xml"
# answered at one address in all the formats that are asked for
_WELL_KNOWN: Final = ("/.well-known/void",)
_NEXT_NODE: Final = NamedNode("https://w3id.org/tree#node")
_LOCATION: Final = re.compile(r"<loc>([^<]+)</loc>")
_LONGEST_NAME: Final = 255


@dataclass(frozen=True)
class Wanted:
    """One answer to write: ask for `address` with `accept`, keep it in `file`."""

    address: str
    file: str
    accept: str = "*/*"


def wanted(view: View, inside: Inside) -> Iterator[Wanted]:
    """Yield everything that the site may have; an address may turn out unknown."""
    versions = (f"/releases/{event.number}" for event in view.history.events())
    vocabularies = map(addresses.document_path, view.versions)
    stems = chain(_NEGOTIATED, vocabularies, versions, _documents(view))
    stems = chain(stems, feed_pages(inside))
    for stem in dict.fromkeys(stems):
        yield from in_variants(stem)
    releases = (f"/releases/{event.number}.json" for event in view.history.events())
    templates = shape_pages.template_addresses(view)
    for address in chain(_ALONE, releases, templates, _sitemaps(inside), _assets()):
        yield Wanted(address, file_of(address))
    for address in _WELL_KNOWN:
        for suffix, media_type in SUFFIXES.items():
            if suffix != "html":
                yield Wanted(address, f"{file_of(address)}.{suffix}", media_type)
    yield Wanted("/", "index.html")
    yield Wanted("/graph", "graph.html")
    yield Wanted("/profile", "profile.html")
    yield from _lists(view)


def in_variants(stem: str) -> Iterator[Wanted]:
    """Yield the variants of the document at `stem`."""
    for suffix in SUFFIXES:
        address = f"{stem}.{suffix}"
        yield Wanted(address, file_of(address))


def file_of(address: str) -> str:
    """Return the file that a web server looks for when asked for the path `address`."""
    return unquote(address).lstrip("/")


def is_writable(file: str) -> bool:
    """Return whether `file` can be a file of the site, and of nothing else."""
    parts = file.split("/")
    return all(
        part not in ("", ".", "..")
        and "\0" not in part
        and len(part.encode()) <= _LONGEST_NAME
        for part in parts
    )


def feed_pages(inside: Inside) -> Iterator[str]:
    """Yield the feed and its pages, as a client finds them (TREE `tree:node`)."""
    known, ahead = {_FEED}, [_FEED]
    while ahead:
        stem = ahead.pop()
        found = inside.get(f"{stem}.nq")
        if found.status != 200:
            continue
        yield stem
        for quad in parse(found.body, format=RdfFormat.N_QUADS):
            if quad.predicate == _NEXT_NODE and isinstance(quad.object, NamedNode):
                page, _ = split(urlsplit(quad.object.value).path)
                if page.startswith(_FEED) and page not in known:
                    known.add(page)
                    ahead.append(page)


def _documents(view: View) -> Iterator[str]:
    in_use = (iri for iri, _ in view.history.last_changes())
    for iri in chain(in_use, view.retired):
        if namespaces.is_ours(iri) and "#" not in iri:
            yield addresses.document_path(iri)


def _sitemaps(inside: Inside) -> Iterator[str]:
    yield _SITEMAP
    index = inside.get(_SITEMAP)
    for location in _LOCATION.findall(index.body.decode()):
        path = urlsplit(location).path
        if path.endswith((".xml", ".xml.gz")):
            yield path


def _assets() -> Iterator[str]:
    for asset in files("c2c_graph.web").joinpath("static").iterdir():
        if asset.is_file():
            yield f"/static/{asset.name}"


def _lists(view: View) -> Iterator[Wanted]:
    yield Wanted("/doc", "doc.html")
    for kind, count in view.index.counts.items():
        if kind not in PLURALS:
            continue
        yield Wanted(f"/doc/{kind}", f"doc/{kind}.html")
        for page in range(2, -(-count // PAGE) + 1):
            yield Wanted(f"/doc/{kind}?page={page}", f"doc/{kind}@{page}.html")
