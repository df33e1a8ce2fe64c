"""Pages of saved queries: the list of them, and each with a form."""

import shlex
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from urllib.parse import urlsplit

from flask import Blueprint
from flask import Response
from flask import jsonify
from flask import render_template
from flask import request
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import errors
from c2c_graph.query.guard import Kind
from c2c_graph.query.guard import inspect
from c2c_graph.query.services import allowed_services
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web import openapi
from c2c_graph.web import problems
from c2c_graph.web import results
from c2c_graph.web.context import context
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names
from c2c_graph.web.openapi_queries import LISTS
from c2c_graph.web.pages import TOLD
from c2c_graph.web.question import Found
from c2c_graph.web.saved_form import Form
from c2c_graph.web.saved_form import values_to_show

bp = Blueprint("queries", __name__)


@bp.get("/queries")
def listing() -> BaseResponse:
    """Answer the saved queries, as a page or as JSON for programs."""
    wanted = _format()
    tag = conditional.etag(view().token, "queries", wanted[-4:], *languages())
    response = conditional.not_modified(tag)
    if response is None:
        response = _list_page() if wanted == negotiate.HTML else _json()
    return conditional.stamped(response, tag, [openapi.LINK])


def _format() -> str:
    """Return the media type of the list; `format=` overrides the Accept header."""
    given = negotiate.format_asked(request.args.get("format", ""))
    if not given:
        accept = request.headers.get("Accept", "")
        return negotiate.negotiate(accept, tuple(LISTS.values()), ())
    found = LISTS.get(given.lower(), given.lower())
    if found not in LISTS.values():
        raise errors.NotAcceptable(f"format={given}: choose one of: {', '.join(LISTS)}")
    return found


def _list_page() -> Response:
    tags: dict[str, list[SavedQuery]] = {}
    for saved in view().catalogue:
        tags.setdefault(saved.tags[0] if saved.tags else "other", []).append(saved)
    body = render_template(
        "queries.html",
        groups=sorted(tags.items()),
        remarks={saved.name: _remark(saved) for saved in view().catalogue},
        sample=_sample(min(view().catalogue, key=_plainness), None),
    )
    return Response(body, mimetype=negotiate.HTML)


def _remark(saved: SavedQuery) -> str:
    """Return what to know before asking, empty for most."""
    if saved.federates:
        hosts = ", ".join(urlsplit(iri).netloc for iri in saved.federates)
        return f"asks {hosts}{': not from here' if _elsewhere(saved) else ''}"
    return "no rows yet" if saved.without_rows else ""


def _plainness(saved: SavedQuery) -> tuple[bool, int, str]:
    """Return what sorts first the query that shows best how programs ask."""
    dates = sum(p.kind == "date" and p.required for p in saved.parameters)
    return (bool(_remark(saved)), -dates, saved.name)


def _json() -> Response:
    return jsonify(
        [
            {
                "name": saved.name,
                "summary": saved.summary,
                "tags": saved.tags,
                "note": saved.note,
                "href": f"/queries/{saved.name}",
                "federates": saved.federates,
                "parameters": [
                    {
                        "name": p.name,
                        "kind": p.kind,
                        "expected": p.wanted,
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
    if found.fault is None:
        return _page(found, found.saved, 200, **_answered(found, found.saved))
    problem = problems.of(found.fault, "")
    response = _page(found, found.saved, problem["status"], problem=problem)
    response.headers.extend(problems.headers(found.fault))
    response.headers["Cache-Control"] = "no-store"
    return response


def _answered(found: Found, saved: SavedQuery) -> dict[str, Any]:
    """Return what the page tells of the answer, nothing where nothing was asked."""
    if found.answer is None:
        return {}
    whole = results.result_of(found.answer)
    given = {name: value for name, value in found.values.items() if value}
    return {
        "result": results.without(whole, [p.name for p in saved.parameters]),
        "downloads": results.downloads(
            found.answer, whole, lambda suffix: _address(saved, given, suffix)
        ),
        "seconds": found.answer.seconds,
        "hints": found.hints,
    }


def _page(found: Found, saved: SavedQuery, status: int, **parts: Any) -> Response:
    asked = found.values if found.answer or found.fault else None
    # what is wrong stands in its field alone; elsewhere examples stand in for it
    wrong = isinstance(found.fault, errors.InvalidParameter)
    given = None if wrong else asked
    names = Names(view().facts, languages())
    form = Form(saved, view(), names)
    body = render_template(
        "saved_query.html",
        saved=saved,
        fields=form.fields(asked, found.fault),
        elsewhere=_elsewhere(saved),
        text=saved.as_it_stands(values_to_show(saved, given)),
        sample=_sample(saved, given),
        command=_command(saved, given),
        address=addresses.sparql_path,
        **parts,
    )
    response = Response(body, status, mimetype=negotiate.HTML)
    response.headers["Cache-Control"] = conditional.FRESHNESS
    response.headers["Link"] = openapi.LINK
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _elsewhere(saved: SavedQuery) -> list[str]:
    """Return the endpoints that `saved` asks and that are not allowed here."""
    return sorted(set(saved.federates) - allowed_services(context().settings))


def _sample(saved: SavedQuery, given: Mapping[str, str] | None) -> str:
    """Return the address under which a program asks the same."""
    kind = inspect(
        saved.text,
        allowed_services=saved.federates,
        nesting=context().settings.nesting,
    )
    suffix = "ttl" if kind.gives_graph else "json" if kind is Kind.ASK else "csv"
    host = request.host_url.rstrip("/")
    return host + _address(saved, values_to_show(saved, given), suffix)


def _command(saved: SavedQuery, given: Mapping[str, str] | None) -> str:
    """Return the command that asks the same at a terminal.

    There, the example stands in for what is left out and has no default.
    """
    values = values_to_show(saved, given)
    if given is not None:
        left_out = (p.name for p in saved.parameters if not p.default)
        values = {**dict.fromkeys(left_out, ""), **values}
    parameters = (f"--param {shlex.quote(f'{n}={v}')}" for n, v in values.items())
    return " ".join(["c2c query", saved.name, *parameters])


def _address(saved: SavedQuery, values: Mapping[str, str], suffix: str) -> str:
    return f"/queries/{saved.name}?{urlencode({**values, 'format': suffix})}"
