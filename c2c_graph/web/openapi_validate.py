"""`/validate` in the OpenAPI description."""

from typing import Final

from c2c_graph import errors
from c2c_graph import reports
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.report import Level
from c2c_graph.web import negotiate
from c2c_graph.web import report_choice
from c2c_graph.web.form_parts import FORM
from c2c_graph.web.form_parts import MULTIPART
from c2c_graph.web.openapi_answers import BODY
from c2c_graph.web.openapi_answers import BUSY
from c2c_graph.web.openapi_answers import headers
from c2c_graph.web.openapi_answers import refused
from c2c_graph.web.openapi_parts import TEXT
from c2c_graph.web.openapi_parts import Object
from c2c_graph.web.openapi_parts import form
from c2c_graph.web.openapi_parts import or_empty
from c2c_graph.web.openapi_parts import parameter

_FAULTS: Final = (
    *BUSY,
    *BODY,
    errors.BadRequest,
    errors.DocumentTooLarge,
    errors.NotAcceptable,
    errors.OverBudget,
    errors.ShapesUnusable,
    errors.UnknownRelease,
    errors.ValidationTimeout,
    errors.ValidationTooLarge,
    errors.ValidatorsBusy,
    errors.ValidatorUnavailable,
)
_DOCUMENT: Final[Object] = {"type": "string", "pattern": r"\S"}
# of no JSON type: whatever is sent is text, and what is no Turtle is a finding
_TEXT_SENT: Final[Object] = {"pattern": r"\S"}
_DATE: Final[Object] = {"type": "string", "format": "date"}
_AGAINST: Final[Object] = {
    "type": "string",
    "pattern": "^(current|none|[1-9][0-9]{0,8})$",
}
_PATH: Final[Object] = {
    "type": "string",
    "pattern": "^[A-Za-z0-9_~-][A-Za-z0-9._~-]*(/[A-Za-z0-9._~-]+)+$",
}
_GRAPHS: Final[Object] = {
    "type": "array",
    "items": {"anyOf": [{"type": "string", "format": "uri"}, _PATH, {"const": ""}]},
}
# a field of a form that is left empty counts as absent
_LEFT_EMPTY: Final[Object] = {"const": ""}
_OPTIONS: Final[tuple[tuple[str, Object, str], ...]] = (
    ("lang", {"enum": [*LANGUAGES, ""]}, "language of messages"),
    ("level", {"enum": [*Level, ""]}, "profile that is asked for"),
    (
        "against",
        {"anyOf": [_AGAINST, _LEFT_EMPTY]},
        "what the document is seen together with: a release",
    ),
    ("replaces", _GRAPHS, "IRIs or paths of graphs that it stands in for"),
    ("today", {"anyOf": [_DATE, _LEFT_EMPTY]}, "the date that rules go by"),
    ("format", {"enum": sorted(reports.FORMS)}, "overrides the Accept header"),
)


def validating() -> Object:
    """Return the Path Item Object of `/validate`."""
    told = {"tags": ["validation"]}
    return {
        "get": {
            **told,
            "operationId": "validate-page",
            "summary": "The page on which people validate",
            "responses": {
                "200": {
                    "description": "a form",
                    "headers": headers("C2C-Release"),
                    "content": {negotiate.HTML: {"schema": TEXT}},
                },
                **refused(BUSY),
            },
        },
        "post": {
            **told,
            "operationId": "validate",
            "summary": "Validate a document, or any data by any shapes",
            "description": "Nothing is stored. A validation that ran is answered 200, "
            "whatever it found.",
            "parameters": [parameter(*row) for row in _OPTIONS],
            "requestBody": _body(),
            "responses": {
                "200": _report(),
                "202": {
                    "description": "the release is made ready; ask once more",
                    "headers": headers("Retry-After"),
                    "content": {"application/json": {"schema": {"type": "object"}}},
                },
                **refused(_FAULTS),
            },
        },
    }


def _report() -> Object:
    forms = (report_choice.media_type(form) for form in reports.FORMS)
    graphs = (format.media_type for format in GRAPH_FORMATS)
    types = dict.fromkeys((*forms, *graphs))
    json_types = ("application/json", "application/sarif+json", "application/ld+json")
    return {
        "description": "the report; by shapes of your own, that of SHACL",
        "headers": headers("C2C-Release", "RateLimit", "RateLimit-Policy"),
        "content": {
            t: {"schema": {"type": ["object", "array"]} if t in json_types else TEXT}
            for t in types
        },
    }


def _body() -> Object:
    # an empty choice in a form counts as none
    options = {
        name: schema if name == "replaces" else or_empty(schema)
        for name, schema, _ in _OPTIONS
    }
    parts = {
        "file": {"type": "array", "items": _DOCUMENT},
        "text": TEXT,
        "data": _DOCUMENT,
        "shapes": _DOCUMENT,
        "base": or_empty({"type": "string", "format": "uri"}),
    }
    text = {"text": _DOCUMENT}
    return {
        "required": True,
        "content": {
            "text/turtle": {"schema": _TEXT_SENT},
            FORM: {"schema": form(text | options, ["text"])},
            MULTIPART: {"schema": form(parts | options, [])},
        },
    }
