"""Lists of things by kind, and search by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from math import ceil
from typing import Final

from flask import Blueprint
from flask import Response
from flask import redirect
from flask import render_template
from flask import request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph.dereference.index import Entry
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web.context import languages
from c2c_graph.web.context import view
from c2c_graph.web.kinds import PLURALS
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown

bp = Blueprint("browse", __name__)

PAGE: Final = 200
FOUND: Final = 50
LONGEST_SEARCH: Final = 100


@dataclass(frozen=True)
class Group:
    """Things of one group of a list."""

    name: str
    items: tuple[Shown, ...]


@bp.get("/doc")
def kinds() -> Response:
    """Answer the page that lists the kinds of thing with their numbers."""
    return _page("kinds.html", counted=counted())


@bp.get("/def")
def schemes() -> BaseResponse:
    """Lead to the list of the code lists, each of which is a tree on its page."""
    return redirect("/doc/def", 303)


@bp.get("/doc/<kind>")
def listing(kind: str) -> Response:
    """Answer one page of the list of `kind`."""
    index = view().index
    total = index.counts.get(kind, 0)
    pages = ceil(total / PAGE)
    number = request.args.get("page", 1, type=int)
    if not 1 <= number <= pages:
        raise NotFound
    shown = index.page(kind, (number - 1) * PAGE, PAGE)
    return _page(
        "list.html",
        kind=kind,
        title=PLURALS.get(kind, kind),
        groups=_groups(shown),
        total=total,
        first=(number - 1) * PAGE + 1,
        last=(number - 1) * PAGE + len(shown),
        number=number,
        pages=pages,
    )


@bp.get("/search")
def search() -> Response:
    """Answer the things whose name holds what is looked for."""
    text = request.args.get("q", "")[:LONGEST_SEARCH]
    names = Names(view().facts, languages())
    hits = [
        (PLURALS.get(kind, kind), names.show(node))
        for kind, node in view().index.search(text, FOUND)
    ]
    return _page("search.html", q=text, hits=hits, limit=FOUND)


def counted() -> list[tuple[str, str, int]]:
    """Return (kind, its plural, how many) for each kind that there is."""
    counts = view().index.counts
    return [
        (kind, plural, counts[kind])
        for kind, plural in PLURALS.items()
        if kind in counts
    ]


def _groups(entries: Iterable[Entry]) -> list[Group]:
    names = Names(view().facts, languages())
    return [
        Group(name, tuple(names.show(entry.node) for entry in group))
        for name, group in groupby(entries, key=lambda entry: entry.group)
    ]


def _page(template: str, **parts: object) -> Response:
    tag = conditional.etag(view().token, "html", *languages())
    response = conditional.not_modified(tag)
    if response is None:
        body = render_template(template, **parts)
        response = Response(body, mimetype=negotiate.HTML)
    return conditional.stamped(response, tag)
