"""Write what is known about a thing, as a page or as RDF, from one release's facts."""

from collections.abc import Sequence
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference import jsonld
from c2c_graph.dereference import views
from c2c_graph.dereference import words
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.facts import Facts
from c2c_graph.rdf.formats import graph_format
from c2c_graph.web import addresses
from c2c_graph.web.arrange import Arranger
from c2c_graph.web.naming import Names
from c2c_graph.web.templating import render
from c2c_graph.web.validators import Stamp
from c2c_graph.web.view import View

HTML: Final = "html"
JSONLD: Final = "jsonld"
# the token of the profile in which schema.org is spoken
SCHEMA: Final = "schema"
# the variants that tell of each fact which graphs state it
NAMED: Final = frozenset({"trig", "nq"})
# those for which the graphs of a part's facts are read too
SOURCED: Final = NAMED | {HTML}


def document_of_iri(iri: str) -> str:
    """Return the IRI of the document about `iri`; the dataset's is its own."""
    return iri if iri == namespaces.DATASET else addresses.document_iri(iri)


def rdf(
    view: View,
    facts: Facts,
    description: Description,
    variant: str,
    *,
    alone: bool = False,
) -> bytes:
    """Return the RDF of `description`; TriG and N-Quads tell its named graphs.

    JSON-LD names the context, or holds it where it has to stand `alone`.
    """
    format = graph_format(variant)
    assert format is not None
    iri = str(description.node.value)
    about = document_of_iri(iri)
    if variant in NAMED:
        quads = document.quads(facts, description, about)
        return document.write(quads, format, view.prefixes)
    triples = document.triples(facts, description, about)
    if variant == JSONLD:
        return view.context.write(triples, _reference(iri, alone))
    return document.write_ordered(triples, format, view.prefixes)


def view_rdf(
    view: View,
    facts: Facts,
    description: Description,
    variant: str,
    profile: str,
    *,
    alone: bool = False,
) -> bytes:
    """Return `description` as RDF in the words of `profile`, which is named in it.

    JSON-LD names the context, or holds it where it has to stand `alone`.
    """
    iri = str(description.node.value)
    about = document_of_iri(iri)
    said = document.triples(facts, description, about)
    told = views.schema_view(said) if profile == SCHEMA else views.org_view(facts, said)
    conforms = NamedNode(words.DCTERMS + "conformsTo")
    told.append(
        Triple(NamedNode(about), conforms, NamedNode(namespaces.PROFILES + profile))
    )
    if variant == JSONLD:
        return view.context.write(told, _reference(iri, alone))
    format = graph_format(variant)
    assert format is not None
    return document.write(told, format, view.prefixes)


def _reference(iri: str, alone: bool) -> str:
    return "" if alone else jsonld.reference_from(iri)


def html(
    view: View,
    facts: Facts,
    description: Description,
    languages: Sequence[str],
    stamp: Stamp,
    template: str = "entity.html",
    **more: object,
) -> bytes:
    """Return the page of `description` for a reader of `languages`.

    `template` is given `more` beside what every page of an entity shows. The page
    tells the release that last changed what it shows, not the newest: it stays the
    same, byte by byte, until then.
    """
    wanted = tuple(languages)
    names = view.names(wanted) if facts is view.facts else Names(facts, wanted)
    iri = str(description.node.value)
    page = Arranger(view, names, description).page()
    triples = document.triples(facts, description, document_of_iri(iri))
    return render(
        template,
        page=page,
        address=addresses.document_path(iri),
        embedded=_embeddable(view.context.write(triples)),
        changed=stamp,
        **more,
    ).encode()


def _embeddable(written: bytes) -> str:
    # inside <script> only "<" can end the element (HTML §4.12.1.3)
    return written.decode().replace("<", "\\u003c")
