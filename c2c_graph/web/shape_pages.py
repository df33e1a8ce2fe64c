"""The shapes for people: each class as a table, and Turtle to start from."""

from collections.abc import Iterator
from typing import Final

from flask import Blueprint
from flask import Response
from flask import redirect
from pyoxigraph import NamedNode
from werkzeug.wrappers import Response as BaseResponse

from c2c_graph import errors
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.shape_reading import shape_tables
from c2c_graph.dereference.shape_tables import ShapeTables
from c2c_graph.dereference.shape_templates import Templates
from c2c_graph.dereference.shape_templates import name_of
from c2c_graph.dereference.terms import TermsDocument
from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.web import conditional
from c2c_graph.web import shape_words
from c2c_graph.web import templating
from c2c_graph.web import variants
from c2c_graph.web.context import view
from c2c_graph.web.naming import Names
from c2c_graph.web.shape_view import ShapeView
from c2c_graph.web.term_entry import Entries
from c2c_graph.web.term_entry import TermEntry
from c2c_graph.web.view import View

bp = Blueprint("shape_pages", __name__)

ADDRESS: Final = "/shapes"
TEMPLATES: Final = "/templates"
_TURTLE: Final = "ttl"


@bp.get(TEMPLATES)
def templates() -> BaseResponse:
    """Send to the page that lists the templates."""
    return redirect(ADDRESS, 303)


@bp.get(f"{TEMPLATES}/<name>.{_TURTLE}")
def template(name: str) -> Response:
    """Answer Turtle to start from, for the class whose shape is called `name`."""
    body = view().remember((TEMPLATES, name), lambda: _template(name))
    tag = conditional.content_tag(body, _TURTLE)
    response = conditional.not_modified(tag)
    if response is None:
        response = Response(body, content_type=variants.content_type(_TURTLE))
    return conditional.stamped(response, tag)


def template_addresses(view: View) -> list[str]:
    """Return the address of each template."""
    names = templates_of(view, shape_tables(view.shapes))
    return [f"{TEMPLATES}/{name}.{_TURTLE}" for name in names]


def _template(name: str) -> bytes:
    made = templates_of(view(), shape_tables(view().shapes))
    if name not in made:
        raise errors.UnknownIri(
            f"there is no template called {name}; {ADDRESS} lists them"
        )
    return made[name].encode()


def templates_of(view: View, tables: ShapeTables) -> dict[str, str]:
    """Return the template of each class that has one, by the name of its shape."""
    made = Templates(tables, view.prefixes, lambda iri: supers(view.facts, iri))
    known = made.names()
    return {
        name: made.text(table)
        for table in tables.tables
        if (name := name_of(table)) in known
    }


def supers(facts: Facts, iri: str) -> tuple[str, ...]:
    """Return the superclasses of `iri`, the nearest first."""
    found: dict[str, None] = {}
    waiting = [iri]
    while waiting:
        for node in facts.objects(NamedNode(waiting.pop(0)), SUBCLASS):
            if isinstance(node, NamedNode) and node.value not in found:
                found[node.value] = None
                waiting.append(node.value)
    return tuple(found)


def page(document: TermsDocument, view: View, names: Names) -> str:
    """Return the page of the shapes in `document`, in the language of `names`."""
    tables = shape_tables(document)
    by_class = {
        iri: supers(view.facts, iri) for table in tables.tables for iri in table.classes
    }
    shown = ShapeView(tables, names, view.prefixes, by_class)
    entries = Entries(names, document, view.prefixes)
    language = shape_words.language_of(names.languages)
    return templating.render(
        "shapes.html",
        language=language,
        w=shape_words.words(language),
        view=view,
        address=ADDRESS,
        about=entries.entry(document.iri),
        tables=shown.tables(templates_of(view, tables)),
        shared=shown.shared(),
        others=shown.others(),
        rules=shown.rules(),
        parts=list(_parts(document, tables, entries)),
    )


def _parts(
    document: TermsDocument, tables: ShapeTables, entries: Entries
) -> Iterator[TermEntry]:
    """Yield the terms that no table tells of: lists, queries, shapes inside shapes."""
    for _, terms in document.sections:
        for iri in terms:
            if iri not in tables.told:
                yield entries.entry(iri)
