"""The HTML of terms and rows, which a page has by the hundred.

It is written here and not in a template, since a page of an entity is mostly this:
as macros it took three times as long as all else. Every text goes through `escape`.
"""

from collections.abc import Iterable
from typing import Protocol

from markupsafe import Markup

from c2c_graph.web.naming import Shown


class Row(Protocol):
    """A property with its values; `more` says how many are not shown."""

    @property
    def name(self) -> Shown: ...
    @property
    def values(self) -> tuple[Shown, ...]: ...
    @property
    def more(self) -> int: ...


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


def _values(row: Row, notes: bool) -> str:
    if len(row.values) == 1 and not row.more:
        return _value(row.values[0], notes)
    items = "".join(f"<li>{_value(shown, notes)}</li>\n" for shown in row.values)
    more = f'<li class="quiet">and {row.more} more in the RDF</li>' if row.more else ""
    return f'<ul class="plain">\n{items}{more}\n</ul>'


def _value(shown: Shown, notes: bool) -> str:
    if not notes or not shown.sources:
        return shown.html
    return shown.html + "".join(map(_note, shown.sources))


def _note(number: int) -> str:
    return (
        f'<sup class="note"><a href="#source-{number}" aria-label="source {number}">'
        f"{number}</a></sup>"
    )
