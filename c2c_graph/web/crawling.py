"""What crawlers look for: `robots.txt`, sitemaps, and whom to tell of a hole."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from typing import Final
from xml.sax.saxutils import escape

from flask import Blueprint
from flask import Response
from flask import request

from c2c_graph import errors
from c2c_graph.dereference.dcat import PATH as CATALOG
from c2c_graph.dereference.sitemaps import Sitemaps
from c2c_graph.dereference.sitemaps import kept_sitemaps
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import dataset_told
from c2c_graph.web import signposting
from c2c_graph.web.context import context
from c2c_graph.web.context import view

bp = Blueprint("crawling", __name__)

SITEMAP: Final = "/sitemap.xml"
_XML: Final = "application/xml"
_SPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
# so long a request waits for the sitemaps of a new release
_WAIT_SECONDS: Final = 5.0
# RFC 9116 §2.5.5 asks for less than a year
_VALID: Final = timedelta(days=180)
# pages that tell of the newest release, and those of which nobody knows when they
# changed: these have no lastmod
_NEW: Final = ("/", signposting.DATASET, f"/{CATALOG}", "/releases", "/feed")
_LASTING: Final = ("/doc", "/graph", "/shapes", "/queries", "/limits", "/sparql")
_ROBOTS: Final = """\
# Everything here may be fetched and kept. All of it in files, without crawling:
#   {base}/{catalog}
# What changed since last time:
#   {base}/feed
# Questions are left out, not hidden: each answer is computed, and there is no end of
# them. Ask as many as {base}/limits allows.
User-agent: *
Disallow: /sparql?
Disallow: /queries/*?
Disallow: /search?
Disallow: /releases/*/sparql

Sitemap: {base}{sitemap}
"""


@bp.get("/robots.txt")
def robots() -> Response:
    """Answer what crawlers should know (RFC 9309)."""
    base = dataset_told.base()
    body = _ROBOTS.format(base=base, catalog=CATALOG, sitemap=SITEMAP)
    return Response(body, mimetype="text/plain")


@bp.get(SITEMAP)
def index() -> Response:
    """Answer the index of sitemaps, each with when it last changed."""
    created = view().release.manifest.created
    parts = (
        (f"/sitemap-{number}.xml", changed)
        for number, changed in enumerate(_sitemaps().changed, start=1)
    )
    pages = (("/sitemap-pages.xml", created), *parts)
    return _answer("sitemapindex", "sitemap", pages)


@bp.get("/sitemap-pages.xml")
def pages() -> Response:
    """Answer the sitemap of pages that are not about one thing."""
    created = view().release.manifest.created
    lists = (f"/doc/{kind}" for kind in sorted(view().index.counts))
    lasting = ((path, "") for path in (*_LASTING, *lists))
    return _answer("urlset", "url", [*((path, created) for path in _NEW), *lasting])


@bp.get("/sitemap-<number:number>.xml")
def part(number: int) -> Response:
    """Answer one sitemap of documents."""
    found = _sitemaps()
    if not 1 <= number <= len(found.changed):
        raise errors.UnknownIri(f"there is no sitemap {number}; {SITEMAP} lists all")
    entries = (
        (addresses.document_path(entry.iri), entry.changed)
        for entry in found.part(number)
    )
    return _answer("urlset", "url", entries)


@bp.get("/.well-known/security.txt")
def security() -> Response:
    """Answer whom to tell of a hole (RFC 9116), where the settings name somebody."""
    contact, base = context().settings.contact, dataset_told.base()
    if not contact:
        raise errors.UnknownIri("whoever runs this server has not named a contact")
    expires = datetime.now(UTC) + _VALID
    lines = (
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        f"Canonical: {base}/.well-known/security.txt",
    )
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


def _sitemaps() -> Sitemaps:
    with context().patience(_WAIT_SECONDS) as seconds:
        found = kept_sitemaps(context().settings.home, view().history, seconds)
    if found is None:
        raise errors.ServerBusy(
            f"the sitemaps of release {view().number} are being made; ask again"
        )
    return found


def _answer(root: str, item: str, found: Iterable[tuple[str, str]]) -> Response:
    """Return the XML that tells of `found`, addresses with their last change."""
    tag = conditional.etag(view().token, request.host, request.path)
    response = conditional.not_modified(tag)
    if response is None:
        text = _xml(root, item, found, dataset_told.base())
        response = Response(text, content_type=_XML)
    conditional.stamped(response, tag)
    del response.headers["Vary"]
    return response


def _xml(
    root: str, item: str, found: Iterable[tuple[str, str]], base: str
) -> Iterator[str]:
    start = escape(base)
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_SPACE}>\n'
    for path, changed in found:
        told = f"<lastmod>{changed}</lastmod>" if changed else ""
        yield f"<{item}><loc>{start}{escape(path)}</loc>{told}</{item}>\n"
    yield f"</{root}>\n"
