"""The query page: a form, and results as a table, all without JavaScript."""

from typing import Any
from typing import Final

from flask import Blueprint
from flask import Response
from flask import render_template
from flask import request

from c2c_graph.web import about
from c2c_graph.web import addresses
from c2c_graph.web import negotiate
from c2c_graph.web import problems
from c2c_graph.web import results
from c2c_graph.web.answer_choice import is_for_people
from c2c_graph.web.context import view
from c2c_graph.web.pages import TOLD
from c2c_graph.web.question import Found

bp = Blueprint("sparql", __name__)

# questions to start from on the page; all of them are at /queries
EXAMPLES: Final = 6

START: Final = """PREFIX c2c: <https://w3id.org/city2city/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

SELECT ?city ?name ?country
WHERE {
  ?city a c2c:City ;
    rdfs:label ?name ;
    c2c:country ?country .
}
ORDER BY ?name
LIMIT 20
"""


@bp.get("/sparql")
@bp.post("/sparql")
@bp.get("/releases/<number:number>/sparql")
@bp.post("/releases/<number:number>/sparql")
def page(number: int | None = None) -> Response:
    """Answer the form, with what the front found for the query in it.

    Without a query a program gets the service description.
    """
    told = request.environ.get(TOLD)
    found = told.found if told else None
    if isinstance(found, Found):
        return _found(found)
    format = negotiate.format_asked(request.args.get("format", ""))
    accept = request.headers.get("Accept", "")
    if is_for_people(format, accept, has_query=False):
        return _page(START, status=200)
    return about.description_response(format, number)


def _found(found: Found) -> Response:
    """Return the page with the answer to a query, or with what is wrong with it."""
    if found.fault is not None:
        problem = problems.of(found.fault, "")
        response = _page(found.text, status=problem["status"], problem=problem)
        response.headers.extend(problems.headers(found.fault))
        return response
    answer = found.answer
    assert answer is not None
    result = results.result_of(answer)
    return _page(
        found.text,
        status=200,
        result=result,
        downloads=results.downloads(
            answer, result, lambda suffix: addresses.sparql_path(found.text, suffix)
        ),
        seconds=answer.seconds,
        hints=found.hints,
    )


def _page(text: str, *, status: int, **parts: Any) -> Response:
    body = render_template(
        "query.html", action=request.path, text=text, examples=_examples(), **parts
    )
    response = Response(body, status, mimetype=negotiate.HTML)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _examples() -> list[tuple[str, str]]:
    """Return a handful of questions with their addresses, each on another subject."""
    by_subject = {
        saved.tags[:1]: saved
        for saved in reversed(view().catalogue)
        if not saved.federates and not saved.without_rows
    }
    return [
        (saved.summary, addresses.sparql_path(saved.as_it_stands()))
        for saved in list(by_subject.values())[-EXAMPLES:]
    ]
