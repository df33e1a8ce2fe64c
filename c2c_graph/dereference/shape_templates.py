"""Turtle to start from: the least of a class that conforms, placeholders in it.

Made from the tables of shapes. What an entry has to point to stands below it as an
entry of its own, to be left out where it is published already.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.shape_placeholders import english
from c2c_graph.dereference.shape_placeholders import placeholder
from c2c_graph.dereference.shape_placeholders import values as values_of
from c2c_graph.dereference.shape_tables import PropertyRow
from c2c_graph.dereference.shape_tables import ShapeTables
from c2c_graph.dereference.shape_tables import Table
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.rdf.prefixes import used_prefixes
from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import VOID
from c2c_graph.rdf.terms import XSD

_GRAPH: Final = VOID + "Dataset"
_ESSENTIAL: Final = "essential"
_FULL: Final = "full"
# from the lowest on, which is empty: what it lacks is refused
_ORDER: Final = ("", _ESSENTIAL, _FULL)
# what rules across properties ask for, and at which level
_ALSO: Final[Mapping[str, Mapping[str, str]]] = {
    words.C2C + "Baseline": {words.C2C + "referenceYear": ""},
    words.C2C + "Observation": {
        words.SCHEMA + "observationDate": "",
        words.SCHEMA + "unitCode": "",
    },
    words.C2C + "Publication": {words.DCTERMS + "publisher": _FULL},
    _GRAPH: {words.DCTERMS + "publisher": _ESSENTIAL},
}
_LEVELS: Final = {"Warning": _ESSENTIAL, "Info": _FULL}
# datatypes of what Turtle writes without quotes (§2.5.2, §2.5.3)
_BARE: Final = {XSD + "integer", XSD + "decimal", XSD + "boolean"}
# entries that entries point to, and so on; nothing of ours goes deeper
_MOST: Final = 12
_OTHERS: Final = (
    "# What it points to. Of what is published already, write the IRI above and\n"
    "# leave the entry out.\n"
)
_COMMENT: Final = "# "


@dataclass(frozen=True)
class _Line:
    """A property of an entry in a template: what it is, and its values.

    It is a comment alone where only the `level` named asks for it, one above that
    of the entry that it is in.
    """

    told: str
    predicate: NamedNode
    values: tuple[Term, ...]
    level: str = ""


@dataclass(frozen=True)
class _Entry:
    """An entry of a template; a comment alone where only `level` leads to it."""

    subject: NamedNode
    table: Table
    lines: tuple[_Line, ...]
    level: str = ""

    def told(self) -> Iterator[Triple]:
        """Yield the statements, those in comments too."""
        yield Triple(self.subject, words.TYPE, NamedNode(self.table.classes[0]))
        for line in self.lines:
            for value in line.values:
                yield Triple(self.subject, line.predicate, value)

    def leads_to(self) -> Iterator[tuple[Term, str]]:
        """Yield each value with the level at which it is there."""
        for line in self.lines:
            level = max(line.level, self.level, key=_ORDER.index)
            yield from ((value, level) for value in line.values)


@dataclass(frozen=True)
class Templates:
    """Makes templates from `tables`; `supers` tells the superclasses of a class."""

    tables: ShapeTables
    prefixes: Mapping[str, str]
    supers: Callable[[str], Iterable[str]]

    def names(self) -> tuple[str, ...]:
        """Return the names of the shapes that there is a template for."""
        return tuple(name_of(t) for t in self.tables.tables if _has_template(t))

    def text(self, table: Table) -> str:
        """Return the template for the class of `table` as a Turtle document."""
        first, *others = self._entries(table)
        triples = [t for entry in (first, *others) for t in entry.told()]
        used = used_prefixes(triples, self.prefixes)
        used.pop("rdf", None)  # written `a`
        head = [f"@prefix {name}: <{used[name]}> .\n" for name in sorted(used)]
        parts = [_intro(table), "".join(head), self._written(first)]
        if others:
            parts.append(_OTHERS)
            parts += [self._written(entry) for entry in others]
        return "\n".join(parts)

    def _entries(self, table: Table) -> list[_Entry]:
        """Return an entry of `table`, and one of each class that it leads to.

        What a lower level leads to comes first. Whatever is handed in is a graph,
        which level essential asks to be described.
        """
        waiting = [(NamedNode(placeholder(table.classes[0])), table, "")]
        graph = NamedNode(placeholder(_GRAPH))
        if (home := self._table_of(graph)) is not None:
            waiting.append((graph, home, _ESSENTIAL))
        found: dict[NamedNode, _Entry] = {}
        while waiting and len(found) < _MOST:
            subject, one, level = waiting.pop(0)
            if subject in found:
                continue
            entry = _Entry(subject, one, tuple(self._lines(one)), level)
            found[subject] = entry
            for value, at in entry.leads_to():
                other = self._table_of(value)
                if isinstance(value, NamedNode) and other is not None:
                    waiting.append((value, other, at))
            waiting.sort(key=lambda next: _ORDER.index(next[2]))
        return list(found.values())

    def _table_of(self, value: Term) -> Table | None:
        """Return the table of the entry that the placeholder `value` stands for."""
        if not isinstance(value, NamedNode) or "/your-" not in value.value:
            return None
        by_class = {iri: table for table in self.tables.tables for iri in table.classes}
        fitting = (t for i, t in by_class.items() if placeholder(i) == value.value)
        return next(fitting, None)

    def _lines(self, table: Table) -> Iterator[_Line]:
        by_level: dict[str | None, dict[NamedNode, list[PropertyRow]]] = {}
        for row in self._rows(table):
            level = _level(row, table)
            predicate = NamedNode(row.path[0].property)
            by_level.setdefault(level, {}).setdefault(predicate, []).append(row)
        required = by_level.get("", {})
        for level in _ORDER:
            for predicate, rows in by_level.get(level, {}).items():
                found = (values_of(row, table, self.prefixes) for row in rows)
                values = next(filter(None, found), ())
                if values and (not level or predicate not in required):
                    yield _Line(_told(rows[0]), predicate, values, level)

    def _rows(self, table: Table) -> Iterator[PropertyRow]:
        """Yield what is asked of an entry, also as one of a superclass."""
        classes = {*table.classes, *self.supers(table.classes[0])}
        for one in sorted(self.tables.tables, key=lambda t: t is not table):
            if classes & set(one.classes):
                for row in one.rows:
                    asked = _level(row, table) is not None
                    if asked and len(row.path) == 1 and not row.path[0].inverse:
                        yield row

    def _written(self, entry: _Entry) -> str:
        """Return the text of `entry`, all of it a comment where it has a level."""
        kind = NamedNode(entry.table.classes[0])
        lines = [self._name(entry.subject), f"    a {self._name(kind)} ;"]
        for line in entry.lines:
            values = " , ".join(self._name(value) for value in line.values)
            above = _ORDER.index(line.level) > _ORDER.index(entry.level)
            asked = f"Level {line.level} asks for: " if above else ""
            mark = _COMMENT if above else ""
            lines.append(f"    {_COMMENT}{asked}{line.told}")
            lines.append(f"    {mark}{self._name(line.predicate)} {values} ;")
        lines.append(".")
        if entry.level:
            lines = [_COMMENT + line for line in lines]
            lines.insert(0, f"# Level {entry.level} asks for: {_entry_told(entry)}")
        return "\n".join([*lines, ""])

    def _name(self, term: Term) -> str:
        if isinstance(term, NamedNode):
            return shorten(term.value, self.prefixes)
        if not isinstance(term, Literal) or term.language or term.datatype == STRING:
            return str(term)
        if term.datatype.value in _BARE:
            return term.value
        kind = shorten(term.datatype.value, self.prefixes)
        return f"{Literal(term.value)}^^{kind}"


def name_of(table: Table) -> str:
    """Return the name of the template of `table`: that of its shape, `City`."""
    return table.shape.iri.partition("#")[2]


def _level(row: PropertyRow, table: Table) -> str | None:
    """Return the level above basic that asks for a value of `row`, None for none.

    It is empty where an entry without it is refused.
    """
    if row.required:
        return ""
    also = _ALSO.get(table.classes[0], {}).get(row.path[0].property)
    if also is not None:
        return also
    asking = {check.severity for check in row.checks if check.least}
    found = (level for severity, level in _LEVELS.items() if severity in asking)
    return next(found, None)


def _has_template(table: Table) -> bool:
    return bool(table.classes) and bool(placeholder(table.classes[0]))


def _entry_told(entry: _Entry) -> str:
    """Return why `entry` is there, which a level above basic asks for."""
    if entry.table.classes[0] == _GRAPH:
        return "A description of what you hand in: who shares it, under which licence."
    return "What a line of this level points to."


def _told(row: PropertyRow) -> str:
    """Return the name of the property, what it tells, and where to choose a value."""
    check = next((check for check in row.checks if check.required), row.checks[0])
    name, told = english(check.names), english(check.descriptions)
    schemes = (
        f"Choose from {scheme.value}"
        for one in row.checks
        for demand in one.demands
        if demand.name == "scheme"
        for scheme in demand.terms
        if isinstance(scheme, NamedNode)
    )
    told = next(schemes, told).rstrip(".")
    return ": ".join(filter(None, [name[:1].upper() + name[1:], told])) + "."


def _intro(table: Table) -> str:
    name = english(table.shape.names) or name_of(table)
    return (
        f"# {name[:1].upper()}{name[1:]}: the least that conforms at level basic.\n"
        '# Replace each your-…, each "Your …", and codes, dates and figures:\n'
        "# these are examples of how to write them. A line or a whole entry that only\n"
        "# a higher level asks for is a comment: take away its first # to reach it.\n"
    )
