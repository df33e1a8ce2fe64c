"""The feed of changes: a Linked Data Event Stream, and a page about it for people.

`/feed` is the root, `/feed/index/{block}` leads to pages, `/feed/{release}/{page}`
holds members. Pages and full blocks never change and may be kept for ever.
"""

from collections.abc import Callable
from itertools import islice
from typing import Final

from flask import Blueprint
from flask import Response
from flask import g
from flask import render_template
from flask import request
from pyoxigraph import NamedNode

from c2c_graph import errors
from c2c_graph.dereference import event_stream
from c2c_graph.dereference.event_stream_text import write
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.release import pointer
from c2c_graph.release.feed import Feed
from c2c_graph.release.feed import leaf_of
from c2c_graph.release.versions import Happened
from c2c_graph.release.versions import read_page
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web import software
from c2c_graph.web.context import RELEASE_READ
from c2c_graph.web.context import context
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names

bp = Blueprint("feed", __name__)

_SUFFIXES: Final = [format.suffix for format in GRAPH_FORMATS]
_SUFFIX: Final = f"<any({', '.join(_SUFFIXES)}):suffix>"
_NODES: Final = tuple(format.media_type for format in GRAPH_FORMATS)
# members stand in graphs of their own, which other syntaxes cannot say; TriG, which
# is easiest to read, goes to those who do not mind
_PAGES: Final = ("application/trig", "application/n-quads", "application/ld+json")
_OF_PAGES: Final = "<any(trig, nq, jsonld):suffix>"
_FOR_EVER: Final = "public, max-age=31536000, immutable"
# members stand together and in order (TREE profile)
_PROFILE: Final = '; profile="https://w3id.org/tree/profile"'
_PROFILED: Final = ("trig", "nq")
# raise it when a page is written in other words
_WORDING: Final = "1"
# changes that the page for people shows
SHOWN: Final = 50
_VERBS: Final = {
    Happened.CREATED: "created",
    Happened.UPDATED: "changed",
    Happened.DELETED: "deleted",
}


@bp.get("/feed")
@bp.get(f"/feed.{_SUFFIX}")
@bp.get("/feed.<any(html):suffix>")
def root(suffix: str = "") -> Response:
    """Answer what the feed is and where it begins; a page for people."""
    offers = (negotiate.HTML, *_NODES)
    variant = suffix or _negotiated(offers)
    feed = view().feed
    if variant == "html":
        tag = conditional.etag(view().token, "feed", request.host, *languages())
        return _answer(tag, variant, lambda: _page_for_people(feed))
    last = feed.editions[-1] if feed.editions else None
    state = f"{last.number}-{last.pages[-1].digest}" if last else "empty"
    return _node(
        variant,
        lambda format: write(event_stream.root(feed), format, request.base_url),
        f"{software.version()}-{state}",
    )


@bp.get("/feed/index/<number:number>")
@bp.get(f"/feed/index/<number:number>.{_SUFFIX}")
def block(number: int, suffix: str = "") -> Response:
    """Answer the relations to the pages of a block."""
    found = view().feed.block(number)
    if found is None:
        raise errors.UnknownIri(f"the feed has no block {number}")
    return _node(
        suffix or _negotiated(_NODES),
        lambda format: write(event_stream.block(found), format, request.base_url),
        f"{_WORDING}-{number}-{len(found.leaves)}-{found.leaves[-1].digest}",
        lasting=found.is_full,
    )


@bp.get("/feed/<number:release>/<number:number>")
@bp.get(f"/feed/<number:release>/<number:number>.{_OF_PAGES}")
def page(release: int, number: int, suffix: str = "") -> Response:
    """Answer the members of a page."""
    edition = view().feed.edition(release)
    if edition is None or not 0 < number <= len(edition.pages):
        raise errors.UnknownIri(f"the feed has no page {number} of release {release}")
    setattr(g, RELEASE_READ, release)
    leaf = leaf_of(edition, number)
    folder = pointer.release_folder(context().settings.home, release)

    def text(format: GraphFormat) -> bytes:
        said = event_stream.page(leaf, read_page(folder, edition, number))
        own = event_stream.PAGE_NAMES_ITSELF
        return write(said, format, request.base_url, own)

    return _node(
        suffix or _negotiated(_PAGES),
        text,
        f"{_WORDING}-{release}-{number}-{leaf.digest}",
        lasting=True,
        has_members=True,
    )


def _negotiated(offers: tuple[str, ...]) -> str:
    accept = request.headers.get("Accept", "")
    chosen = negotiate.negotiate(accept, offers, negotiate.GRAPH_ALIASES)
    suffixes = {format.media_type: format.suffix for format in GRAPH_FORMATS}
    return suffixes.get(chosen, "html")


def _node(
    suffix: str,
    text: Callable[[GraphFormat], bytes],
    state: str,
    lasting: bool = False,
    has_members: bool = False,
) -> Response:
    """Answer a node of the feed, whose content is told from others by `state`."""
    format = next(format for format in GRAPH_FORMATS if format.suffix == suffix)
    # what is written with absolute references depends on the address
    address = request.host_url if suffix in ("nt", "nq") else ""
    tag = conditional.etag(state, suffix, address)
    response = _answer(tag, suffix, lambda: text(format))
    if has_members and suffix in _PROFILED and response.status_code == 200:
        response.content_type += _PROFILE
    if lasting:
        response.headers["Cache-Control"] = _FOR_EVER
    return response


def _answer(tag: str, suffix: str, text: Callable[[], bytes]) -> Response:
    response = conditional.not_modified(tag)
    if response is None:
        types = {format.suffix: format.media_type for format in GRAPH_FORMATS}
        media_type = types.get(suffix, negotiate.HTML)
        response = Response(text(), content_type=negotiate.content_type(media_type))
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = conditional.FRESHNESS
    response.headers["Vary"] = (
        "Accept, Accept-Language" if suffix == "html" else "Accept"
    )
    return response


def _page_for_people(feed: Feed) -> bytes:
    names = Names(view().facts, languages())
    editions = feed.editions[:-11:-1]
    last = editions[0] if editions else None
    changes = []
    if last:
        folder = pointer.release_folder(context().settings.home, last.number)
        changes = [
            (
                names.show(NamedNode(version.subject.decode()[1:-1])),
                _VERBS[version.happened],
                len(version.lines),
            )
            for version in islice(read_page(folder, last, 1), SHOWN)
        ]
    return render_template(
        "feed.html",
        feed=feed,
        editions=editions,
        last=last,
        changes=changes,
        address=request.host_url.rstrip("/") + "/feed",
        polling=event_stream.POLLING_SECONDS,
    ).encode()
