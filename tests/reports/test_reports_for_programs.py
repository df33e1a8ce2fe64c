"""JSON, CSV and workflow commands hold what was found, and only as data."""

import csv
import io
import json
import re
from dataclasses import replace

import jsonschema_rs
import pytest

from c2c_graph import reports
from c2c_graph.reports import json_form
from c2c_graph.validation.report import ValidationReport
from tests.reports.findings import CLEAN
from tests.reports.findings import HOSTILE
from tests.reports.findings import REPORT
from tests.reports.findings import VIOLATION
from tests.reports.findings import told


def rows(report=REPORT):
    return list(csv.DictReader(io.StringIO(told("csv", report), newline="")))


@pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["findings", "clean"])
def test_json_fits_its_schema(report):
    schema = json.loads(json_form.SCHEMA.read_text())
    jsonschema_rs.validate(schema, json.loads(told("json", report)))


def test_the_schema_names_every_member():
    schema = json.loads(json_form.SCHEMA.read_text())
    document = json.loads(told("json"))
    assert schema["properties"].keys() == document.keys()
    finding = schema["$defs"]["finding"]
    assert finding["properties"].keys() == document["findings"][0].keys()
    assert set(finding["required"]) == finding["properties"].keys()


@pytest.mark.parametrize("report", [REPORT, CLEAN], ids=["findings", "clean"])
def test_a_report_comes_back_from_json_as_it_was(report):
    assert json_form.from_json(json_form.to_json(report)) == report


def test_what_was_written_reads_back_but_for_labels():
    back = json_form.from_json(told("json"))
    assert back.findings[:2] == REPORT.findings[:2]
    assert back.findings[2].message == HOSTILE
    assert (back.findings[2].focus, back.findings[2].value) == ("b0", "_:b1")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": 1}', "nonsense"])
def test_other_json_is_no_report(text):
    with pytest.raises(ValueError, match=r".+"):
        json_form.from_json(text)


def test_a_newer_report_is_read_without_what_is_new():
    document = json.loads(json_form.to_json(REPORT))
    document["findings"][0]["mood"] = "sunny"
    assert json_form.from_json(json.dumps(document)) == REPORT


def test_csv_has_a_header_and_a_row_a_finding_with_crlf():
    text = told("csv")
    assert text.startswith("state,severity,source,line,column,")
    assert text.count("\r\n") == len(rows()) + 1 == 6
    assert [row["state"] for row in rows()] == [*["found"] * 3, "gone", "left-out"]
    assert rows()[0]["source"] == "data/a b.ttl"
    assert rows()[2]["line"] == ""


def test_no_cell_is_a_formula():
    cells = [cell for row in rows() for cell in row.values()]
    assert any(cell.startswith("'=HYPERLINK") for cell in cells)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)


def test_a_workflow_command_has_the_place_and_escapes_what_it_must():
    first, second, third, *_ = told("github").splitlines()
    assert first.startswith(
        "::error file=data/a b.ttl,line=5,endLine=5,col=15,endColumn=19,"
        "title=c2c City-founded::city:se-malmo: 1353 is"
    )
    assert "%0Arepair: c2c:founded" in first
    assert second.startswith("::warning file=data/a b.ttl,line=5,")
    assert third.startswith("::notice title=c2c https%3A//example.org/shapes#note::")


def test_no_message_becomes_a_command_of_its_own():
    for line in told("github").splitlines():
        assert len(re.findall(r"^::", line)) == line.startswith("::")
    opened = [line for line in told("github").splitlines() if line.startswith("::")]
    assert len(opened) == len(REPORT.findings)


def test_columns_are_not_given_where_an_annotation_spans_lines():
    wide = json_form.from_json(
        json_form.to_json(ValidationReport(REPORT.findings[:1])).replace(
            b'"end_line":5', b'"end_line":6'
        )
    )
    assert ",line=5,endLine=6,title=" in told("github", wide)


@pytest.mark.parametrize("form", reports.FORMS)
def test_a_long_line_is_not_repeated_with_each_of_many_findings(form):
    text = f"city:se-malmo {'c2c:a 1;' * 25_000}".encode()
    findings = tuple(
        replace(VIOLATION, line=1, column=15 + 8 * n, end_line=1, text="", source="a")
        for n in range(300)
    )
    given = {"documents": {"a": text}, "prefixes": {}}
    written = reports.write(ValidationReport(findings), form, **given)
    assert len(written) < 3 * len(text) + 300 * 3_000
