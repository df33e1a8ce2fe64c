"""A report as a table (RFC 4180): a header, then a row a finding.

A cell of text that a spreadsheet would take for a formula gets an apostrophe in
front, and what would steer a terminal is escaped: the text comes from anybody. JSON
tells such values exactly.
"""

import csv
import io
from collections.abc import Iterator
from typing import Final

from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import line_told
from c2c_graph.reports.telling import printable
from c2c_graph.reports.telling import rule_iri
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity

COLUMNS: Final = (
    *("state", "severity", "source", "line", "column", "end_line", "end_column"),
    *("focus", "path", "value", "message", "repair", "near", "rule", "rule_iri"),
    *("component", "published", "text"),
)
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")


def write(told: Telling) -> bytes:
    """Return the report as CSV in UTF-8.

    `state` is `found`, `gone` for what is published and would be repaired, or
    `left-out` in the one row that tells how many more there were.
    """
    out = io.StringIO()
    rows = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    rows.writeheader()
    rows.writerows(_rows(told))
    return out.getvalue().encode()


def _rows(told: Telling) -> Iterator[dict[str, object]]:
    report = told.report
    for finding in report.findings:
        yield _row("found", finding)
    for finding in report.gone:
        yield _row("gone", finding)
    if report.left_out:
        text = told.phrase("left-out", number=report.left_out)
        yield {"state": "left-out", "severity": Severity.INFO, "message": text}


def _row(state: str, finding: Finding) -> dict[str, object]:
    found = {name: getattr(finding, name, "") for name in COLUMNS}
    # a place that is not known is no place
    for name in ("line", "column", "end_line", "end_column"):
        found[name] = found[name] or ""
    found |= {"state": state, "rule_iri": rule_iri(finding)}
    found["text"] = line_told(finding)
    found["published"] = "true" if finding.published else "false"
    return {name: _harmless(value) for name, value in found.items()}


def _harmless(value: object) -> object:
    if not isinstance(value, str):
        return value
    return printable(f"'{value}" if value.startswith(_FORMULAS) else value)
