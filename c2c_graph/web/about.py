"""What this server says of itself: service description, VoID, and the limits."""

import hashlib
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import Blueprint
from flask import Response
from flask import redirect
from flask import render_template
from flask import request
from pyoxigraph import NamedNode
from pyoxigraph import Triple
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference import void
from c2c_graph.dereference import words
from c2c_graph.dereference.limits import Limit
from c2c_graph.dereference.limits import limits_of
from c2c_graph.dereference.service_description import service_description
from c2c_graph.query import functions
from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import GraphFormat
from c2c_graph.rdf.formats import graph_format
from c2c_graph.release.store import published_manifest
from c2c_graph.web import conditional
from c2c_graph.web import dataset_told
from c2c_graph.web import negotiate
from c2c_graph.web import problems
from c2c_graph.web import variants
from c2c_graph.web.answer_choice import chosen
from c2c_graph.web.context import context
from c2c_graph.web.context import languages
from c2c_graph.web.context import view

bp = Blueprint("about", __name__)

# what ends a request that meets the limit, and what the asker can do
_ENDS: Final[dict[str, tuple[type[errors.C2CError], str]]] = {
    "deadline": (errors.QueryTimeout, "Ask for less at once, or fetch the dump."),
    "wait": (errors.QueryBusy, "Ask again after the seconds in Retry-After."),
    "result-size": (errors.QueryTooLarge, "Use LIMIT, or fetch the dump."),
    "constructed-triples": (errors.QueryTooLarge, "Use LIMIT, or fetch the dump."),
    "merged-triples": (
        errors.QueryTooLarge,
        "Name fewer graphs, or use the default graph, which is merged already.",
    ),
    "memory": (errors.QueryTooLarge, "Sort, group or join less at once."),
    "query-length": (
        errors.ContentTooLarge,
        "Send long lists of values in several queries.",
    ),
    "query-nesting": (errors.QueryTooDeep, "Write the query with less nesting."),
    "query-slots": (errors.QueryBusy, "Ask one after another, after Retry-After."),
    "client-slots": (errors.QueryBusy, "Ask one after another, after Retry-After."),
    "client-seconds": (errors.OverBudget, "Wait for the seconds in Retry-After."),
    "client-requests": (errors.OverBudget, "Wait for the seconds in Retry-After."),
    "service-slots": (
        errors.QueryBusy,
        "Ask one after another, after Retry-After.",
    ),
    "headers-length": (errors.HeadersTooLarge, "Send fewer headers, or shorter ones."),
}
# and where the HTTP server answers by itself, without a problem
_BARE: Final[dict[str, tuple[int, str]]] = {
    "address-length": (HTTPStatus.REQUEST_URI_TOO_LONG, "Send the query by POST."),
    "headers": (HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Send fewer headers."),
}
_GRAPHS: Final = tuple(format.media_type for format in GRAPH_FORMATS)
_ONE: Final = {
    "levels": "level",
    "queries": "query",
    "releases": "release",
    "requests": "request",
    "seconds": "second",
    "triples": "triple",
}
_DIGITS: Final = 12


@dataclass(frozen=True)
class ShownLimit:
    """A limit on the page: what happens at it, with status and name of the problem."""

    limit: Limit
    status: int
    problem: str = ""
    way_on: str = ""

    @property
    def title(self) -> str:
        """Return the name for people."""
        return _capital(self.limit.name.replace("-", " "))

    @property
    def meaning(self) -> str:
        """Return what is limited, as a sentence begins."""
        return _capital(self.limit.meaning)

    @property
    def amount(self) -> str:
        """Return the value and its unit, thousands apart."""
        value, unit = self.limit.value, self.limit.unit
        number = f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"
        many = unit.partition(" ")[0]
        return f"{number} {unit.replace(many, _ONE.get(many, many), int(value == 1))}"


@bp.get("/limits")
@bp.get(f"/limits.{variants.SUFFIX}")
def limits(suffix: str = "") -> Response:
    """Answer the limits: a page for people, the service description as RDF."""
    variant = variants.choose(suffix)
    if variant == "html":
        return _answer(variant, "/limits", lambda: _page().encode())
    return _answer(variant, "/limits", lambda: _description(_format(variant)))


@bp.get("/.well-known/void")
def well_known_void() -> BaseResponse:
    """Answer the VoID description of the dataset (VoID §6.2); lead people to a page."""
    format = negotiate.format_asked(request.args.get("format", ""))
    accept = request.headers.get("Accept", "")
    if not format and negotiate.prefers_html(accept, _GRAPHS):
        described = view().facts.publishes(NamedNode(namespaces.DATASET))
        response = redirect("/dataset" if described else "/graph", 303)
        response.headers["Vary"] = "Accept"
        return response
    found = _chosen(format)
    told = dataset_told.told()
    response = _answer(found.suffix, "", lambda: _void(found), told.state)
    response.headers["Cache-Control"] = dataset_told.FRESHNESS
    return response


def description_response(format: str = "", number: int | None = None) -> Response:
    """Return the service description in `format`, or negotiated.

    `format` is a name such as `ttl` or a media type; `number` is that of a past
    release. Raise `errors.NotAcceptable` where no graph format fits.
    """
    found = _chosen(format)
    if number is None:
        return _answer(found.suffix, "", lambda: _description(found))
    return _answer(found.suffix, "", lambda: _of_past(found, number))


def _of_past(format: GraphFormat, number: int) -> bytes:
    """Return the description of the endpoint of release `number`."""
    settings = context().settings
    manifest = published_manifest(settings.home, number)
    path = f"/releases/{number}/sparql"
    more = _licenses(_base() + path)
    told = service_description(manifest, settings, _base(), more, path=path)
    return document.write(told, format, view().prefixes)


def _chosen(format: str) -> GraphFormat:
    media_type = chosen(Kind.CONSTRUCT, format, request.headers.get("Accept", ""))
    return _format(media_type)


def _answer(
    variant: str, path: str, make: Callable[[], bytes], state: str = ""
) -> Response:
    """Return what `make` makes, with its tag; `path` has variants of its own.

    `state` is what it depends on beside release, address and settings.
    """
    tongues = languages() if variant == "html" else ()
    circumstances = _circumstances(state)
    tag = conditional.etag(view().token, circumstances, variant, *tongues)
    response = conditional.not_modified(tag)
    if response is None:
        key = (request.path, tag)
        body = view().remember(key, make)
        response = Response(body, content_type=variants.content_type(variant))
    if path:
        response.headers["Content-Location"] = f"{path}.{variant}"
    return conditional.stamped(response, tag, _links())


def _circumstances(state: str) -> str:
    """Return what the descriptions depend on beside the release: address, settings."""
    told = f"{request.host_url} {context().settings!r} {state}"
    return hashlib.sha256(told.encode()).hexdigest()[:_DIGITS]


def _links() -> Iterator[str]:
    yield '</limits>; rel="service-doc"; type="text/html"'
    yield '</limits.ttl>; rel="service-desc"; type="text/turtle"'
    yield f'</{void.PATH}>; rel="describedby"; type="text/turtle"'
    for license in view().facts.licenses(NamedNode(namespaces.DATASET)):
        yield f'{license}; rel="license"'


def _description(format: GraphFormat) -> bytes:
    facts, settings = view().facts, context().settings
    more = [
        *_licenses(f"{_base()}/sparql"),
        *void.partitions(void.statistics(facts)),
        *_examples(),
    ]
    manifest = view().release.manifest
    told = service_description(manifest, settings, _base(), more)
    return document.write(told, format, view().prefixes)


def _licenses(endpoint: str) -> Iterator[Triple]:
    dataset = NamedNode(namespaces.DATASET)
    for license in view().facts.licenses(dataset):
        yield Triple(dataset, words.LICENSE, license)
        yield Triple(NamedNode(endpoint), words.LICENSE, license)


def _examples() -> list[Triple]:
    """Return the saved queries: editors look for them here."""
    graph = NamedNode(namespaces.EXAMPLES_GRAPH)
    quads = view().release.store.quads_for_pattern(None, None, None, graph)
    return sorted((quad.triple for quad in quads), key=str)


def _void(format: GraphFormat) -> bytes:
    told = void.void_description(dataset_told.told(), view().facts, _base())
    return document.write(told, format, view().prefixes)


def _page() -> str:
    settings = context().settings
    return render_template(
        "limits.html",
        limits=[_shown(limit) for limit in limits_of(settings)],
        services=settings.services.split(),
        statuses=_statuses(),
        base=_base(),
        settings=settings,
        taken=functions.TAKEN,
        functions=_functions(),
    )


def _functions() -> list[tuple[str, str]]:
    """Return the functions beyond those of SPARQL, and what each takes."""
    usual = "any geometries"
    return [
        (iri.removeprefix(functions.GEOF), functions.CONDITIONS.get(iri, usual))
        for iri in functions.FUNCTIONS
    ]


def _shown(limit: Limit) -> ShownLimit:
    if limit.name in _BARE:
        status, way_on = _BARE[limit.name]
        return ShownLimit(limit, status, way_on=way_on)
    if limit.name not in _ENDS:  # of past releases: it is being made
        way_on = "Ask again after the seconds in Retry-After."
        return ShownLimit(limit, HTTPStatus.ACCEPTED, way_on=way_on)
    fault, way_on = _ENDS[limit.name]
    return ShownLimit(limit, problems.STATUS[fault], fault.__name__, way_on)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _statuses() -> dict[str, int]:
    return {fault.__name__: status for fault, status in problems.STATUS.items()}


def _format(name: str) -> GraphFormat:
    found = graph_format(name)
    assert found is not None
    return found


def _base() -> str:
    return request.host_url.rstrip("/")
