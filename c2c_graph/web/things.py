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
    return see_other(namespaces.THINGS, path)


@bp.get("/def/<path:path>")
def concept(path: str) -> Response:
    """Lead from a concept or a scheme to the document about it."""
    return see_other(namespaces.DEFINITIONS, path)


def see_other(space: str, path: str) -> Response:
    """Return 303 to the document about what `path` names in `space`.

    The address is relative, so that it holds on any host and behind the
    persistent redirect. Raise `errors.UnknownIri` for what never was.
    """
    location = addresses.document_path(known_iri(space, path))
    response = Response(status=303)
    response.headers["Location"] = location
    response.headers["Link"] = f'<{location}>; rel="describedby"'
    response.headers["Cache-Control"] = "public, max-age=300"
    response.autocorrect_location_header = False
    return response


def known_iri(space: str, path: str) -> str:
    """Return the IRI in `space` that the decoded `path` spells.

    Raise `errors.UnknownIri` where nothing is stated about any spelling.
    """
    for spelling in addresses.spellings(path):
        if view().facts.knows(named(space + spelling)):
            return space + spelling
    raise errors.UnknownIri(f"nothing is known under <{space}{path}>")
