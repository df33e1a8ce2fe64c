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
from c2c_graph.dereference.index import fold
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import contents
from c2c_graph.web import negotiate
from c2c_graph.web import signposting
from c2c_graph.web import variants
from c2c_graph.web.arrange import Arranger
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names

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
    entry = view().release.manifest.graph(iri)
    if entry is None:
        raise errors.UnknownIri(f"there is no named graph <{iri}>")
    variant = variants.choose(suffix or contents.format_asked())
    if variant != "html" and (kept := contents.kept(entry, variant)):
        return variants.linked(kept, variant, addresses.encoded(path))
    is_page = variant == "html"
    tag = variants.tag(variant) if is_page else contents.tag(entry, variant)
    response = conditional.not_modified(tag)
    if response is None:
        response = _page(iri) if is_page else contents.whole(entry, variant)
    links = signposting.part_links(view().facts.licenses(NamedNode(iri)))
    return variants.stamped(response, variant, addresses.encoded(path), links, tag)


def _listing() -> Response:
    names = Names(view().facts, languages())
    graphs = [
        (entry, view().source(NamedNode(entry.iri)))
        for entry in view().release.manifest.graphs
        if not entry.iri.startswith("_:")
    ]
    body = render_template("graphs.html", graphs=graphs, show=names.show)
    return Response(body, mimetype=negotiate.HTML)


def _page(iri: str) -> Response:
    node = NamedNode(iri)
    facts = view().facts
    names = Names(facts, languages())
    page = Arranger(view(), names, Description(node, facts.about(node), (), {})).page()
    quads = islice(facts.store.quads_for_pattern(None, None, None, node), READ)
    # what is a place in the graph's own document has no page to lead to
    subjects = dict.fromkeys(
        quad.subject for quad in quads if not str(quad.subject).startswith(f"<{iri}#")
    )
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
