"""Answer faults as problem details (RFC 9457), as a page where a person looks."""

import logging
import traceback
from http import HTTPStatus
from typing import Any
from typing import Final

from flask import Flask
from flask import Response
from flask import json
from flask import render_template
from flask import request
from werkzeug.exceptions import HTTPException

from c2c_graph import errors
from c2c_graph.rdf.caret import caret
from c2c_graph.web import negotiate
from c2c_graph.web.pages import TOLD
from c2c_graph.web.reply import Headers

LOG = logging.getLogger(__name__)

# 422 for a result over the limit: asking again does not help, a LIMIT does
STATUS: Final[dict[type[errors.C2CError], int]] = {
    errors.SyntaxFault: 400,
    errors.RdfSyntaxError: 400,
    errors.DocumentTooLarge: 413,
    errors.QuerySyntaxError: 400,
    errors.QueryRefused: 403,
    errors.UpdateRefused: 400,
    errors.QueryTooDeep: 400,
    errors.QueryCancelled: 503,
    errors.QueryTimeout: 503,
    errors.QueryTooLarge: 422,
    errors.QueryBusy: 503,
    errors.OverBudget: 429,
    errors.EngineUnavailable: 503,
    errors.ValidationTimeout: 503,
    errors.ValidationTooLarge: 422,
    errors.ValidatorsBusy: 503,
    errors.ValidatorUnavailable: 503,
    errors.ShapesUnusable: 422,
    errors.ServiceFailed: 502,
    errors.NotAcceptable: 406,
    errors.UnsupportedMediaType: 415,
    errors.UnsupportedCoding: 415,
    errors.BadRequest: 400,
    errors.InvalidParameter: 400,
    errors.MethodNotAllowed: 405,
    errors.ContentTooLarge: 413,
    errors.HeadersTooLarge: 431,
    errors.RequestTimeout: 408,
    errors.RangeNotSatisfiable: 416,
    errors.PreconditionFailed: 412,
    errors.DumpFailed: 503,
    errors.ServerBusy: 503,
    errors.UnknownIri: 404,
    errors.NotThen: 404,
    errors.UnknownQuery: 404,
    errors.UnknownPage: 404,
    errors.UnknownRelease: 404,
    errors.NoRelease: 503,
    errors.DatasetUnreadable: 500,
    errors.DoesNotConform: 500,
    errors.DiskFull: 503,
    errors.Locked: 503,
    errors.ExportFailed: 500,
    errors.InvalidSetting: 500,
}
# characters of what was sent that are told back
_LONGEST_LINE: Final = 500
_LONGEST_DETAIL: Final = 4_000
# seconds after which the same request may do better
RETRY_AFTER: Final = {
    errors.QueryBusy: 2,
    errors.EngineUnavailable: 2,
    errors.ValidatorsBusy: 2,
    errors.ValidatorUnavailable: 2,
    errors.Locked: 10,
    errors.DumpFailed: 60,
    errors.ServerBusy: 2,
}


def register(app: Flask) -> None:
    """Make `app` answer every fault in the one shape."""
    app.before_request(_raise_what_the_front_found)
    for kind in (errors.C2CError, HTTPException, Exception):
        app.register_error_handler(kind, _answer)


def _raise_what_the_front_found() -> None:
    told = request.environ.get(TOLD)
    if told is not None and told.fault is not None:
        raise told.fault


def of(fault: Exception, request_id: str) -> dict[str, Any]:
    """Return the members of the problem document for `fault`; log one of ours.

    Of a fault that is ours nothing is told but the id under which it is logged.
    """
    if isinstance(fault, errors.C2CError):
        if STATUS[type(fault)] >= 500:
            LOG.warning("%s: %s", type(fault).__name__, fault)
        return describe(fault)
    if isinstance(fault, HTTPException):
        status = fault.code or 500
        return _blank(status, _detail(fault, status))
    # the whole traceback in one log record; nothing of it to the asker
    LOG.error("".join(traceback.format_exception(fault)).rstrip())
    return _blank(500, f"a fault of ours; it is logged under request id {request_id}")


def headers(fault: Exception) -> Headers:
    """Return the headers that `fault` calls for, such as Allow and Retry-After."""
    if isinstance(fault, HTTPException):
        return [(n, v) for n, v in fault.get_headers() if n == "Allow"]
    if isinstance(fault, errors.MethodNotAllowed):
        return [("Allow", fault.allowed)]
    if isinstance(fault, errors.UnsupportedCoding):
        return [("Accept-Encoding", "identity")]  # RFC 9110 §15.5.16
    if isinstance(fault, errors.RangeNotSatisfiable):
        return [("Content-Range", f"bytes */{fault.length}")]  # RFC 9110 §15.5.17
    if not isinstance(fault, errors.C2CError):
        return []
    seconds = getattr(fault, "retry_after", None) or RETRY_AFTER.get(type(fault))
    return [("Retry-After", str(seconds))] if seconds else []


def describe(fault: errors.C2CError) -> dict[str, Any]:
    """Return the members of the problem document for `fault`."""
    problem: dict[str, Any] = {
        "type": f"/problem/{type(fault).__name__}",
        "title": title(type(fault)),
        "status": STATUS[type(fault)],
        "detail": _cut(fault.detail, _LONGEST_DETAIL),
    }
    if isinstance(fault, errors.SyntaxFault | errors.QueryRefused) and fault.line:
        problem |= {"line": fault.line, "column": fault.column}
        problem |= _pointed_at(fault.text, fault.column)
    if isinstance(fault, errors.InvalidParameter):
        members = ("parameter", "expected", "example")
        problem |= {n: value for n in members if (value := getattr(fault, n))}
    return problem


def _pointed_at(line: str, column: int) -> dict[str, str]:
    """Return the offending line as `text`, and with a caret below it as `caret`.

    Of a long line `text` is what `caret` shows of it: who sent it knows the rest.
    """
    shown = caret(line, column)
    text = line if len(line) <= _LONGEST_LINE else shown.partition("\n")[0]
    return {"text": text, "caret": shown}


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def title(fault: type[errors.C2CError]) -> str:
    """Return the sentence that says what happened: the first line of the docstring."""
    return (fault.__doc__ or "").strip().partition("\n")[0]


def _blank(status: int, detail: str) -> dict[str, Any]:
    phrase = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": phrase, "status": status, "detail": detail}


def _detail(error: HTTPException, status: int) -> str:
    if status == 404:
        return "nothing answers at this address; the home page lists what does"
    if status == 405:
        return "this method does nothing here; the header Allow lists those that do"
    return error.description or HTTPStatus(status).description


def _answer(fault: Exception) -> Response:
    told = request.environ.get(TOLD)
    problem = of(fault, told.request_id if told else "")
    if negotiate.prefers_html(request.headers.get("Accept", "")):
        body = render_template("problem.html", problem=problem)
        response = Response(body, problem["status"], mimetype=negotiate.HTML)
    else:
        body = json.dumps(problem) + "\n"
        response = Response(body, problem["status"], mimetype=negotiate.PROBLEM)
    response.headers.extend(headers(fault))
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept"
    return response
