"""What many operations of the OpenAPI description share: schemas and parameters.

Made from the tables that the server itself works with: formats and faults.
"""

from collections.abc import Iterable
from typing import Any
from typing import Final

from c2c_graph.query.answer_formats import AnswerFormat
from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.web import negotiate
from c2c_graph.web import problems
from c2c_graph.web import sparql_request
from c2c_graph.web.answer_choice import names_of

Object = dict[str, Any]

TEXT: Final[Object] = {"type": "string"}


def ref(kind: str, name: str) -> Object:
    """Return the reference to the component `name` of `kind`."""
    return {"$ref": f"#/components/{kind}/{name}"}


def parameter(
    name: str, schema: Object, description: str, *, place: str = "query", **more: Any
) -> Object:
    """Return a Parameter Object (OpenAPI 3.1 §4.8.12)."""
    return {
        "name": name,
        "in": place,
        "description": description,
        "schema": schema,
        **more,
    }


def format_named(names: Iterable[str]) -> Object:
    """Return the parameter that asks for a format by one of `names`."""
    return parameter(
        "format",
        {"enum": list(names)},
        "overrides the Accept header",
        allowEmptyValue=True,
    )


def or_empty(schema: Object) -> Object:
    """Return `schema`, or an empty text, which counts as left out."""
    return {"anyOf": [schema, {"const": ""}]}


def content(formats: Iterable[AnswerFormat], json_results: str = "Rows") -> Object:
    """Return the media types of an answer that is written in `formats`.

    `json_results` names the schema of JSON results.
    """
    schemas = {
        RESULT_FORMATS[0].media_type: ref("schemas", json_results),
        "application/ld+json": {"type": ["object", "array"]},
    }
    types = [f.media_type for f in formats]
    return {t: {"schema": schemas.get(t, TEXT)} for t in types}


def page(content: Object) -> Object:
    """Return `content` that may be a page, too."""
    return {**content, negotiate.HTML: {"schema": TEXT}}


def form(properties: Object, required: list[str]) -> Object:
    """Return the schema of a form with these fields and no others."""
    schema: Object = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    return {**schema, "required": required} if required else schema


def format_parameter(kind: Kind) -> str:
    """Return the name of the component for `format=` with answers of `kind`."""
    return f"format-of-{kind.lower()}"


def schema_components() -> Object:
    """Return the schemas that the descriptions of all servers share."""
    term = {
        "type": "object",
        "required": ["type", "value"],
        "properties": {"type": {"enum": ["uri", "literal", "bnode", "triple"]}},
    }
    texts = {"type": "array", "items": TEXT}
    head = {"type": "object", "properties": {"vars": texts, "link": texts}}
    bindings = {
        "type": "array",
        "items": {"type": "object", "additionalProperties": ref("schemas", "Term")},
    }
    return {
        "Problem": _problem(),
        "Seconds": {"type": "number", "minimum": sparql_request.SHORTEST_TIMEOUT},
        "Term": term,
        "Rows": {
            "description": "SPARQL 1.1 Query Results JSON Format §3.2",
            "type": "object",
            "required": ["head", "results"],
            "properties": {
                "head": {**head, "required": ["vars"]},
                "results": {
                    "type": "object",
                    "required": ["bindings"],
                    "properties": {"bindings": bindings},
                },
            },
        },
        "YesOrNo": {
            "description": "SPARQL 1.1 Query Results JSON Format §3.3",
            "type": "object",
            "required": ["head", "boolean"],
            "properties": {"head": head, "boolean": {"type": "boolean"}},
        },
        "RowsOrYesOrNo": {"oneOf": [ref("schemas", "Rows"), ref("schemas", "YesOrNo")]},
    }


def _problem() -> Object:
    types = [f"/problem/{fault.__name__}" for fault in problems.STATUS]
    return {
        "description": "Problem details (RFC 9457)",
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"enum": ["about:blank", *types], "format": "uri-reference"},
            "title": TEXT,
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {"type": "string", "description": "what, where, how to repair"},
            "line": {"type": "integer", "minimum": 1},
            "column": {"type": "integer", "minimum": 1},
            "text": {"type": "string", "description": "the offending line"},
            "caret": {"type": "string", "description": "the line with a caret below"},
            "parameter": TEXT,
            "expected": TEXT,
            "example": TEXT,
        },
    }


def parameter_components() -> Object:
    """Return the parameters that operations share."""
    identity = f"^{sparql_request.ID}$"
    name = sparql_request.QUERY_ID
    return {
        "timeout": parameter(
            "timeout",
            ref("schemas", "Seconds"),
            "seconds after which the query is ended; it may only shorten the deadline",
        ),
        "query-id": parameter(
            name,
            {"type": "string", "pattern": identity},
            "a name by which DELETE /queries/{id} ends the query; else one is given",
            place="header",
        ),
        "if-none-match": parameter(
            "If-None-Match",
            TEXT,
            "the ETag of an answer that the client has; 304 where it still holds",
            place="header",
        ),
        **{format_parameter(kind): format_named(names_of(kind)) for kind in Kind},
    }
