"""What checking found: findings in a fixed order, and whether the data conforms."""

from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum
from typing import Final


class Severity(StrEnum):
    """How much a finding weighs: refused, asked about, or only advised."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def plural(self) -> str:
        """Return the name of several such findings."""
        return {"info": "pieces of advice"}.get(self.value, f"{self.value}s")


class Level(StrEnum):
    """How much of a report a profile asks to be clean."""

    BASIC = "basic"
    ESSENTIAL = "essential"
    FULL = "full"

    def asks_about(self, severity: Severity) -> bool:
        """Return whether a finding of `severity` keeps data from this level."""
        return list(Severity).index(severity) <= list(Level).index(self)


LANGUAGES: Final = ("en", "fr", "es")
_WEIGHT: Final = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or odd, where it stands, and how to repair it.

    `rule` is the IRI of a shape, or the plain id of a rule that is not SHACL.
    `source` is a file of the dataset, empty where none can be named; `line` and
    `column` count from 1 and are 0 where the place is not known, and so does the end,
    the column after the last character. `text` is the line itself. `value` is the
    RDF term found, in N-Triples. `repair` is what to write instead, in Turtle, where
    that is known, and `near` the IRI that looks most like the one found. `published`
    tells that the focus node is not described by what was handed in. `component` is
    the local name of the kind of constraint that failed (SHACL §4), empty for a rule
    that is not SHACL.
    """

    severity: Severity
    rule: str
    message: str
    source: str = ""
    line: int = 0
    column: int = 0
    focus: str = ""
    path: str = ""
    value: str = ""
    end_line: int = 0
    end_column: int = 0
    text: str = ""
    repair: str = ""
    near: str = ""
    published: bool = False
    component: str = ""

    def order(self) -> tuple[str, int, int, int, str, str, str, str, str]:
        """Return the key by which a report is sorted: by place, then by weight."""
        return (
            self.source,
            self.line,
            self.column,
            _WEIGHT[self.severity],
            self.focus,
            self.path,
            self.rule,
            self.value,
            self.message,
        )


@dataclass(frozen=True)
class ValidationReport:
    """Every finding about a dataset, sorted and without repeats.

    `against` names what it was held against; `left_out` counts the findings beyond
    the most that are listed, none of which weighs more than those that are; `gone`
    are findings about what is published that it would repair.
    """

    findings: tuple[Finding, ...] = ()
    against: str = ""
    left_out: int = 0
    gone: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "ValidationReport":
        """Return the report of `findings`, given in any order."""
        return cls(tuple(sorted(set(findings), key=Finding.order)))

    def cut(self, most: int) -> "ValidationReport":
        """Return this report with its `most` heaviest findings, in their order."""
        if len(self.findings) <= most:
            return self
        heaviest = sorted(self.findings, key=lambda f: _WEIGHT[f.severity])[:most]
        listed = tuple(sorted(heaviest, key=Finding.order))
        left_out = self.left_out + len(self.findings) - most
        return replace(self, findings=listed, left_out=left_out)

    @property
    def conforms(self) -> bool:
        """Return whether nothing is refused: warnings and advice do not count."""
        return self.count(Severity.VIOLATION) == 0

    def conforms_to(self, level: Level) -> bool:
        """Return whether nothing was found that `level` asks about."""
        # what is left out weighs no more than what is listed
        return not any(level.asks_about(finding.severity) for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """Return the number of findings of `severity`."""
        return sum(finding.severity is severity for finding in self.findings)
