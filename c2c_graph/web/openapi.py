"""`/openapi.json`: what programs can ask this server, as OpenAPI 3.1.

Made for each release from its saved queries, the table of formats, the table of
faults and the settings in force.
"""

import hashlib
import json
from collections.abc import Sequence
from typing import Final

from flask import Blueprint
from flask import Response
from flask import request

from c2c_graph import errors
from c2c_graph.dereference.limits import limits_of
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.settings import Settings
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web import software
from c2c_graph.web.context import context
from c2c_graph.web.context import view
from c2c_graph.web.openapi_answers import BUSY
from c2c_graph.web.openapi_answers import header_components
from c2c_graph.web.openapi_answers import headers
from c2c_graph.web.openapi_answers import refused
from c2c_graph.web.openapi_answers import response_components
from c2c_graph.web.openapi_parts import Object
from c2c_graph.web.openapi_parts import parameter_components
from c2c_graph.web.openapi_parts import schema_components
from c2c_graph.web.openapi_queries import iri_schemas
from c2c_graph.web.openapi_queries import queries
from c2c_graph.web.openapi_queries import saved_query
from c2c_graph.web.openapi_sparql import endpoint
from c2c_graph.web.openapi_sparql import past_endpoint
from c2c_graph.web.openapi_sparql import running_query
from c2c_graph.web.openapi_sparql import store
from c2c_graph.web.openapi_validate import validating

bp = Blueprint("openapi", __name__)

PATH: Final = "/openapi.json"
# RFC 8631 §3.1
LINK: Final = f'<{PATH}>; rel="service-desc"; type="application/json"'
VERSION: Final = "3.1.1"
# JSON for all; by the names that draft-ietf-httpapi-rest-api-mediatypes and the
# OpenAPI Initiative have for it, for who asks so
_TYPES: Final = (
    "application/json",
    "application/openapi+json",
    "application/vnd.oai.openapi+json",
)
_DIGITS: Final = 12


@bp.get(PATH)
def description() -> Response:
    """Answer the description, in the media type that the asker has for it."""
    wanted = negotiate.negotiate(request.headers.get("Accept", ""), _TYPES, ())
    settings = context().settings
    body = view().remember(
        (PATH, settings), lambda: _written(document(view().catalogue, settings))
    )
    digest = hashlib.sha256(body).hexdigest()[:_DIGITS]
    tag = conditional.etag(view().token, digest, str(_TYPES.index(wanted)))
    response = conditional.not_modified(tag)
    if response is None:
        version = "" if wanted == _TYPES[0] else f"; version={VERSION[:3]}"
        response = Response(body, content_type=wanted + version)
    stamped = conditional.stamped(response, tag)
    stamped.headers["Vary"] = "Accept"
    return stamped


def _written(document: Object) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode() + b"\n"


def document(catalogue: Sequence[SavedQuery], settings: Settings) -> Object:
    """Return the OpenAPI Object of a server with these saved queries and settings."""
    return {
        "openapi": VERSION,
        "info": _info(settings),
        "servers": [{"url": "/"}],
        "tags": [{"name": tag} for tag in _tags(catalogue)],
        "paths": {
            "/queries": queries([saved.name for saved in catalogue]),
            **{
                f"/queries/{saved.name}": saved_query(saved, settings.nesting)
                for saved in catalogue
            },
            "/queries/{id}": running_query(),
            "/sparql": endpoint(),
            "/releases/{number}/sparql": past_endpoint(),
            "/store": store(),
            "/validate": validating(),
            "/health": _probe("health", "Whether this process answers", ()),
            "/ready": _probe(
                "ready", "Whether queries are answered", (errors.EngineUnavailable,)
            ),
            PATH: _itself(),
        },
        "components": {
            "schemas": schema_components() | iri_schemas(catalogue),
            "parameters": parameter_components(),
            "headers": header_components(),
            "responses": response_components(),
        },
    }


def _info(settings: Settings) -> Object:
    limits = "\n".join(
        f"- {limit.meaning}: {limit.value:,} {limit.unit}"
        for limit in limits_of(settings)
    )
    return {
        "title": "City2City",
        "summary": "Questions about cities, city networks and what they promise",
        "description": (
            "Saved queries with parameters that the engine binds, and a SPARQL 1.1 "
            "endpoint over the same release. HEAD and OPTIONS are answered wherever "
            "GET is. Data: CC BY 4.0.\n\nLimits (see /limits):\n\n" + limits
        ),
        "version": software.version(),
        "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"},
    }


def _tags(catalogue: Sequence[SavedQuery]) -> list[str]:
    first = {tag for saved in catalogue for tag in saved.tags[:1]}
    return [*sorted(first), "SPARQL", "validation", "server"]


def _probe(
    name: str, summary: str, faults: tuple[type[errors.C2CError], ...]
) -> Object:
    status = {"type": "object", "required": ["status"]}
    answer = {
        "description": "it does",
        "headers": headers("C2C-Release"),
        "content": {"application/json": {"schema": status}},
    }
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "tags": ["server"],
            "responses": {"200": answer, **refused((*BUSY, *faults))},
        }
    }


def _itself() -> Object:
    schema = {"type": "object", "required": ["openapi", "info", "paths"]}
    answer = {
        "description": "this description",
        "headers": headers("C2C-Release", "ETag"),
        "content": {media_type: {"schema": schema} for media_type in _TYPES},
    }
    return {
        "get": {
            "operationId": "openapi",
            "summary": "This description",
            "tags": ["server"],
            "responses": {"200": answer, **refused((*BUSY, errors.NotAcceptable))},
        }
    }
