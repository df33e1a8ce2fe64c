"""The graphs of the store by name: SPARQL 1.1 Graph Store HTTP Protocol, reading.

A graph is named by `?graph=` and its IRI, or `?default` (§4.2); each named graph of
ours also answers at its own IRI (§4.1, see `graphs`). The default graph is the
merge of what is published. Nothing is written by this protocol: what §5.3 to §5.6 ask
for is no method of ours. Whoever has something to add submits it to the curators.
"""

from typing import Final

from flask import Blueprint
from flask import Response
from flask import request

from c2c_graph import errors
from c2c_graph.rdf import formats
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.web import conditional
from c2c_graph.web import contents
from c2c_graph.web import negotiate
from c2c_graph.web.context import view

bp = Blueprint("graph_store", __name__)

_OFFERS: Final = tuple(format.media_type for format in formats.GRAPH_FORMATS)


@bp.get("/store")
def graph() -> Response:
    """Answer the graph that the parameters name, in the format asked for (§5.2)."""
    entry = _entry()
    suffix = contents.format_asked() or _accepted()
    if response := contents.kept(entry, suffix):
        return response
    tag = contents.tag(entry, suffix)
    response = conditional.not_modified(tag) or contents.whole(entry, suffix)
    conditional.stamped(response, tag)
    response.headers["Vary"] = "Accept"
    return response


def _entry() -> GraphEntry | None:
    """Return the graph that is meant, None for the default graph.

    Raise `errors.BadRequest`, `errors.UnknownIri`.
    """
    named, is_default = request.args.getlist("graph"), "default" in request.args
    if len(named) + is_default != 1:
        raise errors.BadRequest(
            "name one graph: ?graph= with its IRI, percent-encoded, or ?default for "
            f"the default graph; {'neither' if not named else 'more'} was given"
        )
    if is_default:
        return None
    iri = named[0]
    if ":" not in iri:
        raise errors.BadRequest(f"graph={iri}: give an absolute IRI, percent-encoded")
    entry = view().release.manifest.graph(iri)
    if entry is None or iri.startswith("_:"):
        raise errors.UnknownIri(
            f"there is no graph <{iri}>; /graph lists those there are"
        )
    return entry


def _accepted() -> str:
    accept = request.headers.get("Accept", "")
    media_type = negotiate.negotiate(accept, _OFFERS, negotiate.GRAPH_ALIASES)
    found = formats.graph_format(media_type)
    assert found is not None
    return found.suffix
