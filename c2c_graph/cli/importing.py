"""`c2c import`: turn other people's tables into Turtle files of the dataset."""

import re
from collections.abc import Callable
from datetime import date
from datetime import datetime
from pathlib import Path

import click

from c2c_graph import errors
from c2c_graph.durable import write_atomically
from c2c_graph.importing.net_zero_tracker import prepare
from c2c_graph.importing.report import Report
from c2c_graph.importing.report import as_json
from c2c_graph.importing.report import as_markdown
from c2c_graph.importing.report import as_text
from c2c_graph.settings import Settings

_DAY_IN_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMS = {".json": as_json, ".md": as_markdown}


@click.group(name="import", short_help="Import a table of another project.")
def command() -> None:
    """Import a table of another project into the dataset's Turtle files.

    Example: c2c import net-zero-tracker --dry-run nzt_cities_2022-12-20.csv
    """


@command.command(name="net-zero-tracker")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Dataset folder whose data/ is read and written.",
)
@click.option(
    "--snapshot",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Day of the table, where its file name does not tell it.",
)
@click.option("--dry-run", is_flag=True, help="Write no data; only report.")
@click.option(
    "--report",
    type=click.Path(path_type=Path),
    help="Write the report, rows included, to this .md or .json file.",
)
def net_zero_tracker(
    file: Path,
    data: Path | None,
    snapshot: datetime | None,
    dry_run: bool,
    report: Path | None,
) -> None:
    """Import cities' targets from a table (CSV) of the Net Zero Tracker.

    Commitments, targets and baselines go to data/commitments/net-zero-tracker.ttl,
    sources to data/publications/net-zero-tracker.ttl, new cities to data/cities/.
    The same table again changes nothing. Nothing is written where a cell cannot be
    read.

    Example: c2c import net-zero-tracker --report report.md nzt_cities_2022-12-20.csv
    """
    form = _form(report)
    day = snapshot.date() if snapshot else _day_of(file)
    folder = data or Settings.from_environment().dataset_folder()
    prepared = prepare(
        folder, file, snapshot=day, today=date.today(), progress=_progress
    )
    if not dry_run:
        prepared.write(_progress)
    if report:
        write_atomically(report, form(prepared.report).encode())
    click.echo(as_text(prepared.report))
    if dry_run:
        click.echo("dry run: no file was written")


def _progress(text: str) -> None:
    click.echo(text, err=True)


def _form(report: Path | None) -> Callable[[Report], str]:
    if report is None:
        return as_text
    if report.suffix not in _FORMS:
        raise errors.BadRequest(f"--report {report}: the name must end in .md or .json")
    return _FORMS[report.suffix]


def _day_of(file: Path) -> date:
    found = _DAY_IN_NAME.search(file.name)
    try:
        return date.fromisoformat(found.group() if found else "")
    except ValueError:
        raise errors.BadRequest(
            f"{file}: the file name holds no day such as 2022-12-20; "
            "tell the day of the table with --snapshot"
        ) from None
