"""What `c2c query` is asked: a query's text, and the values of its parameters."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from c2c_graph import errors
from c2c_graph.cli import table
from c2c_graph.query.catalogue import load_catalogue
from c2c_graph.query.catalogue import named
from c2c_graph.query.engine import Substitutions
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.rdf.saved_queries import parse_saved_query

_FILES: Final = (".rq", ".sparql")
# no SPARQL query is a single word
_NAME = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Question:
    """A query's text, what messages call it, and its head where it has one."""

    source: str
    text: str
    saved: SavedQuery | None

    def substitutions(self, given: tuple[str, ...]) -> Substitutions:
        """Return the terms for the NAME=VALUE texts `given`; say what stands in.

        Raise `click.UsageError` for what is not NAME=VALUE or where the query takes
        no values, and as `SavedQuery.bind`.
        """
        values = dict(_pair(text) for text in given)
        if self.saved is None:
            if values:
                raise click.UsageError(
                    f"{self.source} has no parameters; "
                    "a saved query declares them in its head"
                )
            return {}
        examples = {
            parameter.name: parameter.example
            for parameter in self.saved.parameters
            if parameter.name not in values and not parameter.default
        }
        terms = self.saved.bind(examples | values)
        for name, value in examples.items():
            click.echo(
                f"{name}={value} (its example; give another: --param {name}=…)",
                err=True,
            )
        return terms


def read_question(query: str, dataset: Path) -> Question:
    """Return the question that `query` is, names, or - for standard input - leads to.

    `dataset` is the folder whose saved queries and prefixes count. Raise
    `errors.UnknownQuery` for a name that is not among them, `errors.BadRequest` for a
    file that cannot be read.
    """
    if query != "-" and _NAME.fullmatch(query):
        saved = named(load_catalogue(dataset), query)
        return Question(query, saved.text, saved)
    source, text = _read(query)
    # the prefixes are read only for a text that can have parameters
    prefixes = load_prefixes(dataset) if "#+" in text else {}
    return Question(source, text, parse_saved_query(source, text, prefixes))


def listing(dataset: Path, width: int | None) -> Iterator[str]:
    """Yield the lines of a table of the saved queries in the folder `dataset`."""
    rows = (
        [saved.name, " ".join(p.name for p in saved.parameters), saved.summary]
        for saved in load_catalogue(dataset)
    )
    columns = ("name", "parameters", "summary")
    return table.laid_out(columns, rows, width, whole="in a pipe")


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


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise click.UsageError(f"--param {text}: write NAME=VALUE")
    return name, value
