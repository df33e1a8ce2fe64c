"""A report as workflow commands: annotations beside the lines of a pull request."""

from typing import Final

from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import printable
from c2c_graph.reports.telling import rule_id
from c2c_graph.reports.telling import rule_iri
from c2c_graph.reports.text import message
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity

_COMMANDS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}
# what the toolkit's escapeData and escapeProperty do
_IN_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES: Final = {**_IN_DATA, ord(":"): "%3A", ord(","): "%2C"}


def write(told: Telling) -> bytes:
    """Return one workflow command a finding, and the summary as plain lines."""
    commands = [_command(finding, told) for finding in told.report.findings]
    # a line that opens with two colons would be a command
    summary = [printable(line).lstrip(":") for line in told.verdict()]
    return "\n".join([*commands, *summary, ""]).encode()


def _command(finding: Finding, told: Telling) -> str:
    properties = ",".join(
        f"{name}={str(value).translate(_IN_PROPERTIES)}"
        for name, value in _properties(finding).items()
    )
    lines = [printable(message(finding, told))]
    if finding.repair:
        lines.append(told.phrase("repair", it=printable(finding.repair)))
    if finding.near:
        lines.append(told.phrase("nearest", it=printable(told.short(finding.near))))
    lines.append(rule_iri(finding))
    text = "\n".join(lines).translate(_IN_DATA)
    return f"::{_COMMANDS[finding.severity]} {properties}::{text}"


def _properties(finding: Finding) -> dict[str, object]:
    found: dict[str, object] = {}
    if finding.source:
        found["file"] = printable(finding.source)
    if finding.line:
        found["line"] = finding.line
        found["endLine"] = finding.end_line or finding.line
        # columns are refused where the lines differ
        if found["endLine"] == finding.line:
            found["col"] = finding.column
            found["endColumn"] = finding.end_column or finding.column
    found["title"] = f"c2c {printable(rule_id(finding))}"
    return found
