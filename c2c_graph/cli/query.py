"""`c2c query`: ask the current release a SPARQL query."""

import dataclasses
import io
import shutil
import sys
import textwrap
from pathlib import Path
from typing import BinaryIO
from typing import Final

import click
from pyoxigraph import QueryBoolean
from pyoxigraph import QueryResultsFormat
from pyoxigraph import QuerySolutions
from pyoxigraph import parse_query_results

from c2c_graph import cli
from c2c_graph import errors
from c2c_graph.cli import table
from c2c_graph.query.answer_formats import format_of
from c2c_graph.query.answer_formats import formats_of
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Query
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.engine import Substitutions
from c2c_graph.query.guard import Kind
from c2c_graph.query.guard import inspect
from c2c_graph.query.pool import SlotPool
from c2c_graph.rdf.caret import caret
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.saved_queries import parse_saved_query
from c2c_graph.release.pointer import current_number
from c2c_graph.settings import Settings

TABLE: Final = "table"
FORMATS: Final = (TABLE, *(f.name for f in (*RESULT_FORMATS, *GRAPH_FORMATS)))
_FILES: Final = (".rq", ".sparql")
# an answer in a format that is read back, to be laid out as a table
_READABLE: Final = RESULT_FORMATS[0]


@click.command(name="query")
@click.argument("query", metavar="QUERY|FILE.rq|-")
@click.option("--format", "-f", "format_name", type=click.Choice(FORMATS))
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder that keeps the releases."
)
@click.option(
    "--deadline",
    type=click.FloatRange(min=0, min_open=True),
    help="Longest evaluation, in seconds.",
)
@click.option(
    "--param",
    "-p",
    "given",
    metavar="NAME=VALUE",
    multiple=True,
    help="Value of a parameter of a saved query; its example stands in for others.",
)
def command(
    query: str,
    format_name: str | None,
    home: Path | None,
    deadline: float | None,
    given: tuple[str, ...],
) -> int:
    """Ask the current release a SPARQL query.

    QUERY is the query itself, a file that ends in .rq or .sparql, or - for standard
    input. Without --format: a table on a terminal, else CSV; graphs as Turtle.

    Example: c2c query 'SELECT * WHERE { ?s ?p ?o } LIMIT 5'
    """
    settings = _settings(home, deadline)
    source, text = _read(query)
    try:
        kind = inspect(
            text, nesting=settings.nesting, longest=settings.query_kb * 2**10
        )
        shown = format_name or _usual_format(kind)
        asked = Query(
            text,
            kind,
            _media_type(kind, shown),
            current_number(settings.home),
            substitutions=_substitutions(
                source, text, given, settings.dataset_folder()
            ),
        )
        answer = _ask(asked, settings)
    except (errors.QuerySyntaxError, errors.QueryRefused) as error:
        if not error.line:
            raise
        click.echo(_pointed_at(error, source), err=True)
        return cli.WRONG_USE
    _show(answer, kind, shown, settings)
    return cli.CONFORMS


def _settings(home: Path | None, deadline: float | None) -> Settings:
    settings = dataclasses.replace(Settings.from_environment(), slots=1)
    if home is not None:
        settings = dataclasses.replace(settings, home=home)
    if deadline is not None:
        settings = dataclasses.replace(settings, deadline_seconds=deadline)
    return settings


def _read(query: str) -> tuple[str, str]:
    """Return what `query` is called in messages, and its text."""
    try:
        if query == "-":
            return "<stdin>", sys.stdin.buffer.read().decode("utf-8-sig")
        if query.endswith(_FILES):
            return query, Path(query).read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or error
        raise errors.BadRequest(f"{query}: cannot be read: {reason}") from error
    except UnicodeDecodeError as error:
        raise errors.BadRequest(
            f"{query}: is not UTF-8 at byte {error.start}"
        ) from error
    return "query", query


def _usual_format(kind: Kind) -> str:
    if kind.gives_graph:
        return "turtle"
    return TABLE if sys.stdout.isatty() or kind is Kind.ASK else "csv"


def _media_type(kind: Kind, name: str) -> str:
    table = name == TABLE and not kind.gives_graph
    found = _READABLE if table else format_of(kind, name)
    if found is None:
        choice = [format.name for format in formats_of(kind)]
        tables = [] if kind.gives_graph else [TABLE]
        raise click.UsageError(
            f"{kind} cannot be shown as {name}; "
            f"choose one of: {', '.join(tables + choice)}"
        )
    return found.media_type


def _substitutions(
    source: str, text: str, given: tuple[str, ...], folder: Path
) -> Substitutions:
    """Return the terms for the parameters of a saved query; say what stands in."""
    values = dict(_pair(text) for text in given)
    saved = parse_saved_query(source, text, load_prefixes(folder))
    if saved is None:
        if values:
            raise click.UsageError(
                f"{source} has no parameters; a saved query declares them in its head"
            )
        return {}
    examples = {n: v for n, v in saved.examples().items() if n not in values}
    for name, value in examples.items():
        click.echo(
            f"{name}={value} (its example; give another: --param {name}=…)", err=True
        )
    return saved.bind(examples | values)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--param {text}: write NAME=VALUE")
    return name, value


def _ask(query: Query, settings: Settings) -> Answer:
    with SlotPool(settings, quiet=True) as pool:
        pool.wait_until_ready()
        return SlotEngine(pool.socket_path, settings).answer_now(query)


def _show(answer: Answer, kind: Kind, shown: str, settings: Settings) -> None:
    with _file(answer) as file:
        if shown != TABLE or kind.gives_graph:
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        results = parse_query_results(file, QueryResultsFormat.JSON)
        if isinstance(results, QueryBoolean):
            click.echo("true" if results else "false")
            return
        assert isinstance(results, QuerySolutions)
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        prefixes = load_prefixes(settings.dataset_folder())
        for line in table.lines(results, prefixes, width):
            click.echo(line)


def _file(answer: Answer) -> BinaryIO:
    return io.BytesIO(answer.body) if isinstance(answer.body, bytes) else answer.body


def _pointed_at(
    error: errors.QuerySyntaxError | errors.QueryRefused, source: str
) -> str:
    """Return the fault with its place, the offending line and a caret below."""
    shown = textwrap.indent(caret(error.text, error.column), "  ")
    return f"{source}:{error.line}:{error.column}: {error.detail}\n{shown}"
