"""The query page: a form, examples, and results as a table, all without JavaScript."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from typing import Final

from flask import Blueprint
from flask import Response
from flask import render_template
from flask import request
from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.query.catalogue import load_catalogue
from c2c_graph.query.engine import Answer
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web import addresses
from c2c_graph.web import negotiate
from c2c_graph.web import problems
from c2c_graph.web.context import context
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.evaluating import Found
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown
from c2c_graph.web.pages import TOLD

bp = Blueprint("sparql", __name__)

# rows of a table on the page; CSV and JSON have them all
ROWS: Final = 200
# a longer result is not read for the page, only offered
READ_BYTES: Final = 8 * 1024 * 1024
# of a graph, so much of its Turtle is shown
SHOWN_BYTES: Final = 64 * 1024
# an address longer than this may not pass proxies: the page then offers no link
LONGEST_LINK: Final = 6_000
DOWNLOADS: Final = ("csv", "tsv", "json", "xml")
GRAPH_DOWNLOADS: Final = ("ttl", "jsonld", "nt", "rdf")
TURTLE: Final = GRAPH_FORMATS[0].media_type
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


@dataclass(frozen=True)
class Result:
    """What the page shows of an answer; `total` is how many rows it has."""

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Shown | None, ...], ...] = ()
    total: int = 0
    boolean: bool | None = None
    turtle: str = ""
    cut: bool = False
    too_long: bool = False


@dataclass(frozen=True)
class Example:
    """A saved query with its example values, ready to run."""

    summary: str
    href: str


@bp.get("/sparql")
@bp.post("/sparql")
def page() -> Response:
    """Answer the form, with what the front found for the query in it.

    Without a query a program gets the service description.
    """
    told = request.environ.get(TOLD)
    found = told.found if told else None
    if isinstance(found, Found):
        return _found(found)
    return _page(START, status=200)


def _found(found: Found) -> Response:
    """Return the page with the answer to a query, or with what is wrong with it."""
    if found.fault is not None:
        problem = problems.of(found.fault, "")
        response = _page(found.text, status=problem["status"], problem=problem)
        response.headers.extend(problems.headers(found.fault))
        return response
    assert found.answer is not None
    return _answered(found.text, found.answer, found.hints)


def _answered(text: str, found: Answer, hints: Sequence[str]) -> Response:
    graph = found.media_type == TURTLE
    result = _graph(found) if graph else _table(found)
    downloads = _downloads(text, GRAPH_DOWNLOADS if graph else DOWNLOADS, result)
    seconds = found.seconds
    return _page(
        text,
        status=200,
        result=result,
        downloads=downloads,
        seconds=seconds,
        hints=hints,
    )


def examples() -> list[Example]:
    """Return the saved queries of the dataset, each with a link that runs it."""
    catalogue = load_catalogue(context().settings.dataset_folder())
    return [Example(q.summary, addresses.sparql_path(bound(q))) for q in catalogue]


def bound(saved: SavedQuery) -> str:
    """Return the text of `saved` with its example values as a VALUES block."""
    if not saved.parameters:
        return saved.text
    terms = saved.bind(saved.examples())
    names = " ".join(f"?{variable.value}" for variable in terms)
    values = " ".join(str(term) for term in terms.values())
    head, where, rest = saved.text.partition("WHERE {")
    return f"{head}{where}\n  VALUES ({names}) {{ ({values}) }}{rest}"


def _page(text: str, *, status: int, **parts: Any) -> Response:
    view()  # the page's foot tells the release
    body = render_template("query.html", text=text, examples=examples(), **parts)
    response = Response(body, status, mimetype=negotiate.HTML)
    response.headers["Vary"] = "Accept, Accept-Language"
    return response


def _table(found: Answer) -> Result:
    if found.length > READ_BYTES:
        _close(found)
        return Result(too_long=True)
    answer = json.loads(_read(found, READ_BYTES))
    if "boolean" in answer:
        return Result(boolean=answer["boolean"])
    columns = tuple(answer["head"]["vars"])
    bindings = answer["results"]["bindings"]
    names = Names(view().facts, languages())
    rows = tuple(_row(names, columns, binding) for binding in bindings[:ROWS])
    return Result(columns, rows, len(bindings))


def _graph(found: Answer) -> Result:
    text = _read(found, SHOWN_BYTES).decode(errors="ignore")
    return Result(turtle=text, cut=found.length > SHOWN_BYTES)


def _row(
    names: Names, columns: Sequence[str], binding: dict[str, Any]
) -> tuple[Shown | None, ...]:
    return tuple(_cell(names, binding[c]) if c in binding else None for c in columns)


def _cell(names: Names, value: dict[str, Any]) -> Shown:
    if value["type"] == "uri":
        return names.show(NamedNode(value["value"]))
    if value["type"] == "bnode":
        return names.show(BlankNode(value["value"]))
    if value["type"] == "triple":
        return Shown(json.dumps(value["value"], ensure_ascii=False))
    language, datatype = value.get("xml:lang"), value.get("datatype")
    if language:
        return names.show(Literal(value["value"], language=language))
    typed = NamedNode(datatype) if datatype else None
    return names.show(Literal(value["value"], datatype=typed))


def _downloads(
    text: str, suffixes: Sequence[str], result: Result
) -> list[tuple[str, str]]:
    if result.boolean is not None:
        suffixes = ("json", "xml")
    links = [(suffix, addresses.sparql_path(text, suffix)) for suffix in suffixes]
    return [(suffix, href) for suffix, href in links if len(href) <= LONGEST_LINK]


def _read(found: Answer, limit: int) -> bytes:
    if isinstance(found.body, bytes):
        return found.body[:limit]
    with found.body as body:
        return body.read(limit)


def _close(found: Answer) -> None:
    if not isinstance(found.body, bytes):
        found.body.close()
