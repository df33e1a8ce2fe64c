"""A report, and all that telling it depends on: the same again gives the same bytes."""

import json
import re
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from typing import Final

from c2c_graph import namespaces
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.rdf.text import LONGEST_LINE
from c2c_graph.reports import words
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Level
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport
from c2c_graph.validation.rules import SYNTAX

# spaces that French sets before signs; Python calls them not printable
_SPACES: Final = frozenset("\u00a0\u202f")
_NOT_PLAIN: Final = re.compile(r"[^ -~\n]")
_BLANK: Final = "_:"


@dataclass(frozen=True)
class Telling:
    """A `report` on `documents` (name to bytes), and how it is to be told.

    `prefixes` shorten names, `language` is that of fixed words, `level` the one
    asked for, `software` our version. `show` is the lightest severity that the text
    lists, None for that of the level; `colours` are for a terminal.
    """

    report: ValidationReport
    documents: Mapping[str, bytes] = field(default_factory=dict)
    prefixes: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    level: Level = Level.BASIC
    software: str = ""
    show: Severity | None = None
    colours: bool = False

    @property
    def conforms(self) -> bool:
        """Return whether nothing was found that the level asked for asks about."""
        return self.report.conforms_to(self.level)

    @property
    def reached(self) -> tuple[Level, ...]:
        """Return the levels that are conformed to, the lowest first."""
        return tuple(level for level in Level if self.report.conforms_to(level))

    @property
    def lightest(self) -> Severity:
        """Return the lightest severity that the text lists."""
        usual = Severity.INFO if self.level is Level.FULL else Severity.WARNING
        return self.show or usual

    @property
    def unread(self) -> int:
        """Return how many documents could not be read."""
        return sum(finding.rule == SYNTAX for finding in self.report.findings)

    def phrase(self, name: str, **details: object) -> str:
        """Return the fixed phrase `name` in the language of the report."""
        return words.phrase(name, self.language, **details)

    def short(self, name: str) -> str:
        """Return an IRI or the label of a blank node as a curator would write it."""
        return shorten(name, self.prefixes) if ":" in name[:-1] else f"{_BLANK}{name}"

    def rule(self, finding: Finding) -> str:
        """Return the rule of `finding` as it stands in square brackets."""
        is_iri = ":" in finding.rule
        return shorten(finding.rule, self.prefixes) if is_iri else finding.rule

    def counts(self) -> str:
        """Return how many findings of each severity there are, in words."""
        numbers = ((self.report.count(severity), severity) for severity in Severity)
        return ", ".join(words.counted(n, s, self.language) for n, s in numbers)

    def verdict(self) -> Iterator[str]:
        """Yield the lines that sum the report up."""
        if self.unread:
            unread = words.files(self.unread, self.language)
            yield self.phrase("unread", files=unread)
        known = words.files(len(self.documents), self.language)
        found = self.phrase("found", counts=self.counts(), files=known)
        against = self._against()
        told = self.phrase("against", it=against) if against else ""
        yield self.phrase("both", first=found, second=told) if told else found
        if self.report.gone:
            yield self.phrase("gone", number=len(self.report.gone))
        if self.report.left_out:
            yield self.phrase("left-out", number=self.report.left_out)
        yield self._conforms()

    def _against(self) -> str:
        """Return what it was seen with in words, where it is not a name."""
        against = self.report.against
        if against.startswith("release "):
            return self.phrase("release", number=against.removeprefix("release "))
        known = {"nothing": "nothing published", "packaged data": "packaged data"}
        return self.phrase(known[against]) if against in known else against

    def _conforms(self) -> str:
        levels = ", ".join(self.reached)
        told = self.phrase("conforms" if levels else "conforms-to-none", levels=levels)
        if self.conforms:
            return told
        asked = self.phrase("asked", level=self.level)
        return self.phrase("both", first=told, second=asked)


def rule_iri(finding: Finding) -> str:
    """Return the IRI of the rule: the shape's, or ours for a rule that is not SHACL."""
    if ":" in finding.rule:
        return finding.rule
    return f"{namespaces.SHAPES}rule-{finding.rule}"


def rule_id(finding: Finding) -> str:
    """Return the shortest name of the rule that lasts: of our shapes the local one."""
    return finding.rule.removeprefix(namespaces.SHAPES)


def printable(text: str) -> str:
    """Return `text` without what would steer a terminal: it may come from anybody."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or c in _SPACES else _escaped(ord(c)) for c in text
    )


def _escaped(code: int) -> str:
    """Return the character as Turtle and N-Triples escape it."""
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def json_text(document: object) -> bytes:
    """Return `document` as JSON in UTF-8; what would steer a terminal is escaped."""
    text = json.dumps(document, ensure_ascii=False, indent=1)
    if text.replace("\n", "").isprintable():
        return text.encode() + b"\n"
    return _NOT_PLAIN.sub(_safe, text).encode() + b"\n"


def _safe(found: re.Match[str]) -> str:
    character = found[0]
    is_shown = character.isprintable() or character in _SPACES
    return character if is_shown else json.dumps(character)[1:-1]


def line_told(finding: Finding) -> str:
    """Return the line that `finding` is on, "" where it is too long to be repeated.

    Thousands of findings may be on one line.
    """
    return finding.text if len(finding.text) <= LONGEST_LINE else ""


def made_steady(
    report: ValidationReport, documents: Mapping[str, bytes]
) -> ValidationReport:
    """Return `report` with the lines that it lacks, and with lasting labels.

    Blank nodes are labelled in the order in which they appear: the parser's own labels
    for `[ … ]` differ from run to run.
    """
    labels: dict[str, str] = {}
    lines: dict[str, list[str]] = {}
    return replace(
        report,
        findings=tuple(
            _with_line(_relabelled(finding, labels), documents, lines)
            for finding in report.findings
        ),
        gone=tuple(_relabelled(finding, labels) for finding in report.gone),
    )


def _with_line(
    finding: Finding, documents: Mapping[str, bytes], lines: dict[str, list[str]]
) -> Finding:
    if finding.text or not finding.line or finding.source not in documents:
        return finding
    if finding.source not in lines:
        found = documents[finding.source].splitlines()
        lines[finding.source] = [line.decode(errors="replace") for line in found]
    known = lines[finding.source]
    number = finding.line - 1
    return replace(finding, text=known[number] if number < len(known) else "")


def _relabelled(finding: Finding, labels: dict[str, str]) -> Finding:
    focus, value = finding.focus, finding.value
    if focus and ":" not in focus:
        focus = labels.setdefault(focus, f"b{len(labels)}")
    if re.fullmatch(r"_:\S+", value):
        label = value.removeprefix(_BLANK)
        value = _BLANK + labels.setdefault(label, f"b{len(labels)}")
    return replace(finding, focus=focus, value=value)
