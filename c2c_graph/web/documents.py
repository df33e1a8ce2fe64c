"""Documents about things: `/doc/…` in HTML and RDF, where `/id/…` and `/def/…` lead."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint
from flask import Response
from flask import render_template
from pyoxigraph import NamedNode

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference import jsonld
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.describe import describe
from c2c_graph.rdf.formats import graph_format
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import variants
from c2c_graph.web.arrange import Arranger
from c2c_graph.web.arrange import is_retired
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names
from c2c_graph.web.things import known_iri

bp = Blueprint("documents", __name__)

# the variants that tell of each fact which graphs state it
_SOURCED: Final = {"html", "trig", "nq"}
OK: Final = 200
GONE: Final = 410


@bp.get("/doc/<path:path>")
def thing(path: str) -> Response:
    """Answer the document about a thing or a concept."""
    stem, suffix = variants.split(path)
    space, rest = addresses.space_of(stem)
    iri = known_iri(space, rest)
    return send(iri, f"doc/{stem}", suffix, document_iri=addresses.document_iri(iri))


@bp.get("/dataset")
@bp.get(f"/dataset.{variants.SUFFIX}")
def dataset(suffix: str = "") -> Response:
    """Answer the description of the dataset, which is a document itself."""
    iri = namespaces.DATASET
    if not view().facts.publishes(NamedNode(iri)):
        raise errors.UnknownIri(f"this dataset does not say what <{iri}> is")
    return send(iri, "dataset", suffix, document_iri=iri)


def send(iri: str, path: str, suffix: str, *, document_iri: str) -> Response:
    """Return the description of `iri` in the variant asked for.

    `path` is the document's path without the leading slash. Raise
    `errors.UnknownIri` where there is nothing to describe.
    """
    variant = variants.choose(suffix)
    description = describe(view().facts, iri, sourced=variant in _SOURCED)
    address = addresses.encoded(path)
    status = GONE if is_retired(description) else OK
    # a condition counts only where the answer would be 200 (RFC 9110 §13.2.1)
    response = conditional.not_modified(variants.tag(variant)) if status == OK else None
    if response is None:
        body = (
            _html(description, document_iri, address)
            if variant == "html"
            else rdf(description, document_iri, variant)
        )
        response = Response(body, status, content_type=variants.content_type(variant))
    links = _links(description, document_iri)
    return variants.stamped(response, variant, address, links)


def rdf(description: Description, document_iri: str, variant: str) -> bytes:
    """Return the RDF of `description`; TriG and N-Quads tell its named graphs."""
    if variant == "jsonld":
        reference = jsonld.reference_from(str(description.node.value))
        return json_ld(description, document_iri, reference)
    format = graph_format(variant)
    assert format is not None
    facts = view().facts
    content = (
        document.quads(facts, description, document_iri)
        if variant in _SOURCED
        else document.triples(facts, description, document_iri)
    )
    return document.write(content, format, view().prefixes)


def json_ld(description: Description, document_iri: str, reference: str = "") -> bytes:
    """Return `description` as JSON-LD that names its context, or else holds it."""
    content = document.triples(view().facts, description, document_iri)
    return view().context.write(content, reference)


def _html(description: Description, document_iri: str, address: str) -> str:
    names = Names(view().facts, languages())
    page = Arranger(view(), names, description).page()
    # search engines fetch no context but schema.org's: the page holds its own
    embedded = json_ld(description, document_iri).decode()
    # inside <script> only "<" can end the element (HTML §4.12.1.3)
    embedded = embedded.replace("<", "\\u003c")
    return render_template("entity.html", page=page, address=address, embedded=embedded)


def _links(description: Description, document_iri: str) -> Iterator[str]:
    iri = str(description.node.value)
    if iri != document_iri:
        yield f'<{iri}>; rel="describes"'
    graphs = {graph for fact in description.own for graph in fact.graphs}
    licenses = {license for g in graphs for license in view().facts.licenses(g)}
    for license in sorted(licenses, key=str):
        yield f'{license}; rel="license"'
    if not description.complete():
        either = f"{{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }}"
        query = f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {either} }}"
        rest = addresses.sparql_path(query)
        yield f'<{rest}>; rel="related"; title="all triples about it"'
