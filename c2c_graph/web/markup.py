"""The HTML of terms and rows, which a page has by the hundred.

It is written here and not in a template, since a page of an entity is mostly this:
as macros it took three times as long as all else. Every text goes through `escape`.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from markupsafe import Markup
from markupsafe import escape

from c2c_graph.web.entity_page import Note
from c2c_graph.web.entity_page import Part
from c2c_graph.web.entity_page import Row
from c2c_graph.web.naming import Shown

_FORMATS: Final = (
    ("ttl", "Turtle"),
    ("jsonld", "JSON-LD"),
    ("nt", "N-Triples"),
    ("rdf", "RDF/XML"),
)


def value(shown: Shown, notes: bool = True) -> Markup:
    """Return a term as a link or a text, with the numbers of its sources if `notes`."""
    return Markup(_value(shown, notes))


def values(row: Row, notes: bool = True) -> Markup:
    """Return the values of `row`, several as a list."""
    return Markup(_values(row, notes))


def rows(rows: Iterable[Row], notes: bool = True) -> Markup:
    """Return `rows` as a list of properties with their values."""
    told = "".join(
        f"<div><dt>{row.name.html}</dt><dd>{_values(row, notes)}</dd></div>\n"
        for row in rows
    )
    return Markup(f'<dl class="rows">\n{told}</dl>\n')


def items(shown: Iterable[Shown]) -> Markup:
    """Return terms as the items of a list."""
    return Markup("".join(f"<li>{_value(one, True)}</li>\n" for one in shown))


def cells(part: Part, columns: Iterable[Shown]) -> Markup:
    """Return the cells of a table's line: what `part` says in each of `columns`."""
    found = {row.name.title: row for row in part.rows}
    return Markup("".join(_cell(found.get(c.title), c) for c in columns))


def listed(shown: Iterable[Shown], separator: str = ", ") -> Markup:
    """Return terms in a line of text."""
    return Markup(_listed(shown, separator))


def note(note: Note) -> Markup:
    """Return what a page says of a named graph as the source of facts."""
    told = note.graph.html
    if note.inferred:
        told += ", which follow from the others by the vocabulary"
    if note.sources:
        several = "s" if len(note.sources) > 1 or note.more else ""
        told += f". Source{several}: {_listed(note.sources, '; ')}"
        told += f" and {note.more} more" if note.more else ""
    if note.licenses:
        told += f". Licence: {_listed(note.licenses, ', ')}"
    if note.issued:
        told += f". Issued {escape(note.issued)}"
    number = note.number
    return Markup(f'<li id="source-{number}" value="{number}">{told}.</li>\n')


def formats(address: str) -> Markup:
    """Return the links to the document at `address` in the formats asked for most."""
    links = ",\n".join(
        f'<a href="{escape(address)}.{suffix}" rel="alternate">{name}</a>'
        for suffix, name in _FORMATS
    )
    return Markup(f'<p class="formats">This page as\n{links}\n</p>\n')


def _cell(row: Row | None, column: Shown) -> str:
    if row is None:
        return "<td></td>\n"
    return f'<td data-label="{escape(column.text)}">{_values(row, False)}</td>\n'


def _values(row: Row, notes: bool) -> str:
    if len(row.values) == 1 and not row.more:
        return _value(row.values[0], notes)
    items = "".join(f"<li>{_value(shown, notes)}</li>\n" for shown in row.values)
    more = f'<li class="quiet">and {row.more} more in the RDF</li>' if row.more else ""
    return f'<ul class="plain">\n{items}{more}\n</ul>'


def _listed(shown: Iterable[Shown], separator: str) -> str:
    return separator.join(_value(one, True) for one in shown)


def _value(shown: Shown, notes: bool) -> str:
    if not notes or not shown.sources:
        return shown.html
    return shown.html + _numbers(shown.sources)


@lru_cache(1_024)  # a page has few sources, and the same for most values
def _numbers(sources: tuple[int, ...]) -> str:
    return "".join(
        f'<sup class="note"><a href="#source-{number}" aria-label="source {number}">'
        f"{number}</a></sup>"
        for number in sources
    )
