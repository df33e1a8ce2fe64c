"""Shapes as tables that a partner can follow: a class, its properties, the rules."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal

from c2c_graph.dereference.shape_demands import Demand

VIOLATION: Final = "Violation"
TARGET_CLASS: Final = "targetClass"
TARGETS: Final = (TARGET_CLASS, "targetSubjectsOf", "targetObjectsOf", "targetNode")
# without a value these are not met either (SHACL §4.5.3, §4.8.2)
_IMPLY_ONE: Final = {"hasValue", "qualified"}


@dataclass(frozen=True)
class Check:
    """One shape as people read it; texts in every language that it has them in.

    `severity` is the local name of what SHACL calls it; `least` and `most` bound
    how many values there are, None where it does not say.
    """

    iri: str
    severity: str
    names: tuple[Literal, ...]
    descriptions: tuple[Literal, ...]
    messages: tuple[Literal, ...]
    demands: tuple[Demand, ...]
    examples: tuple[Literal, ...]
    least: int | None = None
    most: int | None = None
    closed: bool = False
    queries: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Return whether what has no value is refused."""
        asked = {demand.name for demand in self.demands}
        at_least = self.least or not asked.isdisjoint(_IMPLY_ONE)
        return self.severity == VIOLATION and bool(at_least)


@dataclass(frozen=True)
class Step:
    """One step of a path: a property, or its inverse."""

    property: str
    inverse: bool = False


@dataclass(frozen=True)
class PropertyRow:
    """What is asked of one property (or path) of a class, by one or more shapes."""

    path: tuple[Step, ...]
    group: str
    order: float
    checks: tuple[Check, ...]

    @property
    def required(self) -> bool:
        """Return whether an entry without it is refused."""
        return any(check.required for check in self.checks)

    @property
    def bounds(self) -> tuple[int, int | None]:
        """Return how many values there are at least and at most, or else refused."""
        kept = [check for check in self.checks if check.severity == VIOLATION]
        most = [check.most for check in kept if check.most is not None]
        least = max((check.least or 0 for check in kept), default=0)
        return max(least, int(self.required)), min(most, default=None)


@dataclass(frozen=True)
class Table:
    """A class as a form: its shape, rows of properties, and rules across them.

    `targets` are pairs of a parameter such as `targetClass` and an IRI.
    """

    shape: Check
    targets: tuple[tuple[str, str], ...]
    rows: tuple[PropertyRow, ...]
    rules: tuple[Check, ...]

    @property
    def classes(self) -> tuple[str, ...]:
        """Return the classes that it is about."""
        return tuple(iri for kind, iri in self.targets if kind == TARGET_CLASS)

    @property
    def checks(self) -> Iterator[Check]:
        """Yield the shape itself, its rules, and the checks of all rows."""
        yield self.shape
        yield from self.rules
        for row in self.rows:
            yield from row.checks


@dataclass(frozen=True)
class Shared:
    """A shape that more than one table has: its path, empty for a rule."""

    check: Check
    path: tuple[Step, ...]
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class ShapeTables:
    """All tables, the shapes that several of them share, and rules of no table.

    `rules` are those that are described but are no shapes.
    """

    tables: tuple[Table, ...]
    shared: tuple[Shared, ...]
    others: tuple[tuple[Check, tuple[tuple[str, str], ...]], ...]
    groups: dict[str, tuple[Literal, ...]]
    rules: tuple[Check, ...] = ()

    @property
    def told(self) -> frozenset[str]:
        """Return the shapes that the tables tell of."""
        checks = [check for table in self.tables for check in table.checks]
        checks += [*self.rules, *(check for check, _ in self.others)]
        return frozenset(check.iri for check in checks)
