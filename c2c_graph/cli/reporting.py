"""How a command tells a report: its options, its output and its exit code."""

import datetime
import importlib.metadata
import os
import sys
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Final
from typing import TypeVar
from typing import cast

import click

from c2c_graph import cli
from c2c_graph import reports
from c2c_graph.durable import write_atomically
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import printable
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.report import Level
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport

_Command = TypeVar("_Command", bound=Callable[..., Any])
_Option = Callable[[Callable[..., Any]], Callable[..., Any]]
# where POSIX keeps the language of messages, the first that is set wins
_LOCALE: Final = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True)
class Asked:
    """What the options of `report_options` say."""

    form: str
    output: Path | None
    level: str
    language: str
    show: str | None
    colours: str
    today: datetime.datetime | None

    @property
    def day(self) -> datetime.date:
        """Return the day that rules go by."""
        return self.today.date() if self.today else datetime.date.today()


def usual_language(environment: Mapping[str, str] = os.environ) -> str:
    """Return the language of the locale where messages have it, else English."""
    locale = next((environment[key] for key in _LOCALE if environment.get(key)), "")
    language = locale.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def report_options(command: _Command) -> _Command:
    """Give `command` the options of a report; they arrive as fields of `Asked`."""
    options = (*_ways_to_tell(), *_ways_to_judge())
    decorated: Any = command
    for option in reversed(options):
        decorated = option(decorated)
    return cast(_Command, decorated)


def _ways_to_tell() -> tuple[_Option, ...]:
    return (
        click.option(
            "--format",
            "-f",
            "form",
            type=click.Choice(list(reports.FORMS)),
            default="text",
            help="Form of the report; text for people, as a compiler prints it.",
        ),
        click.option(
            "--output",
            "-o",
            type=click.Path(path_type=Path, dir_okay=False),
            callback=_writable,
            help="File to write the report to, whole or not at all.",
        ),
        click.option(
            "--show",
            type=click.Choice([str(severity) for severity in Severity]),
            help="Lightest findings that the text lists; all are counted. Else "
            "warnings, and advice too at level full.",
        ),
        click.option(
            "--color",
            "colours",
            type=click.Choice(["auto", "always", "never"]),
            default="auto",
            help="Colours in the text; auto: on a terminal, unless NO_COLOR is set.",
        ),
    )


def _ways_to_judge() -> tuple[_Option, ...]:
    return (
        click.option(
            "--level",
            type=click.Choice([str(level) for level in Level]),
            default=str(Level.BASIC),
            show_default=True,
            help="What has to be clean for exit code 0: no violation (basic), no "
            "warning either (essential), nothing at all (full).",
        ),
        click.option(
            "--lang",
            "language",
            type=click.Choice(LANGUAGES),
            default=usual_language,
            help="Language of the messages; else that of the locale, or English.",
        ),
        click.option(
            "--today",
            type=click.DateTime(["%Y-%m-%d"]),
            metavar="DATE",
            help="Day that rules about past and future go by, such as 2026-11-22; "
            "else today.",
        ),
    )


def _writable(
    _context: click.Context, _option: click.Parameter, path: Path | None
) -> Path | None:
    """Return `path`; raise before any work is done where nothing can be written."""
    if path is not None and not os.access(path.parent, os.W_OK | os.X_OK):
        raise click.BadParameter(
            f"{path}: nothing can be written in the folder {path.parent}"
        )
    return path


def tell(
    report: ValidationReport,
    asked: Asked,
    documents: Mapping[str, bytes],
    prefixes: Mapping[str, str],
) -> int:
    """Write `report` on `documents` as it was asked for; return the exit code.

    Where it goes to a file, what sums it up is told on stderr.
    """
    text = reports.write(
        report,
        asked.form,
        documents=documents,
        prefixes=prefixes,
        language=asked.language,
        level=Level(asked.level),
        software=_version(),
        show=Severity(asked.show) if asked.show else None,
        colours=_coloured(asked),
    )
    told = Telling(report, documents, prefixes, asked.language, Level(asked.level))
    if asked.output is None:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
    else:
        _write(asked.output, text)
        for line in told.verdict():
            click.echo(printable(line), err=True)
    if told.unread:
        return cli.WRONG_USE
    return cli.CONFORMS if told.conforms else cli.DOES_NOT


def _write(path: Path, text: bytes) -> None:
    try:
        # a pipe or a device cannot be replaced
        if path.exists() and not path.is_file():
            path.write_bytes(text)
        else:
            write_atomically(path, text)
    except OSError as error:
        raise click.UsageError(
            f"{path}: the report cannot be written: {error.strerror or error}"
        ) from error


def _coloured(asked: Asked) -> bool:
    if asked.colours != "auto":
        return asked.colours == "always"
    # https://no-color.org: any value that is not empty
    is_terminal = asked.output is None and sys.stdout.isatty()
    return is_terminal and not os.environ.get("NO_COLOR")


def _version() -> str:
    try:
        return importlib.metadata.version("c2c-graph")
    except importlib.metadata.PackageNotFoundError:
        return ""
