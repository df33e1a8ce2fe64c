"""A report as one JSON document, to and fro; `report.schema.json` describes it."""

import json
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import fields
from pathlib import Path
from typing import Any
from typing import Final

from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import json_text
from c2c_graph.reports.telling import line_told
from c2c_graph.reports.telling import rule_iri
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport

# the JSON Schema (2020-12) that every document written here fits
SCHEMA: Final = Path(__file__).with_name("report.schema.json")
_FIELDS: Final = frozenset(field.name for field in fields(Finding))


def write(told: Telling) -> bytes:
    """Return the report as JSON in UTF-8; `from_json` reads it back."""
    document = {
        "software": told.software,
        "language": told.language,
        "level": told.level,
        "conforms": told.conforms,
        "conforms_to": told.reached,
        "counts": {severity: told.report.count(severity) for severity in Severity},
        "documents": sorted(told.documents),
        **_document(told.report),
    }
    return json_text(document)


def to_json(report: ValidationReport) -> bytes:
    """Return `report` alone as JSON in UTF-8, as short as it gets."""
    return json.dumps(_document(report), separators=(",", ":")).encode()


def from_json(text: bytes | str) -> ValidationReport:
    """Return the report that `write` or `to_json` wrote; raise `ValueError` if none.

    What it does not know, of a newer version, it leaves out.
    """
    try:
        told = json.loads(text)
        return ValidationReport(
            findings=_findings(told["findings"]),
            against=str(told["against"]),
            left_out=int(told["left_out"]),
            gone=_findings(told["gone"]),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no validation report: {error!r}") from error


def _document(report: ValidationReport) -> dict[str, object]:
    return {
        "against": report.against,
        "left_out": report.left_out,
        "findings": [_told(finding) for finding in report.findings],
        "gone": [_told(finding) for finding in report.gone],
    }


def _told(finding: Finding) -> dict[str, object]:
    own = {"text": line_told(finding), "rule_iri": rule_iri(finding)}
    return {**asdict(finding), **own}


def _findings(told: Iterable[Mapping[str, Any]]) -> tuple[Finding, ...]:
    return tuple(map(_finding, told))


def _finding(told: Mapping[str, Any]) -> Finding:
    known = {name: value for name, value in told.items() if name in _FIELDS}
    return Finding(**{**known, "severity": Severity(told["severity"])})
