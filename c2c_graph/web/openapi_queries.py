"""Saved queries in the OpenAPI description: a path for each, with its parameters."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from typing import Final

from c2c_graph import errors
from c2c_graph.query.guard import inspect
from c2c_graph.rdf.parameters import TODAY
from c2c_graph.rdf.parameters import Parameter
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web import negotiate
from c2c_graph.web import sparql_request
from c2c_graph.web.answer_choice import names_of
from c2c_graph.web.openapi_answers import BODY
from c2c_graph.web.openapi_answers import BUSY
from c2c_graph.web.openapi_answers import EVALUATION
from c2c_graph.web.openapi_answers import SERVICES
from c2c_graph.web.openapi_answers import answered
from c2c_graph.web.openapi_answers import headers
from c2c_graph.web.openapi_answers import refused
from c2c_graph.web.openapi_parts import TEXT
from c2c_graph.web.openapi_parts import Object
from c2c_graph.web.openapi_parts import form
from c2c_graph.web.openapi_parts import format_named
from c2c_graph.web.openapi_parts import format_parameter
from c2c_graph.web.openapi_parts import or_empty
from c2c_graph.web.openapi_parts import parameter
from c2c_graph.web.openapi_parts import ref

LISTS: Final = {"html": negotiate.HTML, "json": "application/json"}


def saved_query(saved: SavedQuery, nesting: int) -> Object:
    """Return the Path Item Object of `saved`: the same by GET and by form."""
    kind = inspect(saved.text, allowed_services=saved.federates, nesting=nesting)
    faults = (*EVALUATION, *(SERVICES if saved.federates else ()))
    answers = answered(kind)
    told: Object = {"summary": saved.summary, "tags": list(saved.tags[:1])}
    if saved.note:
        told["description"] = saved.note
    schemas = {p.name: _schema(p, saved.prefixes) for p in saved.parameters}
    required = [p.name for p in saved.parameters if p.required]
    properties = {
        **{n: s if n in required else or_empty(s) for n, s in schemas.items()},
        "format": or_empty({"enum": list(names_of(kind))}),
        "timeout": ref("schemas", "Seconds"),
    }
    return {
        "parameters": [ref("parameters", "query-id")],
        "get": {
            **told,
            "operationId": saved.name,
            "parameters": [
                *(_parameter(p, schemas[p.name], saved) for p in saved.parameters),
                ref("parameters", format_parameter(kind)),
                ref("parameters", "timeout"),
                ref("parameters", "if-none-match"),
            ],
            "responses": {**answers, "304": ref("responses", "304"), **refused(faults)},
        },
        "post": {
            **told,
            "operationId": f"{saved.name}-by-form",
            "requestBody": {
                "required": True,
                "content": {
                    sparql_request.FORM: {"schema": form(properties, required)}
                },
            },
            "responses": {**answers, **refused((*faults, *BODY))},
        },
    }


def _parameter(given: Parameter, schema: Object, saved: SavedQuery) -> Object:
    more: Object = {"example": given.short(given.example, saved.prefixes)}
    # sent by a form whose field is empty, it counts as left out
    more["required" if given.required else "allowEmptyValue"] = True
    description = given.wanted
    if given.default == TODAY:
        description += "; left out, it is the day of the request"
    elif not given.required and not given.default:
        description += "; left out, the answer holds all there are"
    return parameter(given.name, schema, description, **more)


def iri_schemas(catalogue: Iterable[SavedQuery]) -> Object:
    """Return the schemas of IRIs that the parameters of `catalogue` share."""
    return {
        _iri(given): {"type": "string", "pattern": given.pattern(saved.prefixes)}
        for saved in catalogue
        for given in saved.parameters
        if given.kind == "iri"
    }


def _iri(given: Parameter) -> str:
    return "IriOrKey" if given.of else "Iri"


def _schema(given: Parameter, prefixes: Mapping[str, str]) -> Object:
    schema: Object = {"type": "string"}
    if given.kind == "iri":
        schema = ref("schemas", _iri(given))
    elif given.choices:
        schema["enum"] = list(given.choices)
    elif given.kind == "date":
        schema["format"] = "date"
    elif pattern := given.pattern(prefixes):
        schema["pattern"] = pattern
    if given.default and given.default != TODAY:
        schema["default"] = given.default
    return schema


def queries(names: Sequence[str]) -> Object:
    """Return the Path Item Object of the list of saved queries, called `names`."""
    entry = {
        "type": "object",
        "required": ["name", "summary", "href", "parameters"],
        "properties": {
            "name": {"enum": list(names)},
            "summary": TEXT,
            "href": {"type": "string", "format": "uri-reference"},
            "parameters": {"type": "array", "items": {"type": "object"}},
        },
    }
    answer = {
        "description": "the saved queries with their parameters",
        "headers": headers("C2C-Release", "ETag", "Link"),
        "content": {
            LISTS["json"]: {"schema": {"type": "array", "items": entry}},
            LISTS["html"]: {"schema": TEXT},
        },
    }
    return {
        "get": {
            "operationId": "saved-queries",
            "summary": "List the saved queries",
            "tags": ["server"],
            "parameters": [format_named(LISTS), ref("parameters", "if-none-match")],
            "responses": {
                "200": answer,
                "304": ref("responses", "304"),
                **refused((*BUSY, errors.NotAcceptable)),
            },
        }
    }
