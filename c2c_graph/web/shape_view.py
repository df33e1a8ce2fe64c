"""The tables of shapes as their page shows them: names, links, anchors, languages."""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from itertools import groupby
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.names import best
from c2c_graph.dereference.names import short
from c2c_graph.dereference.shape_examples import examples
from c2c_graph.dereference.shape_tables import VIOLATION
from c2c_graph.dereference.shape_tables import Check
from c2c_graph.dereference.shape_tables import PropertyRow
from c2c_graph.dereference.shape_tables import ShapeTables
from c2c_graph.dereference.shape_tables import Step
from c2c_graph.dereference.shape_tables import Table
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.web import shape_wording
from c2c_graph.web.kind_words import said
from c2c_graph.web.naming import Names
from c2c_graph.web.naming import Shown
from c2c_graph.web.shape_wording import LEVEL_OF
from c2c_graph.web.shape_wording import Phrase
from c2c_graph.web.shape_words import language_of

NOTHING: Final = Shown("")
# what a message of a rule leaves for values, in shapes and in rules of ours
_FILLED: Final = re.compile(r"\{[?$]?[A-Za-z_]\w*\}")
_TARGETED: Final = {
    "targetClass": "every",
    "targetSubjectsOf": "whatever has",
    "targetObjectsOf": "whatever is the value of",
    "targetNode": "",
}


@dataclass(frozen=True)
class ShownCheck:
    """A shape on the page; `anchor` is empty where another place has it."""

    name: str
    anchor: str
    severity: str
    level: str
    title: Shown
    told: Shown
    message: Shown
    queries: tuple[str, ...]


@dataclass(frozen=True)
class ShownPhrase:
    """Words, terms between them, code, and words inside of words."""

    before: str
    terms: tuple[Shown, ...]
    code: str
    inner: tuple[tuple["ShownPhrase", ...], ...]
    joined: str


@dataclass(frozen=True)
class ShownRow:
    """What is asked of one property."""

    title: Shown
    steps: tuple[tuple[Shown, bool], ...]
    told: Shown
    count: str
    asked: tuple[str, ...]
    kinds: tuple[ShownPhrase, ...]
    examples: tuple[str, ...]
    checks: tuple[ShownCheck, ...]


@dataclass(frozen=True)
class ShownTable:
    """A class with its groups of rows and its rules; `supers` are tables it is in."""

    shape: ShownCheck
    targets: tuple[tuple[str, Shown], ...]
    closed: bool
    supers: tuple[tuple[str, Shown], ...]
    groups: tuple[tuple[Shown, tuple[ShownRow, ...]], ...]
    rules: tuple[ShownCheck, ...]
    template: str = ""


@dataclass(frozen=True)
class ShownShared:
    """A shape that several tables have, with their anchors and titles."""

    check: ShownCheck
    steps: tuple[tuple[Shown, bool], ...]
    tables: tuple[tuple[str, Shown], ...]


