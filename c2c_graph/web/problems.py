"""Answer faults as problem details (RFC 9457), as a page where a person looks."""

import logging
import traceback
from http import HTTPStatus
from typing import Any
from typing import Final

from flask import Flask
from flask import Response
from flask import g
from flask import json
from flask import render_template
from flask import request
from werkzeug.exceptions import HTTPException

from c2c_graph import errors
from c2c_graph.web import negotiate

LOG = logging.getLogger(__name__)

# 422 for a result over the limit: asking again does not help, a LIMIT does
STATUS: Final[dict[type[errors.C2CError], int]] = {
    errors.SyntaxFault: 400,
    errors.RdfSyntaxError: 400,
    errors.QuerySyntaxError: 400,
    errors.QueryRefused: 403,
    errors.QueryCancelled: 503,
    errors.QueryTimeout: 503,
    errors.QueryTooLarge: 422,
    errors.QueryBusy: 503,
    errors.EngineUnavailable: 503,
    errors.NotAcceptable: 406,
    errors.UnsupportedMediaType: 415,
    errors.BadRequest: 400,
    errors.MethodNotAllowed: 405,
    errors.ContentTooLarge: 413,
    errors.RequestTimeout: 408,
    errors.ServerBusy: 503,
    errors.UnknownIri: 404,
    errors.UnknownQuery: 404,
    errors.NoRelease: 503,
    errors.DatasetUnreadable: 500,
    errors.DoesNotConform: 500,
    errors.DiskFull: 503,
    errors.Locked: 503,
    errors.InvalidSetting: 500,
}
# seconds after which the same request may do better
RETRY_AFTER: Final = {
    errors.QueryBusy: 2,
    errors.EngineUnavailable: 2,
    errors.Locked: 10,
    errors.ServerBusy: 2,
}


def register(app: Flask) -> None:
    """Make `app` answer every fault in the one shape."""
    app.register_error_handler(errors.C2CError, _fault)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _ours)


def describe(fault: errors.C2CError) -> dict[str, Any]:
    """Return the members of the problem document for `fault`."""
    problem: dict[str, Any] = {
        "type": f"/problem/{type(fault).__name__}",
        "title": title(type(fault)),
        "status": STATUS[type(fault)],
        "detail": fault.detail,
    }
    if isinstance(fault, errors.SyntaxFault):
        problem |= {"line": fault.line, "column": fault.column, "text": fault.text}
    return problem


def title(fault: type[errors.C2CError]) -> str:
    """Return the sentence that says what happened: the first line of the docstring."""
    return (fault.__doc__ or "").strip().partition("\n")[0]


def retry_after(fault: errors.C2CError) -> dict[str, str]:
    """Return the Retry-After header that `fault` calls for, if it does."""
    seconds = RETRY_AFTER.get(type(fault))
    return {"Retry-After": str(seconds)} if seconds else {}


def _fault(fault: errors.C2CError) -> Response:
    if STATUS[type(fault)] >= 500:
        LOG.warning("%s: %s", type(fault).__name__, fault)
    response = _answer(describe(fault))
    response.headers.update(retry_after(fault))
    return response


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    response = _answer(
        {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": _detail(error, status),
        }
    )
    if "Allow" in (given := dict(error.get_headers())):
        response.headers["Allow"] = given["Allow"]
    return response


def _detail(error: HTTPException, status: int) -> str:
    if status == 404:
        return "nothing answers at this address; the home page lists what does"
    return error.description or HTTPStatus(status).description


def _ours(error: Exception) -> Response:
    # the whole traceback in one log record; nothing of it to the asker
    LOG.error("".join(traceback.format_exception(error)).rstrip())
    reported = g.get("request_id", "")
    return _answer(
        {
            "type": "about:blank",
            "title": HTTPStatus(500).phrase,
            "status": 500,
            "detail": f"a fault of ours; it is logged under request id {reported}",
        }
    )


def _answer(problem: dict[str, Any]) -> Response:
    if negotiate.prefers_html(request.headers.get("Accept", "")):
        body = render_template("problem.html", problem=problem)
        response = Response(body, problem["status"], mimetype=negotiate.HTML)
    else:
        body = json.dumps(problem) + "\n"
        response = Response(body, problem["status"], mimetype=negotiate.PROBLEM)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Vary"] = "Accept"
    return response
