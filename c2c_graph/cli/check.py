"""`c2c check`: say everything that is wrong or odd in a dataset."""

import datetime
import json
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

import click

from c2c_graph import cli
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.settings import Settings
from c2c_graph.validation.checks import check
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport


@click.command(name="check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Lines for people (the default), or one JSON document.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="en",
    help="Language of the messages.",
)
@click.option(
    "--show",
    type=click.Choice([str(severity) for severity in Severity]),
    default=str(Severity.WARNING),
    help="Lightest findings that are listed as text; all are counted.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day that rules about past and future go by, such as 2026-11-22; else today.",
)
def command(
    folder: Path | None,
    form: str,
    language: str,
    show: str,
    today: datetime.datetime | None,
) -> int:
    """Check the dataset in FOLDER, the packaged one without it.

    Each finding is a line `file:line:column: severity: message [rule]`. Exit code:
    0 conforms (warnings and advice allowed), 1 does not, 2 a file is unreadable.

    Example: c2c check --lang fr
    """
    dataset = read_dataset(folder or Settings.from_environment().dataset_folder())
    day = today.date() if today else None
    report = check(dataset, language=language, today=day)
    prefixes = load_prefixes(dataset.folder)
    if form == "json":
        click.echo(json.dumps(_document(report), ensure_ascii=False, indent=1))
    else:
        for line in _lines(report, prefixes, Severity(show)):
            click.echo(line)
        click.echo(_summary(report, dataset, Severity(show)), err=True)
    if dataset.faults:
        return cli.WRONG_USE
    return cli.CONFORMS if report.conforms else cli.DOES_NOT


def _lines(
    report: ValidationReport,
    prefixes: Mapping[str, str],
    lightest: Severity,
) -> Iterator[str]:
    weights = list(Severity)
    for finding in report.findings:
        if weights.index(finding.severity) <= weights.index(lightest):
            yield printable(_line(finding, prefixes))


def _line(finding: Finding, prefixes: Mapping[str, str]) -> str:
    place = f"{finding.source or '-'}:{finding.line}:{finding.column}"
    focus = f"{shorten(finding.focus, prefixes)}: " if finding.focus else ""
    rule = shorten(finding.rule, prefixes) if ":" in finding.rule else finding.rule
    return f"{place}: {finding.severity}: {focus}{finding.message} [{rule}]"


def _summary(report: ValidationReport, dataset: Dataset, lightest: Severity) -> str:
    if dataset.faults:
        return (
            f"{len(dataset.faults)} files cannot be read, so nothing else was checked "
            f"in the other {len(dataset.files)}; repair the syntax first"
        )
    counts = ", ".join(f"{report.count(s)} {s.plural}" for s in Severity)
    verdict = "conforms" if report.conforms else "does not conform"
    weights = list(Severity)
    hidden = weights[weights.index(lightest) + 1 :]
    more = any(report.count(severity) for severity in hidden)
    hint = f" (list them with --show {hidden[-1]})" if more else ""
    return f"{len(dataset.files)} files: {verdict}; {counts}{hint}"


def _document(report: ValidationReport) -> dict[str, object]:
    return {
        "conforms": report.conforms,
        "counts": {str(s): report.count(s) for s in Severity},
        "findings": [asdict(finding) for finding in report.findings],
    }


def printable(text: str) -> str:
    """Return `text` without what would steer a terminal: it may come from anybody."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04X}" for c in text)
