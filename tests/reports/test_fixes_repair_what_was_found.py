"""What a SARIF log offers as a fix repairs what it is offered for."""

import datetime
import json

import pytest
from pyoxigraph import RdfFormat

from c2c_graph import reports
from c2c_graph.rdf.reading import read
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted
from tests.reports.findings import PREFIXES

NAME = "visby.ttl"
HEAD = "".join(
    f"@prefix {name}: <{PREFIXES[name]}> .\n"
    for name in ("c2c", "city", "dcterms", "rdfs", "void", "xsd")
)
DOCUMENT = f"""{HEAD}
<https://w3id.org/city2city/graph/visby/2026> a void:Dataset ;
  dcterms:title "Visby ☃"@en ; dcterms:issued "2026-11-22" ;
  dcterms:license <https://creativecommons.org/licenses/by/4.0/> .
city:se-visby a c2c:Citty ; rdfs:label "Visby"@en .
"""


def rules_and_fixes(text):
    """Return the rules that `text` breaks, and (line, start, end, new) of each fix."""
    document = read(text.encode(), name=NAME, format=RdfFormat.TURTLE)
    report = validate(Submitted((document,)), today=datetime.date(2026, 11, 22))
    documents = {NAME: text.encode()}
    log = reports.write(report, "sarif", documents=documents, prefixes=PREFIXES)
    (run,) = json.loads(log)["runs"]
    fixes = {
        (region["startLine"], region["startColumn"], region["endColumn"], swap["text"])
        for result in run["results"]
        for fix in result.get("fixes", ())
        for change in fix["artifactChanges"]
        for region, swap in (
            (item["deletedRegion"], item["insertedContent"])
            for item in change["replacements"]
        )
    }
    return {result["ruleId"] for result in run["results"]}, fixes


@pytest.fixture(scope="module")
def found():
    return rules_and_fixes(DOCUMENT)


def test_with_all_fixes_done_those_findings_are_gone(found):
    rules, fixes = found
    assert {"Dataset-issued", "undefined-term"} <= rules
    lines = DOCUMENT.splitlines(keepends=True)
    for line, start, end, new in sorted(fixes, reverse=True):
        old = lines[line - 1]
        lines[line - 1] = old[: start - 1] + new + old[end - 1 :]
    left, _ = rules_and_fixes("".join(lines))
    assert not {"Dataset-issued", "undefined-term"} & left
