"""What a page shows of the answer to a query: a table, a word, or Turtle."""

import json
from collections.abc import Callable
from collections.abc import Collection
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Any
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.query.engine import Answer
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown

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


@dataclass(frozen=True)
class Result:
    """What the page shows of an answer; `total` is how many rows it has.

    `left_out` are columns of the answer that the page does not repeat.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Shown | None, ...], ...] = ()
    total: int = 0
    boolean: bool | None = None
    turtle: str = ""
    cut: bool = False
    too_long: bool = False
    left_out: tuple[str, ...] = ()


def result_of(found: Answer) -> Result:
    """Return what the page shows of `found`, whose body is read and closed."""
    return _graph(found) if found.media_type == TURTLE else _table(found)


def without(result: Result, columns: Collection[str]) -> Result:
    """Return `result` without those of `columns` that hold one value in every row.

    For a page that tells these values already; one column stays in any case.
    """
    left_out = [
        place
        for place, column in enumerate(result.columns)
        if column in columns and len({row[place] for row in result.rows}) == 1
    ]
    if len(left_out) == len(result.columns):
        return result
    kept = [n for n in range(len(result.columns)) if n not in left_out]
    return replace(
        result,
        columns=tuple(result.columns[n] for n in kept),
        rows=tuple(tuple(row[n] for n in kept) for row in result.rows),
        left_out=tuple(result.columns[n] for n in left_out),
    )


def downloads(
    found: Answer, result: Result, address: Callable[[str], str]
) -> list[tuple[str, str]]:
    """Return the formats of the whole answer with their addresses.

    `address` gives that of a format, by its suffix.
    """
    suffixes: tuple[str, ...]
    suffixes = GRAPH_DOWNLOADS if found.media_type == TURTLE else DOWNLOADS
    if result.boolean is not None:
        suffixes = ("json", "xml")
    links = [(suffix, address(suffix)) for suffix in suffixes]
    return [(suffix, href) for suffix, href in links if len(href) <= LONGEST_LINK]


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


def _read(found: Answer, limit: int) -> bytes:
    if isinstance(found.body, bytes):
        return found.body[:limit]
    with found.body as body:
        return body.read(limit)


def _close(found: Answer) -> None:
    if not isinstance(found.body, bytes):
        found.body.close()
