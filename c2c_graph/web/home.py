"""The home page: what is here, for whom, and the ways in."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint
from flask import Response
from flask import redirect
from flask import render_template
from flask import request
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import errors
from c2c_graph.dereference import words
from c2c_graph.dereference.dataset_description import DatasetDescription
from c2c_graph.dereference.schema_org import dataset_jsonld
from c2c_graph.dereference.schema_org import embedded
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import dataset_told
from c2c_graph.web import linkset
from c2c_graph.web import negotiate
from c2c_graph.web import problems
from c2c_graph.web import query_page
from c2c_graph.web import signposting
from c2c_graph.web import variants
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.kinds import PLURALS
from c2c_graph.web.linkset import Link
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown

bp = Blueprint("home", __name__)

# the kinds whose numbers the home page tells
TOLD: Final = (
    "city",
    "country",
    "network",
    "membership",
    "commitment",
    "target",
    "publication",
)
# sources credited on the home page; the list of graphs has them all
CREDITS: Final = 12


@bp.get("/")
def home() -> BaseResponse:
    """Answer the home page; whoever asks for RDF is led to the dataset."""
    if variants.choose("") != "html":
        found = redirect("/dataset", 303)
        found.headers["Vary"] = "Accept"
        return found
    told = dataset_told.told()
    tag = dataset_told.tag(told, "home", *languages())
    response = conditional.not_modified(tag) or _page(told)
    conditional.stamped(response, tag, _links(told))
    response.headers["Cache-Control"] = dataset_told.FRESHNESS
    return response


@bp.get("/problem/<name>")
def problem(name: str) -> Response:
    """Answer what the type of a problem document means."""
    known = {fault.__name__: fault for fault in problems.STATUS}
    if name not in known:
        raise errors.UnknownIri(f"there is no type of problem called {name}")
    return Response(problems.title(known[name]) + "\n", mimetype="text/plain")


def _links(told: DatasetDescription) -> Iterator[str]:
    """Yield where machines go from here: one hop to everything."""
    for link in (*signposting.descriptions(), *signposting.services()):
        yield link.value()
    for license in told.licenses:
        yield Link("license", license.value).value()
    yield Link("linkset", signposting.LINKSET, linkset.JSON).value()
    yield Link("item", signposting.DATASET, negotiate.HTML).value()


def _page(told: DatasetDescription) -> Response:
    manifest = view().release.manifest
    counts = [
        (kind, PLURALS[kind], manifest.classes.get(words.CLASS_OF_KIND[kind], 0))
        for kind in TOLD
    ]
    credits = _credits()
    body = render_template(
        "home.html",
        counts=counts,
        triples=manifest.default_triples,
        manifest=manifest,
        credits=credits[:CREDITS],
        more=max(0, len(credits) - CREDITS),
        sample=query_page.START,
        sample_href=addresses.sparql_path(query_page.START),
        saved_queries=view().catalogue,
        host=request.host_url.rstrip("/"),
        schema=_schema(told),
    )
    return Response(body, mimetype=negotiate.HTML)


def _schema(told: DatasetDescription) -> str:
    """Return the dataset in terms of schema.org, where it has a name to be found by."""
    if not told.texts.titles:
        return ""
    return embedded(dataset_jsonld(told, dataset_told.base()))


def _credits() -> list[tuple[Shown, int]]:
    """Return the sources that graphs name, each with how many graphs, most first."""
    found: dict[NamedNode, int] = {}
    for entry in view().release.manifest.sources:
        if entry.iri.startswith("_:"):  # a graph of foreign data without an IRI
            continue
        for node in view().source(NamedNode(entry.iri)).sources:
            found[node] = found.get(node, 0) + 1
    names = Names(view().facts, languages())
    credits = [(names.show(node), count) for node, count in found.items()]
    return sorted(credits, key=lambda credit: (-credit[1], credit[0].text))
