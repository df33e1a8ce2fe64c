"""Link sets: `/linkset` of the dataset, `/linkset/doc/…` of a document, the APIs."""

from typing import Final

from flask import Blueprint
from flask import Response
from flask import request

from c2c_graph import errors
from c2c_graph.dereference.describe import named
from c2c_graph.dereference.services import FEED
from c2c_graph.dereference.services import SERVICES
from c2c_graph.dereference.services import SPARQL
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import dataset_told
from c2c_graph.web import linkset
from c2c_graph.web import negotiate
from c2c_graph.web import signposting
from c2c_graph.web.context import view
from c2c_graph.web.linkset import Link
from c2c_graph.web.linkset import Linkset
from c2c_graph.web.things import known_iri

bp = Blueprint("linkset", __name__)

API_CATALOG: Final = "/.well-known/api-catalog"
_PROFILE: Final = "https://www.rfc-editor.org/info/rfc9727"


@bp.get(signposting.LINKSET)
@bp.get(signposting.LINKSET + signposting.DATASET)
def dataset() -> Response:
    """Answer every link of the dataset's landing page, its files and metadata."""
    told = dataset_told.told()
    links = {
        signposting.DATASET: tuple(signposting.dataset_links(told)),
        **signposting.file_links(told),
        **signposting.metadata_links(signposting.DATASET),
    }
    response = _answer(links, dataset_told.tag(told, _chosen()))
    response.headers["Cache-Control"] = dataset_told.FRESHNESS
    return response


@bp.get(f"{signposting.LINKSET}/doc/<path:path>")
def document(path: str) -> Response:
    """Answer every link of the document `/doc/{path}`."""
    space, rest = addresses.space_of(path)
    now = view()
    node = named(known_iri(now.facts, space, rest))
    own = now.facts.about(node)
    if not own:
        raise errors.UnknownIri(f"there is no document about <{node.value}>")
    address = addresses.encoded(f"doc/{path}")
    links = {
        address: tuple(signposting.entity_links(now, node, own, address)),
        **signposting.metadata_links(address),
    }
    return _answer(links, conditional.etag(now.token, request.host, _chosen()))


@bp.get(API_CATALOG)
def api_catalog() -> Response:
    """Answer which programming interfaces there are (RFC 9727 §2, §4)."""
    described = tuple(
        link for link in signposting.services() if link.relation.startswith("service-")
    )
    items = tuple(Link("item", service.path) for service in SERVICES)
    links = {
        API_CATALOG: items,
        SPARQL: (*described, Link("status", "/ready", "application/json")),
        FEED: (Link("service-desc", f"{FEED}.ttl", "text/turtle"),),
    }
    tag = conditional.etag(view().token, request.host, _chosen())
    response = _answer(links, tag)
    if response.mimetype == linkset.JSON:
        response.headers["Content-Type"] = f'{linkset.JSON}; profile="{_PROFILE}"'
    own = (Link("api-catalog", API_CATALOG), *items)
    response.headers["Link"] = ", ".join(link.value() for link in own)
    return response


def _chosen() -> str:
    accept = request.headers.get("Accept", "")
    return negotiate.negotiate(accept, linkset.OFFERS, linkset.ALIASES)


def _answer(links: Linkset, tag: str) -> Response:
    response = conditional.not_modified(tag)
    if response is None:
        body = linkset.written(links, dataset_told.base(), _chosen())
        response = Response(body, content_type=_chosen())
    conditional.stamped(response, tag)
    response.headers["Vary"] = "Accept"
    return response
