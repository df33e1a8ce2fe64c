"""Things and concepts are not documents: `/id/…` and `/def/…` lead on with 303."""

from flask import Blueprint
from flask import Response

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference.describe import named
from c2c_graph.web import addresses
from c2c_graph.web.context import view

bp = Blueprint("things", __name__)


@bp.get("/id/<path:path>")
def thing(path: str) -> Response:
    """Lead from a thing to the document about it."""
    return see_other(namespaces.THINGS + path)


@bp.get("/def/<path:path>")
def concept(path: str) -> Response:
    """Lead from a concept or a scheme to the document about it."""
    return see_other(namespaces.DEFINITIONS + path)


def see_other(iri: str) -> Response:
    """Return 303 to the document about `iri`.

    The address is relative, so that it holds on any host and behind the
    persistent redirect. Raise `errors.UnknownIri` for what never was.
    """
    if not view().facts.knows(named(iri)):
        raise errors.UnknownIri(f"nothing is known under <{iri}>")
    response = Response(status=303)
    location = addresses.document_path(iri)
    response.headers["Location"] = location
    response.headers["Link"] = f'<{location}>; rel="describedby"'
    response.headers["Cache-Control"] = "public, max-age=300"
    response.autocorrect_location_header = False
    response.vary.add("Accept")
    return response
