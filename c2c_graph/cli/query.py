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
from c2c_graph.cli.question import Question
from c2c_graph.cli.question import listing
from c2c_graph.cli.question import read_question
from c2c_graph.query.answer_formats import format_of
from c2c_graph.query.answer_formats import formats_of
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Query
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.guard import Kind
from c2c_graph.query.guard import calls_service
from c2c_graph.query.guard import inspect
from c2c_graph.query.hints import finds_nothing
from c2c_graph.query.hints import hints_for
from c2c_graph.query.hints import known_in
from c2c_graph.query.hints import known_terms
from c2c_graph.query.pool import SlotPool
from c2c_graph.query.services import allowed_services
from c2c_graph.query.slot_kinds import QUERIES
from c2c_graph.query.slot_kinds import QUERIES_WITH_SERVICES
from c2c_graph.rdf.caret import caret
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.prefixes import released_prefixes
from c2c_graph.release.pointer import current_number
from c2c_graph.release.store import open_store
from c2c_graph.settings import Settings

TABLE: Final = "table"
FORMATS: Final = (TABLE, *(f.name for f in (*RESULT_FORMATS, *GRAPH_FORMATS)))
# an answer in a format that is read back, to be laid out as a table
_READABLE: Final = RESULT_FORMATS[0]


@click.command(
    name="query", short_help="Ask a release a saved query, or one of your own."
)
@click.argument("query", metavar="NAME|QUERY|FILE.rq|-", required=False)
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
    help="Value of a parameter of a saved query; its default or its example stands "
    "in for others. An empty value leaves an IRI open.",
)
@click.option("--list", "listed", is_flag=True, help="List the saved queries.")
def command(
    query: str | None,
    format_name: str | None,
    home: Path | None,
    deadline: float | None,
    given: tuple[str, ...],
    listed: bool,
) -> int:
    """Ask the current release a saved query, or one of your own in SPARQL.

    NAME is one of those that --list shows; QUERY is the query itself, else a file that
    ends in .rq or .sparql, or - for standard input. A parameter takes an IRI, a
    prefixed name (city:se-malmo) or the key alone. Without --format: a table on a
    terminal, else CSV; graphs as Turtle.

    Example: c2c query networks-of-a-city-today --param city=se-malmo
    """
    settings = _settings(home, deadline)
    if listed:
        click.echo("\n".join(listing(settings.dataset_folder(), _width())))
        return cli.CONFORMS
    if query is None:
        raise click.UsageError("say what to ask; --list shows the saved queries")
    question = read_question(query, settings.dataset_folder())
    try:
        _answer(question, given, format_name, settings)
    except (errors.QuerySyntaxError, errors.QueryRefused) as error:
        if not error.line:
            raise
        click.echo(_pointed_at(error, question.source), err=True)
        return cli.WRONG_USE
    return cli.CONFORMS


def _answer(
    question: Question,
    given: tuple[str, ...],
    format_name: str | None,
    settings: Settings,
) -> None:
    text = question.text
    kind = inspect(
        text,
        allowed_services=allowed_services(settings),
        nesting=settings.nesting,
        longest=settings.query_kb * 2**10,
    )
    shown = format_name or _usual_format(kind)
    asked = Query(
        text,
        kind,
        _media_type(kind, shown),
        current_number(settings.home),
        substitutions=question.substitutions(given),
    )
    answer = _ask(asked, settings)
    for hint in _hints(asked, answer, settings):
        click.echo(f"c2c: nothing found; {hint}", err=True)
    _show(answer, kind, shown, settings)


def _hints(query: Query, answer: Answer, settings: Settings) -> tuple[str, ...]:
    if not finds_nothing(answer):
        return ()
    store, _hold = open_store(settings.home, query.release)
    words = known_terms(store), released_prefixes(store), known_in(store)
    return hints_for(query, words)


def _settings(home: Path | None, deadline: float | None) -> Settings:
    settings = dataclasses.replace(Settings.from_environment(), slots=1)
    if home is not None:
        settings = dataclasses.replace(settings, home=home)
    if deadline is not None:
        settings = dataclasses.replace(settings, deadline_seconds=deadline)
    return settings


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


def _ask(query: Query, settings: Settings) -> Answer:
    calls = calls_service(query.text)
    with SlotPool(
        settings, quiet=True, kind=QUERIES_WITH_SERVICES if calls else QUERIES
    ) as pool:
        pool.wait_until_ready()
        path = pool.socket_path
        return SlotEngine(path, settings, path if calls else None).answer_now(query)


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
        prefixes = load_prefixes(settings.dataset_folder())
        for line in table.lines(results, prefixes, _width()):
            click.echo(line)


def _width() -> int | None:
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def _file(answer: Answer) -> BinaryIO:
    return io.BytesIO(answer.body) if isinstance(answer.body, bytes) else answer.body


def _pointed_at(
    error: errors.QuerySyntaxError | errors.QueryRefused, source: str
) -> str:
    """Return the fault with its place, the offending line and a caret below."""
    shown = textwrap.indent(caret(error.text, error.column), "  ")
    return f"{source}:{error.line}:{error.column}: {error.detail}\n{shown}"
