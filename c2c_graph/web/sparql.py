"""The SPARQL endpoint: the query operation of SPARQL 1.1 Protocol §2.1."""

from collections.abc import Iterator
from typing import BinaryIO
from typing import Final
from urllib.parse import parse_qsl

from flask import Blueprint
from flask import Response
from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from c2c_graph import errors
from c2c_graph.query.engine import Answer
from c2c_graph.web import evaluation
from c2c_graph.web import negotiate
from c2c_graph.web import query_page
from c2c_graph.web.context import context

bp = Blueprint("sparql", __name__)

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
CHUNK: Final = 64 * 1024
_READ_ONLY: Final = "this endpoint only reads: SPARQL Update is refused"

Parameters = MultiDict[str, str]


@bp.route("/sparql", methods=["GET", "POST"])
def sparql() -> Response:
    """Answer one query; where a person looks, with the query page."""
    parameters = _parameters()
    accept = request.headers.get("Accept", "")
    format = parameters.get("format", "")
    text = _query_text(parameters)
    others = evaluation.DATA if text else ()
    for_people = not format and negotiate.prefers_html(accept, others)
    if for_people:
        return query_page.answer(text) if text else query_page.empty()
    if not text:
        raise errors.BadRequest("there is no query; give query=SELECT … or POST one")
    return send(evaluation.evaluate(text, format=format, accept=accept))


def _parameters() -> Parameters:
    """Return the parameters of the request.

    Raise `errors.UnsupportedMediaType` for a body that is no query.
    """
    if request.method in ("GET", "HEAD") or request.mimetype == QUERY:
        return _decoded(request.query_string)
    if request.mimetype == FORM:
        return _decoded(_body())
    if request.mimetype == UPDATE:
        raise errors.QueryRefused(_READ_ONLY)
    sent = request.mimetype or "no media type"
    raise errors.UnsupportedMediaType(f"{sent}: send {FORM} or {QUERY}")


def _decoded(encoded: bytes) -> Parameters:
    """Return what a query string or a form says.

    Raise `errors.BadRequest` where it is not UTF-8: with other characters in their
    place it would be another query.
    """
    try:
        pairs = parse_qsl(encoded.decode(), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError:
        raise errors.BadRequest(
            "the parameters are not UTF-8; percent-encode the bytes of UTF-8"
        ) from None
    return MultiDict(pairs)


def _body() -> bytes:
    """Return the body; raise `errors.BadRequest` where some of it did not arrive."""
    body, announced = request.get_data(), request.content_length
    if announced is not None and len(body) < announced:
        raise errors.BadRequest(
            f"the body ends after {len(body)} of {announced} bytes; send it again"
        )
    return body


def _query_text(parameters: Parameters) -> str:
    """Return the query, empty where there is none; raise for what is not read."""
    if "update" in parameters:
        raise errors.QueryRefused(_READ_ONLY)
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in parameters:
            raise errors.BadRequest(f"{name} is not read here; write FROM in the query")
    for name in ("query", "format"):
        if len(parameters.getlist(name)) > 1:
            raise errors.BadRequest(f"{name} is given more than once; give it once")
    text = _direct() if request.mimetype == QUERY else parameters.get("query", "")
    limit = context().settings.query_kb
    if len(text.encode(errors="surrogatepass")) > limit * 1024:
        raise RequestEntityTooLarge(f"the query is longer than {limit} KiB")
    return text if text.strip() else ""


def _direct() -> str:
    try:
        return _body().decode()
    except UnicodeDecodeError as error:
        raise errors.BadRequest(
            f"the query is not UTF-8 at byte {error.start}"
        ) from None


def send(answer: Answer) -> Response:
    """Return `answer` as a response; a large body is read from its file in pieces."""
    content_type = negotiate.content_type(answer.media_type)
    if isinstance(answer.body, bytes):
        response = Response(answer.body, content_type=content_type)
    else:
        pieces = _pieces(answer.body)
        response = Response(pieces, content_type=content_type, direct_passthrough=True)
        response.call_on_close(answer.body.close)
    response.headers["Content-Length"] = str(answer.length)
    response.headers["Vary"] = "Accept"
    return response


def _pieces(body: BinaryIO) -> Iterator[bytes]:
    while piece := body.read(CHUNK):
        yield piece
