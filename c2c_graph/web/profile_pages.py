"""The profiles as documents: `/profile/{token}`, where their IRIs lead."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint
from flask import Response
from flask import render_template
from pyoxigraph import Triple

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference import profile_description
from c2c_graph.dereference import views
from c2c_graph.dereference.profile_description import PROF
from c2c_graph.dereference.profile_description import describe_profile
from c2c_graph.rdf.formats import graph_format
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import profiles
from c2c_graph.web import variants
from c2c_graph.web.context import view
from c2c_graph.web.profiles import Profile

bp = Blueprint("profiles", __name__)

_TABLES: Final[Mapping[str, tuple[Mapping[str, str], Mapping[str, str]]]] = {
    profiles.SCHEMA.token: (views.SCHEMA_TYPES, views.SCHEMA_WORDS),
    profiles.ORG.token: (views.ORG_TYPES, views.ORG_WORDS),
}


@bp.get("/profile")
def listing() -> Response:
    """Answer the page that lists the profiles."""
    tag = conditional.etag(view().token, "profiles")
    response = conditional.not_modified(tag)
    if response is None:
        response = Response(
            render_template("profile_list.html", rows=profiles.PROFILES)
        )
    return conditional.stamped(response, tag)


@bp.get("/profile/<name>")
def profile(name: str) -> Response:
    """Answer one profile: what it is of, and what belongs to it."""
    token, suffix = variants.split(name)
    found = next((p for p in profiles.PROFILES if p.token == token), None)
    if found is None:
        raise errors.UnknownIri(f"there is no profile <{namespaces.PROFILES}{token}>")
    variant = variants.choose(suffix)
    response = conditional.not_modified(variants.tag(variant))
    if response is None:
        body = _page(found) if variant == "html" else _rdf(found, variant)
        response = Response(body, content_type=variants.content_type(variant))
    return variants.stamped(response, variant, f"/profile/{token}")


def _triples(found: Profile) -> list[Triple]:
    own = found is profiles.OWN
    return describe_profile(
        found.iri,
        found.token,
        (found.title, found.comment),
        found.standard,
        profile_description.OWN if own else profile_description.mapping(found.iri),
    )


def _rdf(found: Profile, variant: str) -> bytes:
    format = graph_format(variant)
    assert format is not None
    prefixes = {**view().prefixes, "prof": PROF}
    return document.write(_triples(found), format, prefixes)


def _page(found: Profile) -> str:
    kinds, properties = _TABLES.get(found.token, ({}, {}))
    prefixes = view().prefixes
    rows = [
        (shorten(ours, prefixes), shorten(theirs, prefixes))
        for table in (kinds, properties)
        for ours, theirs in sorted(table.items())
    ]
    return render_template(
        "profile.html",
        profile=found,
        address=addresses.encoded(f"profile/{found.token}"),
        rows=rows,
        resources=profile_description.OWN if found is profiles.OWN else (),
    )
