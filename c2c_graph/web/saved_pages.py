"""Pages of saved queries: the list of them, and each with a form."""

from typing import Any
from urllib.parse import urlencode

from flask import Blueprint
from flask import Response
from flask import jsonify
from flask import render_template
from flask import request
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import errors
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web import problems
from c2c_graph.web import results
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.evaluating import Found
from c2c_graph.web.pages import TOLD

bp = Blueprint("queries", __name__)

JSON = "application/json"


@bp.get("/queries")
def listing() -> BaseResponse:
    """Answer the saved queries, as a page or as JSON for programs."""
    accept = request.headers.get("Accept", "")
    wanted = negotiate.negotiate(accept, (negotiate.HTML, JSON), ())
    tag = conditional.etag(view().token, "queries", wanted[-4:], *languages())
    response = conditional.not_modified(tag)
    if response is None:
        response = _page() if wanted == negotiate.HTML else _json()
    links = ['</openapi.json>; rel="service-desc"; type="application/json"']
    return conditional.stamped(response, tag, links)


def _page() -> Response:
    tags: dict[str, list[SavedQuery]] = {}
    for saved in view().catalogue:
        tags.setdefault(saved.tags[0] if saved.tags else "other", []).append(saved)
    groups = sorted(tags.items())
    body = render_template("queries.html", groups=groups)
    return Response(body, mimetype=negotiate.HTML)


def _json() -> Response:
    return jsonify(
        [
            {
                "name": saved.name,
                "summary": saved.summary,
                "tags": saved.tags,
                "note": saved.note,
                "href": f"/queries/{saved.name}",
                "parameters": [
                    {
                        "name": p.name,
                        "kind": p.kind,
                        "wanted": p.wanted,
                        "required": p.required,
                        "example": p.example,
                        **({"default": p.default} if p.default else {}),
                    }
                    for p in saved.parameters
                ],
            }
            for saved in view().catalogue
        ]
    )


@bp.get("/queries/<name>")
@bp.post("/queries/<name>")
def saved_query(name: str) -> Response:
    """Answer the form of one saved query, with the answer that the front found."""
    told = request.environ.get(TOLD)
    found = told.found if told else None
    if not isinstance(found, Found) or found.saved is None:
        raise errors.UnknownQuery(f"no saved query is named {name!r}")
    if found.fault is not None:
        problem = problems.of(found.fault, "")
        response = _form(found, status=problem["status"], problem=problem)
        response.headers.extend(problems.headers(found.fault))
        return response
    return _form(found, status=200, **_answered(found))


def _answered(found: Found) -> dict[str, Any]:
    if found.answer is None:
        return {}
    result = results.result_of(found.answer)
    links = results.downloads(found.answer, result, lambda s: _address(found, s))
    seconds = found.answer.seconds
    shown = {"result": result, "downloads": links, "seconds": seconds}
    return {**shown, "hints": found.hints}


def _address(found: Found, suffix: str) -> str:
    assert found.saved is not None
    given = {name: value for name, value in found.values.items() if value}
    return f"/queries/{found.saved.name}?{urlencode(given | {'format': suffix})}"


def _form(found: Found, *, status: int, **parts: Any) -> Response:
    assert found.saved is not None
    view()  # the page's foot tells the release
    body = render_template(
        "saved_query.html",
        saved=found.saved,
        values=found.values or found.saved.examples(),
        in_editor=addresses.sparql_path(found.saved.as_it_stands()),
        host=request.host_url.rstrip("/"),
        example=urlencode(found.saved.examples() | {"format": "csv"}),
        **parts,
    )
    response = Response(body, status, mimetype=negotiate.HTML)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response
