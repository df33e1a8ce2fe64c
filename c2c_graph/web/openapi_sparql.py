"""The endpoint, its running queries and its graphs in the OpenAPI description."""

from typing import Final

from c2c_graph import errors
from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.web import sparql_request
from c2c_graph.web.answer_choice import names_of
from c2c_graph.web.openapi_answers import BODY
from c2c_graph.web.openapi_answers import BUSY
from c2c_graph.web.openapi_answers import EVALUATION
from c2c_graph.web.openapi_answers import SERVICES
from c2c_graph.web.openapi_answers import Faults
from c2c_graph.web.openapi_answers import answer
from c2c_graph.web.openapi_answers import headers
from c2c_graph.web.openapi_answers import refused
from c2c_graph.web.openapi_parts import TEXT
from c2c_graph.web.openapi_parts import Object
from c2c_graph.web.openapi_parts import content
from c2c_graph.web.openapi_parts import form
from c2c_graph.web.openapi_parts import format_named
from c2c_graph.web.openapi_parts import or_empty
from c2c_graph.web.openapi_parts import page
from c2c_graph.web.openapi_parts import parameter
from c2c_graph.web.openapi_parts import ref

_QUERY: Final[Object] = {
    "type": "string",
    "format": "sparql-query",
    "examples": ["SELECT * WHERE { ?s ?p ?o } LIMIT 10", "ASK {}"],
}
_GRAPHS: Final[Object] = {"type": "array", "items": TEXT}
_FORMATS: Final = sorted({name for kind in Kind for name in names_of(kind)})
_FAULTS: Final[Faults] = (
    *EVALUATION,
    *SERVICES,
    errors.QuerySyntaxError,
    errors.UpdateRefused,
    errors.ContentTooLarge,
)


def endpoint() -> Object:
    """Return the Path Item Object of the endpoint (SPARQL 1.1 Protocol §2.1)."""
    return _endpoint("query", _FAULTS, {})


def past_endpoint() -> Object:
    """Return the Path Item Object of the endpoints of past releases."""
    waiting = {
        "202": {
            "description": "the store of the release is made again; ask once more",
            "headers": headers("Retry-After"),
            "content": {"application/json": {"schema": {"type": "object"}}},
        }
    }
    item = _endpoint("query-past", (*_FAULTS, errors.UnknownRelease), waiting)
    number = parameter(
        "number",
        {"type": "integer", "minimum": 1, "maximum": 999_999_999},
        "the number of a release",
        place="path",
        required=True,
    )
    return item | {"parameters": [number, *item["parameters"]]}


def _endpoint(name: str, faults: Faults, waiting: Object) -> Object:
    answers = {"200": answer(page(content(_ALL, "RowsOrYesOrNo"))), **waiting}
    told = {"summary": "Ask a SPARQL query", "tags": ["SPARQL"]}
    query = "the query; without one, the service description is answered"
    return {
        "parameters": [
            parameter("default-graph-uri", _GRAPHS, "IRIs of graphs that are merged"),
            parameter("named-graph-uri", _GRAPHS, "IRIs of graphs for GRAPH"),
            format_named(_FORMATS),
            ref("parameters", "timeout"),
            ref("parameters", "query-id"),
        ],
        "get": {
            **told,
            "operationId": name,
            "parameters": [
                parameter("query", _QUERY, query),
                ref("parameters", "if-none-match"),
            ],
            "responses": {**answers, "304": ref("responses", "304"), **refused(faults)},
        },
        "post": {
            **told,
            "operationId": f"{name}-by-post",
            "requestBody": _body(),
            "responses": {**answers, **refused((*faults, *BODY))},
        },
    }


def _body() -> Object:
    properties = {
        "query": _QUERY,
        "default-graph-uri": _GRAPHS,
        "named-graph-uri": _GRAPHS,
        "format": or_empty({"enum": _FORMATS}),
        "timeout": ref("schemas", "Seconds"),
    }
    return {
        "required": True,
        "content": {
            sparql_request.FORM: {"schema": form(properties, ["query"])},
            sparql_request.QUERY: {"schema": _QUERY},
        },
    }


def running_query() -> Object:
    """Return the Path Item Object of a query that is at work."""
    name = parameter(
        "id",
        {"type": "string", "pattern": f"^{sparql_request.ID}$"},
        f"the {sparql_request.QUERY_ID} of the query",
        place="path",
        required=True,
    )
    ended = {
        "description": "it is ended",
        "headers": headers("C2C-Release", "RateLimit", "RateLimit-Policy"),
    }
    faults = (errors.UnknownQuery, errors.OverBudget, *BUSY)
    return {
        "parameters": [name],
        "delete": {
            "operationId": "cancel-query",
            "summary": "End a query of yours that is at work",
            "tags": ["SPARQL"],
            "responses": {"204": ended, **refused(faults)},
        },
    }


def store() -> Object:
    """Return the Path Item Object of the graphs (Graph Store HTTP Protocol §5.2)."""
    names = sorted({n for f in GRAPH_FORMATS for n in (f.name, f.suffix, f.media_type)})
    faults: Faults = (
        errors.BadRequest,
        errors.UnknownIri,
        errors.NotAcceptable,
        errors.QueryTooLarge,
        errors.QueryTimeout,
        errors.QueryBusy,
        errors.EngineUnavailable,
        *BUSY,
    )
    response = {
        "description": "every triple of the graph",
        "headers": headers("C2C-Release", "ETag"),
        "content": content(GRAPH_FORMATS),
    }
    return {
        "get": {
            "operationId": "graph",
            "summary": "Read one graph: give either its IRI or default",
            "tags": ["SPARQL"],
            "parameters": [
                parameter("graph", TEXT, "the IRI of a named graph"),
                parameter(
                    "default", TEXT, "for the default graph; its value is nothing"
                ),
                format_named(names),
                ref("parameters", "if-none-match"),
            ],
            "responses": {
                "200": response,
                "304": ref("responses", "304"),
                **refused(faults),
            },
        }
    }


_ALL: Final = (*RESULT_FORMATS, *GRAPH_FORMATS)
