"""A report as a compiler prints it: `file:line:column: severity: message [rule]`."""

import re
import textwrap
from collections.abc import Iterator
from typing import Final

import click

from c2c_graph.rdf.caret import caret
from c2c_graph.reports import words
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import printable
from c2c_graph.reports.telling import rule_iri
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity

_INDENT: Final = "  "
_COLOURS: Final = {
    Severity.VIOLATION: "red",
    Severity.WARNING: "yellow",
    Severity.INFO: "cyan",
}
_WEIGHTS: Final = list(Severity)


def write(told: Telling) -> bytes:
    """Return the report as UTF-8 text: a block a finding, then the summary."""
    blocks = ["\n".join(_block(finding, told)) for finding in _listed(told)]
    summary = "\n".join(printable(line) for line in _summary(told))
    return "\n".join([*blocks, summary, ""]).encode()


def place(finding: Finding, told: Telling) -> str:
    """Return where `finding` stands, as near as is known."""
    source = finding.source or (told.phrase("published") if finding.published else "-")
    if not finding.line:
        return source
    return f"{source}:{finding.line}:{finding.column}"


def pointed_at(finding: Finding) -> str:
    """Return the line of `finding` and a caret below, "" where no line is known."""
    if not (finding.text and finding.line):
        return ""
    on_one_line = finding.end_line == finding.line
    return caret(finding.text, finding.column, finding.end_column if on_one_line else 0)


def message(finding: Finding, told: Telling) -> str:
    """Return the message with the focus node before it, where it does not name it."""
    focus = told.short(finding.focus) if finding.focus else ""
    if not focus or _names(finding.message, focus):
        return finding.message
    return f"{focus}: {finding.message}"


def _names(text: str, name: str) -> bool:
    """Return whether `text` holds `name`, and not only as a part of a longer one."""
    whole = rf"(?<![\w:/-]){re.escape(name)}(?![\w:/-])"
    return name in text and re.search(whole, text) is not None


def _listed(told: Telling) -> Iterator[Finding]:
    heaviest = _WEIGHTS.index(told.lightest)
    for finding in told.report.findings:
        if _WEIGHTS.index(finding.severity) <= heaviest:
            yield finding


def _block(finding: Finding, told: Telling) -> Iterator[str]:
    severity = words.SEVERITIES[finding.severity][told.language]
    weight = _styled(severity, told, fg=_COLOURS[finding.severity], bold=True)
    where = _styled(printable(place(finding, told)), told, bold=True)
    text = printable(message(finding, told))
    yield f"{where}: {weight}: {text} [{printable(told.rule(finding))}]"
    if line := pointed_at(finding):
        shown, mark = textwrap.indent(line, _INDENT).split("\n")
        yield shown
        yield _styled(mark, told, fg=_COLOURS[finding.severity])
    for name, value in _hints(finding, told):
        yield _INDENT + told.phrase(name, it=printable(value))


def _hints(finding: Finding, told: Telling) -> Iterator[tuple[str, str]]:
    if finding.repair:
        yield "repair", finding.repair
    if finding.near:
        yield "nearest", told.short(finding.near)
    yield "rule", rule_iri(finding)


def _summary(told: Telling) -> Iterator[str]:
    hidden = _WEIGHTS[_WEIGHTS.index(told.lightest) + 1 :]
    numbers = [(told.report.count(severity), severity) for severity in hidden]
    counts = [words.counted(n, s, told.language) for n, s in numbers if n]
    if counts:
        name = "hidden-one" if sum(n for n, _ in numbers) == 1 else "hidden"
        yield told.phrase(name, counts=", ".join(counts), how=_lister(told))
    yield from told.verdict()


def _lister(told: Telling) -> str:
    """Return what lists all that is found: what was asked to be shown goes first."""
    if told.show is None:
        return told.phrase("hidden-by-level")
    lightest = max(told.report.findings, key=lambda f: _WEIGHTS.index(f.severity))
    return told.phrase("hidden-by-choice", severity=lightest.severity)


def _styled(text: str, told: Telling, **style: object) -> str:
    return click.style(text, **style) if told.colours else text  # type: ignore[arg-type]