class ShapeView:
    """Shows `tables` to a reader whose names `names` are; links to `supers` too."""

    def __init__(
        self,
        tables: ShapeTables,
        names: Names,
        prefixes: Mapping[str, str],
        supers: Mapping[str, Sequence[str]],
    ) -> None:
        self._tables = tables
        self._names = names
        self._prefixes = prefixes
        self._supers = supers
        self._language = language_of(names.languages)
        self._shared = {shared.check.iri for shared in tables.shared}
        self._homes = {iri: t for t in reversed(tables.tables) for iri in t.classes}

    def tables(self, templates: Mapping[str, str]) -> tuple[ShownTable, ...]:
        """Return the tables, each with its template where `templates` has one."""
        return tuple(
            replace(shown, template=templates.get(shown.shape.name, ""))
            for shown in map(self._table, self._tables.tables)
        )

    def shared(self) -> tuple[ShownShared, ...]:
        """Return the shapes that several tables share; here they have their anchor."""
        return tuple(
            ShownShared(
                self._check(shared.check, anchored=True),
                self._steps(shared.path),
                tuple(map(self._link, shared.tables)),
            )
            for shared in self._tables.shared
        )

    def others(self) -> tuple[tuple[ShownCheck, tuple[tuple[str, Shown], ...]], ...]:
        """Return rules of no table, each with what it is about."""
        return tuple(
            (self._check(check, anchored=True), self._targets(targets))
            for check, targets in self._tables.others
        )

    def rules(self) -> tuple[ShownCheck, ...]:
        """Return the rules that are not SHACL."""
        return tuple(self._check(rule, anchored=True) for rule in self._tables.rules)

    def text(self, texts: Iterable[Literal]) -> Shown:
        """Return the one of `texts` in the reader's language, with that language."""
        found = best(tuple(texts), self._names.languages)
        if found is None:
            return NOTHING
        text = found.value[:1].upper() + found.value[1:]
        return Shown(text, language=found.language or "")

    def _table(self, table: Table) -> ShownTable:
        supers = (
            self._homes[iri]
            for one in table.classes
            for iri in self._supers.get(one, ())
            if iri in self._homes
        )
        return ShownTable(
            shape=self._check(table.shape, anchored=True),
            targets=self._targets(table.targets),
            closed=table.shape.closed,
            supers=tuple(map(self._link, dict.fromkeys(supers))),
            groups=tuple(self._groups(table)),
            rules=tuple(self._check(rule) for rule in table.rules),
        )

    def _groups(self, table: Table) -> Iterator[tuple[Shown, tuple[ShownRow, ...]]]:
        for group, rows in groupby(table.rows, key=lambda row: row.group):
            title = self.text(self._tables.groups.get(group, ()))
            yield title, tuple(map(self._row, rows))

    def _row(self, row: PropertyRow) -> ShownRow:
        first = row.checks[0]
        asked = [check for check in row.checks if check.severity == VIOLATION]
        demands = (d for check in asked or row.checks for d in check.demands)
        return ShownRow(
            title=self.text(first.names),
            steps=self._steps(row.path),
            told=self.text(first.descriptions),
            count=shape_wording.count(*row.bounds),
            asked=tuple(_asked(row)),
            kinds=tuple(map(self._phrase, shape_wording.phrases(demands))),
            examples=examples(row, self._prefixes),
            checks=tuple(self._check(check) for check in row.checks),
        )

    def _steps(self, path: Sequence[Step]) -> tuple[tuple[Shown, bool], ...]:
        return tuple((self._named(step.property), step.inverse) for step in path)

    def _check(self, check: Check, anchored: bool = False) -> ShownCheck:
        name = short(check.iri)
        here = anchored or check.iri not in self._shared
        return ShownCheck(
            name=name,
            anchor=name if here else "",
            severity=check.severity.lower(),
            level=LEVEL_OF.get(check.severity, ""),
            title=self.text(check.names) if check.names else Shown(name),
            told=self.text(check.descriptions),
            message=_unfilled(self.text(check.messages)),
            queries=tuple(map(short, check.queries)),
        )

    def _phrase(self, phrase: Phrase) -> ShownPhrase:
        return ShownPhrase(
            said(phrase.before, self._language),
            tuple(map(self._term, phrase.terms)),
            self._code(phrase.code),
            tuple(tuple(map(self._phrase, part)) for part in phrase.inner),
            said(phrase.joined, self._language),
        )

    def _code(self, code: str) -> str:
        name = shorten(code, self._prefixes)
        return code if name.startswith("<") else name

    def _targets(
        self, targets: Iterable[tuple[str, str]]
    ) -> tuple[tuple[str, Shown], ...]:
        return tuple((_TARGETED[kind], self._named(iri)) for kind, iri in targets)

    def _named(self, iri: str) -> Shown:
        """Return a class or property by its prefixed name, as Turtle writes it."""
        shown = self._names.show(NamedNode(iri))
        return replace(shown, text=self._code(iri), language="")

    def _term(self, term: Term) -> Shown:
        shown = self._names.show(term)
        if isinstance(term, NamedNode) and term.value in self._homes:
            anchor, title = self._link(self._homes[term.value])
            return replace(title, href=f"#{anchor}", title=term.value)
        if shown.title and shown.text == shown.title:
            return replace(shown, text=self._code(shown.title))
        return shown

    def _link(self, table: Table) -> tuple[str, Shown]:
        return short(table.shape.iri), self.text(table.shape.names)


def _unfilled(message: Shown) -> Shown:
    """Return `message` with a gap where it will show a value (SHACL §5.3.2)."""
    return replace(message, text=_FILLED.sub("…", message.text))


def _asked(row: PropertyRow) -> Iterator[str]:
    """Yield the levels above basic that ask for a value."""
    asking = {check.severity for check in row.checks if check.least}
    if not row.required:
        levels = (level for severity, level in LEVEL_OF.items() if severity in asking)
        yield from (level for level in levels if level != LEVEL_OF[VIOLATION])
