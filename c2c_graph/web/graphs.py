"""Named graphs: each answers at its own IRI, described for people, whole as RDF."""

from itertools import islice
from typing import Final

from flask import Blueprint
from flask import Response
from flask import redirect
from flask import render_template
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as WerkzeugResponse

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.describe import named
from c2c_graph.dereference.index import fold
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web import variants
from c2c_graph.web.arrange import Arranger
from c2c_graph.web.context import context
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names
from c2c_graph.web.reply import pieces_of

bp = Blueprint("graphs", __name__)

# triples read to find subjects for the page, and subjects shown
READ: Final = 5_000
SUBJECTS: Final = 100
_EXAMPLES: Final = namespaces.EXAMPLES_GRAPH.removeprefix(namespaces.BASE)


@bp.get("/graph")
def listing() -> Response:
    """Answer the page that lists every named graph with its size and sources."""
    tag = conditional.etag(view().token, "graphs", *languages())
    response = conditional.not_modified(tag) or _listing()
    return conditional.stamped(response, tag)


@bp.get("/graph/<path:path>")
def graph(path: str) -> Response:
    """Answer one named graph: its triples as RDF, its description as HTML."""
    stem, suffix = variants.split(path)
    return _answer(namespaces.GRAPHS + stem, suffix, f"graph/{stem}")


@bp.get(f"/{_EXAMPLES}")
@bp.get(f"/{_EXAMPLES}.{variants.SUFFIX}")
def examples(suffix: str = "") -> Response:
    """Answer the graph of the saved queries, named as editors expect it."""
    return _answer(namespaces.EXAMPLES_GRAPH, suffix, _EXAMPLES)


@bp.get(f"/{_EXAMPLES}/<name>")
def example(name: str) -> WerkzeugResponse:
    """Send people to the page of a saved query, and programs to the graph with it."""
    people = variants.choose("") == "html"
    path = addresses.encoded(f"queries/{name}" if people else _EXAMPLES)
    response = redirect(path, 303)
    response.headers["Vary"] = "Accept"
    return response


def _answer(iri: str, suffix: str, path: str) -> Response:
    if not view().release.store.contains_named_graph(named(iri)):
        raise errors.UnknownIri(f"there is no named graph <{iri}>")
    variant = variants.choose(suffix)
    response = conditional.not_modified(variants.tag(variant))
    if response is None:
        response = _page(iri) if variant == "html" else _whole(iri, variant)
    return variants.stamped(response, variant, addresses.encoded(path))


def _listing() -> Response:
    names = Names(view().facts, languages())
    graphs = [
        (entry, view().source(NamedNode(entry.iri)))
        for entry in view().release.manifest.graphs
        if not entry.iri.startswith("_:")
    ]
    body = render_template("graphs.html", graphs=graphs, show=names.show)
    return Response(body, mimetype=negotiate.HTML)


def _whole(iri: str, variant: str) -> Response:
    """Return every triple of the graph, read by a query slot: it may be large."""
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"
    media_type = variants.SUFFIXES[variant]
    kind = Kind.CONSTRUCT
    answer = context().ask(Query(query, kind, media_type, view().number))
    if isinstance(answer.body, bytes):
        return Response(answer.body, content_type=negotiate.content_type(media_type))
    pieces = pieces_of(answer.body)
    response = Response(pieces.source, content_type=negotiate.content_type(media_type))
    response.call_on_close(pieces.close)
    response.headers["Content-Length"] = str(answer.length)
    return response


def _page(iri: str) -> Response:
    node = NamedNode(iri)
    facts = view().facts
    names = Names(facts, languages())
    page = Arranger(view(), names, Description(node, facts.about(node), (), {})).page()
    quads = islice(facts.store.quads_for_pattern(None, None, None, node), READ)
    subjects = dict.fromkeys(quad.subject for quad in quads)
    body = render_template(
        "graph.html",
        page=page,
        address=addresses.document_path(iri),
        entry=view().release.manifest.graph(iri),
        subjects=sorted(
            map(names.show, islice(subjects, SUBJECTS)),
            key=lambda shown: fold(shown.text),
        ),
    )
    return Response(body, mimetype=negotiate.HTML)
