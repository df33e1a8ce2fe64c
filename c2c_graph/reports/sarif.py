"""A report as SARIF 2.1.0 (OASIS), for editors and code hosts."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote

from c2c_graph import namespaces
from c2c_graph.reports.sarif_fixes import replacement
from c2c_graph.reports.sarif_rules import LEVELS
from c2c_graph.reports.sarif_rules import rules
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import json_text
from c2c_graph.reports.telling import line_told
from c2c_graph.reports.telling import printable
from c2c_graph.reports.telling import rule_id
from c2c_graph.validation.report import Finding

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
    "sarif-schema-2.1.0.json"
)
# relative paths are relative to where the command was called
_BASE: Final = "SRCROOT"
_FINGERPRINT: Final = "c2cFinding/v1"

_Json = dict[str, object]


def write(told: Telling) -> bytes:
    """Return the report as one SARIF log in UTF-8 with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(told)]}
    return json_text(log)


def _run(told: Telling) -> _Json:
    known = rules(told)
    numbers = {str(rule["id"]): number for number, rule in enumerate(known)}
    seen: Counter[str] = Counter()
    return {
        "tool": {"driver": _driver(told, known)},
        "language": told.language,
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _BASE: {"description": {"text": "The folder that paths start from."}}
        },
        "artifacts": [{"location": _artifact(name)} for name in sorted(told.documents)],
        "invocations": [_invocation(told)],
        "results": [_result(f, told, numbers, seen) for f in told.report.findings],
        "properties": {
            "against": told.report.against,
            "level": told.level,
            "conforms": told.conforms,
            "conformsTo": told.reached,
            "leftOut": told.report.left_out,
            "gone": [asdict(finding) for finding in told.report.gone],
        },
    }


def _driver(told: Telling, known: list[_Json]) -> _Json:
    driver: _Json = {
        "name": "c2c",
        "fullName": "City2City validation",
        "informationUri": namespaces.SHAPES_DOCUMENT,
        "language": told.language,
        "rules": known,
    }
    return driver | ({"version": told.software} if told.software else {})


def _invocation(told: Telling) -> _Json:
    """Return that it ran, and what the report leaves out (SARIF §3.20.21)."""
    told_of: _Json = {"executionSuccessful": True}
    if told.report.left_out:
        text = told.phrase("left-out", number=told.report.left_out)
        note = {"level": "warning", "message": {"text": text}}
        told_of["toolExecutionNotifications"] = [note]
    return told_of


def _result(
    finding: Finding, told: Telling, numbers: Mapping[str, int], seen: Counter[str]
) -> _Json:
    result: _Json = {
        "ruleId": rule_id(finding),
        "ruleIndex": numbers[rule_id(finding)],
        "level": LEVELS[finding.severity],
        "message": {"text": "\n".join(_message(finding, told))},
        "locations": [_location(finding, told)],
        "partialFingerprints": {_FINGERPRINT: _fingerprint(finding, seen)},
        "properties": {
            name: value for name, value in _properties(finding).items() if value
        },
    }
    text = replacement(finding, told)
    if text:
        result["fixes"] = [_fix(finding, text, told)]
    return result


def _message(finding: Finding, told: Telling) -> Iterator[str]:
    yield printable(finding.message)
    if finding.repair:
        yield told.phrase("repair", it=printable(finding.repair))
    if finding.near:
        yield told.phrase("nearest", it=printable(told.short(finding.near)))


def _properties(finding: Finding) -> dict[str, object]:
    names = ("focus", "path", "value", "repair", "near", "component", "published")
    return {name: getattr(finding, name, "") for name in names}


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """Return what stays the same while lines move; repeats are numbered."""
    parts = (finding.rule, finding.focus, finding.path, finding.value, finding.source)
    found = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
    seen[found] += 1
    return f"{found}:{seen[found]}"


def _location(finding: Finding, told: Telling) -> _Json:
    location: _Json = {}
    # code hosts show nothing without a file; of one document it can only be that
    source = finding.source or (min(told.documents) if len(told.documents) == 1 else "")
    if source:
        location["physicalLocation"] = _physical(finding, source)
    if finding.focus:
        node = {
            "name": told.short(finding.focus),
            "fullyQualifiedName": finding.focus,
            "kind": "resource",
        }
        location["logicalLocations"] = [node]
    return location


def _physical(finding: Finding, source: str) -> _Json:
    physical: _Json = {"artifactLocation": _artifact(source)}
    if finding.source and finding.line:
        region = _region(finding)
        if finding.text and finding.end_line == finding.line:
            snippet = finding.text[finding.column - 1 : finding.end_column - 1]
            region["snippet"] = {"text": snippet}
        physical["region"] = region
        if line := line_told(finding):
            context = {"startLine": finding.line, "snippet": {"text": line}}
            physical["contextRegion"] = context
    return physical


def _region(finding: Finding) -> _Json:
    region: _Json = {"startLine": finding.line, "startColumn": finding.column}
    if finding.end_line:
        region |= {"endLine": finding.end_line, "endColumn": finding.end_column}
    return region


def _fix(finding: Finding, text: str, told: Telling) -> _Json:
    inserted = {"deletedRegion": _region(finding), "insertedContent": {"text": text}}
    location = _artifact(finding.source)
    change = {"artifactLocation": location, "replacements": [inserted]}
    description = told.phrase("repair", it=printable(finding.repair))
    return {"description": {"text": description}, "artifactChanges": [change]}


def _artifact(name: str) -> _Json:
    """Return where the document `name` is: as it was given (SARIF §3.4)."""
    path = PurePosixPath(name)
    if path.is_absolute():
        return {"uri": f"file://{quote(name)}"}
    return {"uri": quote(name), "uriBaseId": _BASE}
