"""The vocabulary and the shapes as documents with their terms: `/ns` and `/shapes`."""

from typing import Final

from flask import Blueprint
from flask import Response
from flask import redirect
from flask import render_template
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.terms import TermsDocument
from c2c_graph.dereference.versions import vocabulary_of
from c2c_graph.rdf.formats import graph_format
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import shape_pages
from c2c_graph.web import shape_words
from c2c_graph.web import signposting
from c2c_graph.web import variants
from c2c_graph.web.context import context
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names
from c2c_graph.web.term_entry import Entries

bp = Blueprint("vocabulary", __name__)

VERSION: Final = NamedNode(words.OWL + "versionIRI")
_TITLES: Final = {
    namespaces.ONTOLOGY: "Vocabulary",
    namespaces.SHAPES_DOCUMENT: "Shapes",
}


@bp.get("/ns")
@bp.get(f"/ns.{variants.SUFFIX}")
def ontology(suffix: str = "") -> Response:
    """Answer the vocabulary, its terms as anchors."""
    return _send(view().vocabulary, suffix)


@bp.get("/shapes")
@bp.get(f"/shapes.{variants.SUFFIX}")
def shapes(suffix: str = "") -> Response:
    """Answer the SHACL shapes, each as an anchor."""
    return _send(view().shapes, suffix)


@bp.get("/ns/<path:rest>")
def below_ontology(rest: str) -> BaseResponse:
    """Answer each version at its own IRI; lead from what else the vocabulary has."""
    stem, suffix = variants.split(rest)
    iri = f"{namespaces.ONTOLOGY}/{stem}"
    found = view().vocabulary
    number = view().versions.get(iri)
    if number is not None:
        if iri not in _versions(found):
            found = vocabulary_of(context().settings.home, number)
        return _send(found, suffix, version=iri)
    if found.about(iri) and not suffix:
        return redirect("/ns", 303)
    raise errors.UnknownIri(f"nothing is known under <{iri}>")


def _send(found: TermsDocument, suffix: str, version: str = "") -> Response:
    """Return the document `found`, or the `version` of it with that IRI."""
    if not found.triples:
        raise errors.UnknownIri(f"this dataset has no document <{found.iri}>")
    address = "/" + (version or found.iri).removeprefix(namespaces.BASE)
    variant = variants.choose(suffix)
    body, tag = _written(found, address, variant)
    response = conditional.not_modified(tag)
    if response is None:
        response = Response(body, content_type=variants.content_type(variant))
        if variant == "html" and found.iri == namespaces.SHAPES_DOCUMENT:
            response.content_language.add(shape_words.language_of(languages()))
    about = found.about(found.iri)
    licenses = [t.object for t in about if t.predicate == words.LICENSE]
    named = (node for node in licenses if isinstance(node, NamedNode))
    links = signposting.part_links(named)
    path = addresses.encoded(address[1:])
    return variants.stamped(response, variant, path, links, tag)


def _written(found: TermsDocument, address: str, variant: str) -> tuple[bytes, str]:
    """Return the document and its entity tag.

    RDF has that of its bytes: most releases leave the vocabulary as it is. Pages tell
    of the release.
    """
    tag = variants.tag(variant)
    if variant == "html":
        return view().remember((address, tag), lambda: _html(found, address)), tag
    body = view().remember((address, tag), lambda: _rdf(found, variant))
    return body, conditional.content_tag(body, variant)


def _versions(found: TermsDocument) -> set[str]:
    said = found.about(found.iri)
    return {_value(t.object) for t in said if t.predicate == VERSION}


def _rdf(found: TermsDocument, variant: str) -> bytes:
    format = graph_format(variant)
    assert format is not None
    return document.write(found.triples, format, view().prefixes)


def _html(found: TermsDocument, address: str) -> bytes:
    names = Names(view().facts, languages())
    if found.iri == namespaces.SHAPES_DOCUMENT:
        return shape_pages.page(found, view(), names).encode()
    entries = Entries(names, found, view().prefixes)
    sections = [
        (title, [entries.entry(term) for term in terms])
        for title, terms in found.sections
    ]
    about = entries.entry(found.iri)
    in_force = _versions(found) <= _versions(view().vocabulary)
    others = view().versions if found.iri == namespaces.ONTOLOGY else ()
    return render_template(
        "terms.html",
        about=about,
        sections=sections,
        address=address,
        title=_TITLES[found.iri],
        in_force=in_force or found.iri != namespaces.ONTOLOGY,
        versions=sorted(others, reverse=True),
        example=sections[0][1][0].iri if sections else "",
    ).encode()


def _value(term: Term) -> str:
    return str(getattr(term, "value", ""))
