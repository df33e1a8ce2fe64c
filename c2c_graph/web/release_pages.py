"""Every release, and one: for people, as JSON and as RDF."""

from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from typing import Final

from flask import Blueprint
from flask import Response
from flask import g
from flask import redirect
from flask import render_template
from flask import request
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference.release_description import describe_release
from c2c_graph.dereference.release_description import describe_releases
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import graph_format
from c2c_graph.release.dumps import DumpFile
from c2c_graph.release.dumps import dumps_of
from c2c_graph.release.history import Event
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web import release_json
from c2c_graph.web import release_links
from c2c_graph.web.context import RELEASE_READ
from c2c_graph.web.context import context
from c2c_graph.web.context import view

bp = Blueprint("release_pages", __name__)

# releases on one page
PAGE: Final = 100
ATOM: Final = "application/atom+xml"
JSON: Final = "application/json"
VARIANTS: Final = {
    "html": negotiate.HTML,
    "json": JSON,
    **{format.suffix: format.media_type for format in GRAPH_FORMATS},
}
_SUFFIX: Final = f"<any({', '.join(VARIANTS)}):suffix>"
_ALIASES: Final = tuple(pair for pair in negotiate.GRAPH_ALIASES if pair[0] != JSON)
# dumps are made after the release, so its page is asked for anew each time
_FRESH: Final = "no-cache"


@dataclass(frozen=True)
class Page:
    """Releases, newest first; `after` is the first of the next page, 0 without one."""

    events: tuple[Event, ...]
    newest: int
    after: int


@bp.get("/releases")
@bp.get(f"/releases.{_SUFFIX}")
def listing(suffix: str = "") -> Response:
    """Answer the releases, newest first: those before the number `before`."""
    page = page_asked(PAGE)
    variant = suffix or _chosen()
    makers: dict[str, Callable[[], str | bytes]] = {
        "html": lambda: render_template("releases.html", page=page),
        "json": lambda: release_json.listed(page.events, page.newest, page.after),
    }
    make = makers.get(variant) or (
        lambda: _rdf(variant, describe_releases(page.events, page.newest))
    )
    response = _answer(variant, make())
    response.headers["Content-Location"] = _listed(f".{variant}")
    response.headers["Link"] = ", ".join(_list_links(page, suffix))
    return response


@bp.get("/releases/<any(latest, current):word>")
@bp.get(f"/releases/<any(latest, current):word>.{_SUFFIX}")
def newest(word: str, suffix: str = "") -> BaseResponse:
    """Lead to the newest release."""
    end = f".{suffix}" if suffix else ""
    found = redirect(f"{release_links.path(view().number)}{end}")
    found.headers["Cache-Control"] = conditional.FRESHNESS
    return found


@bp.get("/releases/<number:number>")
@bp.get(f"/releases/<number:number>.{_SUFFIX}")
def release(number: int, suffix: str = "") -> Response:
    """Answer one release: its size, what it changed, its dumps and its endpoint."""
    setattr(g, RELEASE_READ, release_links.require(number))
    event = view().history.event(number)
    variant = suffix or _chosen()
    dumps = dumps_of(context().settings.home, number)
    whole = tuple(dump for dump in dumps if dump.graph is None)
    makers: dict[str, Callable[[], str | bytes]] = {
        "html": lambda: _page(event, dumps, whole),
        "json": lambda: release_json.release(event, view().number, dumps),
    }
    make = makers.get(variant) or (lambda: _rdf(variant, _described(event, whole)))
    response = _answer(variant, make(), freshness=_FRESH)
    response.headers["Content-Location"] = f"{release_links.path(number)}.{variant}"
    response.headers["Link"] = ", ".join(_release_links(number))
    return response


def page_asked(size: int) -> Page:
    """Return the `size` releases that the parameter `before` asks for.

    Without it these are the newest. Raise `errors.BadRequest` for no number.
    """
    events = view().history.events()
    given = request.args.get("before")
    end = len(events)
    if given is not None:
        end = min(max(release_links.read_number(given, "before") - 1, 0), end)
    start = max(end - size, 0)
    return Page(events[start:end][::-1], len(events), start + 1 if start else 0)


def _chosen() -> str:
    accept = request.headers.get("Accept", "")
    found = negotiate.negotiate(accept, tuple(VARIANTS.values()), _ALIASES)
    return next(s for s, media_type in VARIANTS.items() if media_type == found)


def _answer(
    variant: str, body: str | bytes, freshness: str = conditional.FRESHNESS
) -> Response:
    """Return `body` with a tag of its content: dumps come without a new release."""
    response = Response(body, content_type=negotiate.content_type(VARIANTS[variant]))
    tag = conditional.content_tag(response.get_data(), variant)
    response = conditional.not_modified(tag) or response
    response = conditional.stamped(response, tag)
    response.headers["Cache-Control"] = freshness
    return response


def _rdf(variant: str, triples: list[Any]) -> bytes:
    format = graph_format(variant)
    assert format is not None
    return document.write(triples, format, view().prefixes)


def _described(event: Event, whole: tuple[DumpFile, ...]) -> list[Any]:
    licenses = view().facts.licenses(NamedNode(namespaces.DATASET))
    return describe_release(event, view().number, _base(), whole, licenses)


def _base() -> str:
    return request.host_url.rstrip("/")


def _page(
    event: Event, dumps: tuple[DumpFile, ...], whole: tuple[DumpFile, ...]
) -> str:
    return render_template(
        "release.html",
        event=event,
        newest=view().number,
        whole=whole,
        graphs=[dump for dump in dumps if dump.graph is not None],
    )


def _listed(suffix: str, before: str | None = None) -> str:
    before = request.args.get("before") if before is None else before
    return f"/releases{suffix}" + (f"?before={before}" if before else "")


def _list_links(page: Page, suffix: str) -> Iterator[str]:
    end = f".{suffix}" if suffix else ""
    for other, media_type in VARIANTS.items():
        yield f'<{_listed(f".{other}")}>; rel="alternate"; type="{media_type}"'
    yield f'</releases.atom>; rel="alternate"; type="{ATOM}"'
    yield '</dataset>; rel="describes"'
    yield f'<{release_links.path(page.newest)}>; rel="latest-version"'
    yield f'<{_listed(end, "")}>; rel="first"'
    if page.after:
        yield f'<{_listed(end, str(page.after))}>; rel="next"'


def _release_links(number: int) -> Iterator[str]:
    address = release_links.path(number)
    for suffix, media_type in VARIANTS.items():
        yield f'<{address}.{suffix}>; rel="alternate"; type="{media_type}"'
    yield from release_links.versions(number, view().number)
    yield f'<{address}/city2city.nq.gz>; rel="item"; type="application/gzip"'
