"""Read shapes as tables from the triples of a release, whoever wrote them.

Property shapes that a node shape names, those with targets of their own, shapes that
several classes share, and node shapes whose rules look across properties.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Iterator
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Term
from c2c_graph.dereference.shape_demands import ShapeGraph
from c2c_graph.dereference.shape_demands import sh
from c2c_graph.dereference.shape_tables import TARGET_CLASS
from c2c_graph.dereference.shape_tables import TARGETS
from c2c_graph.dereference.shape_tables import VIOLATION
from c2c_graph.dereference.shape_tables import Check
from c2c_graph.dereference.shape_tables import PropertyRow
from c2c_graph.dereference.shape_tables import ShapeTables
from c2c_graph.dereference.shape_tables import Shared
from c2c_graph.dereference.shape_tables import Step
from c2c_graph.dereference.shape_tables import Table
from c2c_graph.dereference.terms import TermsDocument

RULE: Final = NamedNode(namespaces.SHAPES + "Rule")
EXAMPLE: Final = NamedNode(words.SKOS + "example")
_LAST: Final = 1_000_000.0
_NAMED: Final = (sh("name"), words.LABEL, NamedNode(words.SKOS + "prefLabel"))
_TOLD: Final = (
    sh("description"),
    NamedNode(words.RDFS + "comment"),
    NamedNode(words.SKOS + "definition"),
)


def shape_tables(document: TermsDocument) -> ShapeTables:
    """Return the shapes in `document` as tables, in alphabetical order of shapes."""
    return _Reader(ShapeGraph(document.by_subject)).read()


class _Reader:
    """Reads tables from a graph of shapes."""

    def __init__(self, graph: ShapeGraph) -> None:
        self._graph = graph
        self._targeted = {
            shape: targets for shape in graph.by_subject if (targets := self._at(shape))
        }

    def read(self) -> ShapeTables:
        forms = [shape for shape in self._targeted if self._is_form(shape)]
        tables = tuple(self._table(form) for form in sorted(forms, key=str.casefold))
        held = {check.iri for table in tables for check in table.checks}
        others = tuple(
            (self._check(shape), self._targeted[shape])
            for shape in sorted(self._targeted.keys() - held, key=str.casefold)
        )
        rules = tuple(map(self._check, self._of_type(RULE)))
        groups = {
            iri: self._graph.texts(iri, words.LABEL)
            for iri in self._of_type(sh("PropertyGroup"))
        }
        return ShapeTables(tables, tuple(_shared(tables)), others, groups, rules)

    def _at(self, shape: str) -> tuple[tuple[str, str], ...]:
        return tuple(
            (kind, iri) for kind in TARGETS for iri in self._graph.iris(shape, sh(kind))
        )

    def _is_form(self, shape: str) -> bool:
        if self._graph.value(shape, sh("path")) is not None:
            return False
        by_class = TARGET_CLASS in dict(self._targeted[shape])
        labelled = by_class and self._graph.value(shape, words.LABEL) is not None
        return labelled or bool(self._graph.values(shape, sh("property")))

    def _table(self, form: str) -> Table:
        targets = self._targeted[form]
        rows = self._rows({*self._graph.iris(form, sh("property")), *self._parts(form)})
        paths = {row.path[0].property for row in rows if len(row.path) == 1}
        return Table(self._check(form), targets, rows, self._rules(form, paths))

    def _parts(self, form: str) -> Iterator[str]:
        """Yield the property shapes that have the targets of `form` themselves."""
        for shape, targets in self._targeted.items():
            is_part = self._graph.value(shape, sh("path")) is not None
            if is_part and not set(targets).isdisjoint(self._targeted[form]):
                yield shape

    def _rules(self, form: str, paths: Collection[str]) -> tuple[Check, ...]:
        """Return the rules about what `form` is about, or about a property of it."""
        about = {*self._targeted[form], *(("targetSubjectsOf", p) for p in paths)}
        rules = (
            shape
            for shape, targets in self._targeted.items()
            if not about.isdisjoint(targets)
            and not self._is_form(shape)
            and self._graph.value(shape, sh("path")) is None
        )
        return tuple(self._check(rule) for rule in sorted(rules, key=str.casefold))

    def _rows(self, parts: Iterable[str]) -> tuple[PropertyRow, ...]:
        by_path: dict[tuple[Step, ...], list[str]] = {}
        for part in sorted(parts, key=lambda part: (self._order(part), part)):
            by_path.setdefault(self._path(part), []).append(part)
        rows = [self._row(path, shapes) for path, shapes in by_path.items() if path]
        return tuple(sorted(rows, key=self._place))

    def _row(self, path: tuple[Step, ...], shapes: list[str]) -> PropertyRow:
        groups = [g for s in shapes for g in self._graph.iris(s, sh("group"))]
        checks = tuple(self._check(shape) for shape in shapes)
        order = min(self._order(shape) for shape in shapes)
        return PropertyRow(path, groups[0] if groups else "", order, checks)

    def _place(self, row: PropertyRow) -> tuple[float, float, str]:
        group = self._order(row.group) if row.group else _LAST
        return (group, row.order, row.path[0].property)

    def _order(self, shape: str) -> float:
        stated = _number(self._graph.value(shape, sh("order")))
        return _LAST if stated is None else stated

    def _path(self, shape: str) -> tuple[Step, ...]:
        """Return the path as steps; empty where it is more than a sequence."""
        node = self._graph.value(shape, sh("path"))
        members = self._graph.members(node) if node is not None else ()
        steps = [self._step(member) for member in members or (node,)]
        return tuple(step for step in steps if step is not None)

    def _step(self, node: Term | None) -> Step | None:
        if not isinstance(node, NamedNode):
            return None
        inverse = self._graph.iris(node.value, sh("inversePath"))
        return Step(inverse[0], inverse=True) if inverse else Step(node.value)

    def _check(self, shape: str) -> Check:
        graph = self._graph
        severity = next(iter(graph.iris(shape, sh("severity"))), VIOLATION)
        return Check(
            iri=shape,
            severity=severity.removeprefix(words.SHACL),
            names=self._first_of(shape, _NAMED),
            descriptions=self._first_of(shape, _TOLD),
            messages=graph.texts(shape, sh("message")) or self._query_messages(shape),
            demands=graph.demands(shape),
            examples=graph.texts(shape, EXAMPLE),
            least=_count(graph.value(shape, sh("minCount"))),
            most=_count(graph.value(shape, sh("maxCount"))),
            closed=str(getattr(graph.value(shape, sh("closed")), "value", ""))
            == "true",
            queries=graph.iris(shape, sh("sparql")),
        )

    def _first_of(
        self, shape: str, predicates: Iterable[NamedNode]
    ) -> tuple[Literal, ...]:
        found = (self._graph.texts(shape, predicate) for predicate in predicates)
        return next(filter(None, found), ())

    def _query_messages(self, shape: str) -> tuple[Literal, ...]:
        queries = self._graph.iris(shape, sh("sparql"))
        return tuple(
            text
            for query in queries
            for text in self._graph.texts(query, sh("message"))
        )

    def _of_type(self, kind: NamedNode) -> list[str]:
        types = ((i, self._graph.values(i, words.TYPE)) for i in self._graph.by_subject)
        return [iri for iri, found in types if kind in found]


def _shared(tables: tuple[Table, ...]) -> Iterator[Shared]:
    """Yield the checks that more than one of `tables` has, by name."""
    owners: dict[str, dict[Table, None]] = {}
    found: dict[str, tuple[Check, tuple[Step, ...]]] = {}
    for table in tables:
        rows = [(check, row.path) for row in table.rows for check in row.checks]
        for check, path in [*rows, *((rule, ()) for rule in table.rules)]:
            owners.setdefault(check.iri, {})[table] = None
            found[check.iri] = (check, path)
    for iri in sorted(owners, key=str.casefold):
        if len(owners[iri]) > 1:
            yield Shared(*found[iri], tuple(owners[iri]))


def _count(term: Term | None) -> int | None:
    number = _number(term)
    return None if number is None else int(number)


def _number(term: Term | None) -> float | None:
    try:
        return float(str(getattr(term, "value", "")))
    except ValueError:
        return None
