"""The SARIF log is what the standard asks for, and its fixes are right."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.validation.report import ValidationReport
from tests import npm
from tests.reports.findings import ADVICE
from tests.reports.findings import CITY
from tests.reports.findings import CLEAN
from tests.reports.findings import DOCUMENT
from tests.reports.findings import LINE
from tests.reports.findings import NAME
from tests.reports.findings import REPORT
from tests.reports.findings import SHAPE
from tests.reports.findings import VIOLATION
from tests.reports.findings import WARNING
from tests.reports.findings import told

HERE = Path(__file__).parent / "sarif_schema"
SCHEMA = "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def run(report=REPORT, **more):
    (only,) = json.loads(told("sarif", report, **more))["runs"]
    return only


def one(finding, **more):
    (result,) = run(ValidationReport((finding,)), **more)["results"]
    return result


def fixed(finding, document=DOCUMENT):
    """Return the document with the fix of `finding` done, None without one."""
    result = one(finding, documents={NAME: document.encode()})
    if "fixes" not in result:
        return None
    (change,) = result["fixes"][0]["artifactChanges"]
    (swap,) = change["replacements"]
    region, lines = swap["deletedRegion"], document.splitlines(keepends=True)
    line = lines[region["startLine"] - 1]
    before, after = line[: region["startColumn"] - 1], line[region["endColumn"] - 1 :]
    lines[region["startLine"] - 1] = before + swap["insertedContent"]["text"] + after
    return "".join(lines)


@pytest.fixture(scope="module")
def schema():
    try:
        folder = npm.installed(HERE, "the schema of SARIF")
    except npm.Unavailable as error:
        pytest.skip(str(error))
    text = (folder / SCHEMA).read_text()
    # a bracket that closes nothing, which not every engine takes for itself
    return json.loads(text.replace("]{2}]?", r"]{2}\\]?"))


@pytest.mark.long
@pytest.mark.parametrize("language", ["en", "fr", "es"])
@pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["findings", "clean"])
def test_the_log_fits_the_schema_of_the_standard(schema, report, language):
    log = json.loads(told("sarif", report, language=language))
    jsonschema_rs.Draft4Validator(schema).validate(log)


def test_a_result_points_at_its_rule_and_place():
    found = run()
    result = found["results"][0]
    rule = found["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "City-founded"
    assert rule["helpUri"] == SHAPE
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "data/a%20b.ttl"
    assert place["region"] == {
        **{"startLine": 5, "startColumn": 15, "endLine": 5, "endColumn": 19},
        "snippet": {"text": "1353"},
    }
    assert place["contextRegion"]["snippet"]["text"] == LINE


def test_the_focus_node_is_a_logical_location():
    (node,) = one(VIOLATION)["locations"][0]["logicalLocations"]
    assert (node["name"], node["fullyQualifiedName"]) == ("city:se-malmo", CITY)


def test_severities_have_the_levels_of_the_standard():
    levels = [result["level"] for result in run()["results"]]
    assert levels == ["error", "warning", "note"]


def test_every_rule_is_described_in_the_language():
    finding = replace(WARNING, rule="blank-node")
    (rule,) = run(ValidationReport((finding,)), language="fr")["tool"]["driver"][
        "rules"
    ]
    assert rule["fullDescription"]["text"].startswith("On ne peut renvoyer")
    assert rule["name"] == "BlankNode"


def test_a_fingerprint_stays_while_lines_move_and_repeats_are_told_apart():
    moved = replace(VIOLATION, line=9, end_line=9)
    first, second = run(ValidationReport((VIOLATION, moved)))["results"]
    assert one(moved)["partialFingerprints"] == first["partialFingerprints"]
    assert first["partialFingerprints"] != second["partialFingerprints"]


def test_what_is_left_out_is_a_notification():
    (invocation,) = run()["invocations"]
    assert invocation["executionSuccessful"] is True
    assert "3" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    assert run()["properties"]["gone"][0]["rule"] == WARNING.rule


def test_what_has_no_place_is_laid_to_the_only_document_there_is():
    place = one(ADVICE)["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "data/a%20b.ttl", "uriBaseId": "SRCROOT"}
    }
    several = one(ADVICE, documents={"a": b"", "b": b""})
    assert "physicalLocation" not in several["locations"][0]


def test_an_absolute_path_is_a_file_address():
    place = one(replace(VIOLATION, source="/tmp/å.ttl"))["locations"][0]
    location = place["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "file:///tmp/%C3%A5.ttl"}


def test_a_fix_writes_the_repair_over_the_value():
    repaired = fixed(VIOLATION)
    assert repaired == DOCUMENT.replace("1353", '"1353"^^xsd:gYear')
    assert len(list(parse(repaired, format=RdfFormat.TURTLE))) == 4


@pytest.mark.parametrize(
    "finding",
    [
        replace(VIOLATION, repair=""),
        replace(VIOLATION, repair="c2c:since 1353"),
        replace(VIOLATION, repair="c2c:founded"),
        replace(VIOLATION, repair="c2c:founded 1353 ; c2c:x 1"),
        replace(VIOLATION, repair="c2c:founded 1, 2"),
        replace(VIOLATION, repair='c2c:founded "1353"^^skos:year'),
        replace(VIOLATION, column=3, end_column=14),
        replace(VIOLATION, end_line=6),
        replace(VIOLATION, end_line=0, end_column=0),
        replace(VIOLATION, source="other.ttl"),
    ],
)
def test_where_a_repair_does_not_fit_no_fix_is_offered(finding):
    assert fixed(finding) is None


def test_a_prefix_that_means_something_else_there_keeps_the_fix_away():
    other = DOCUMENT.replace("XMLSchema#", "OtherSchema#")
    assert fixed(VIOLATION, other) is None
