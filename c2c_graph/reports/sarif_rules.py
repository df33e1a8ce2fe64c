"""The rules of a SARIF log: those that anything was found by, described."""

import re
from typing import Final

from c2c_graph.reports.rule_texts import RuleText
from c2c_graph.reports.rule_texts import rule_texts
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import printable
from c2c_graph.reports.telling import rule_id
from c2c_graph.reports.telling import rule_iri
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity

LEVELS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}
_WORDS: Final = re.compile(r"[^\W_]+")


def rules(told: Telling) -> list[dict[str, object]]:
    """Return a reporting descriptor (SARIF §3.49) for each rule, sorted by id."""
    found = {rule_id(finding): finding for finding in reversed(told.report.findings)}
    iris = {rule_iri(finding) for finding in found.values()}
    texts = rule_texts(iris, told.language)
    return [
        _descriptor(name, found[name], texts[rule_iri(found[name])])
        for name in sorted(found)
    ]


def _descriptor(name: str, finding: Finding, text: RuleText) -> dict[str, object]:
    words = _WORDS.findall(name.rpartition("#")[2].rpartition("/")[2])
    whole = printable(text.text or finding.message)
    return {
        "id": name,
        # in one word, for people: SARIF §3.49.7
        "name": "".join(word[:1].upper() + word[1:] for word in words) or "Rule",
        "shortDescription": {"text": printable(text.name) or whole},
        "fullDescription": {"text": whole},
        "help": {"text": whole},
        "helpUri": rule_iri(finding),
        "defaultConfiguration": {"level": LEVELS[finding.severity]},
        "properties": {"tags": ["rdf", "shacl" if ":" in finding.rule else "check"]},
    }
