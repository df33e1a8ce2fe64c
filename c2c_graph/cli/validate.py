"""`c2c validate`: check what is to be handed in against what is published."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from typing import Final

import click

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.cli.handing_in import hand_in
from c2c_graph.cli.reporting import Asked
from c2c_graph.cli.reporting import report_options
from c2c_graph.cli.reporting import tell
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import graph_format
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.release.pointer import current_number
from c2c_graph.release.published_facts import packaged
from c2c_graph.release.published_facts import released
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from c2c_graph.validation.facts import Published
from c2c_graph.validation.submissions import validate

CURRENT: Final = "current"
NOTHING: Final = "none"


@click.command(
    name="validate", short_help="Check files against what is published, with places."
)
@click.argument(
    "paths",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
)
@click.option(
    "--against",
    default=CURRENT,
    metavar="current|none|RELEASE",
    help="Release that the files are seen together with; without any, the data that "
    "came with c2c.",
)
@click.option(
    "--replaces",
    metavar="GRAPH",
    multiple=True,
    help="Published graph whose statements the files stand in for: its IRI, or its "
    "path such as data/cities/se.",
)
@click.option(
    "--syntax",
    type=click.Choice([format.name for format in GRAPH_FORMATS]),
    help="Syntax of standard input (else Turtle) and of files with other endings.",
)
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder that keeps the releases."
)
@report_options
def command(
    paths: tuple[Path, ...],
    against: str,
    replaces: tuple[str, ...],
    syntax: str | None,
    home: Path | None,
    **asked: Any,
) -> int:
    """Check each FILE, all together as one submission, as the graph would be with it.

    A FILE may be a folder, which stands for all RDF files in it, or - for standard
    input. Nothing is sent or kept. Exit code: 0 conforms to the level asked for, 1
    does not, 2 wrong use or a file that cannot be read, 3 our fault.

    Examples:

    \b
      c2c validate cities.ttl --lang fr
      c2c validate submission/ --level essential --format html -o report.html
      c2c validate - --against none < cities.ttl
    """
    how = Asked(**asked)
    graphs = frozenset(_graph(name) for name in replaces)
    with _busy("reading"):
        handed = hand_in(paths, graph_format(syntax) if syntax else None, graphs)
    published = None
    # of what cannot be read nothing but that is told
    if not handed.submitted.faults:
        published = _published(against, home)
        _require_published(graphs, published)
    with _busy("validating"):
        report = validate(
            handed.submitted, published, language=how.language, today=how.day
        )
    return tell(report, how, handed.texts, load_prefixes())


def _graph(name: str) -> str:
    return name if ":" in name else namespaces.graph_iri(name)


def _published(against: str, home: Path | None) -> Published | None:
    """Return the facts to see the files with; say so where they are not released."""
    if against == NOTHING:
        return None
    folder = home or Settings.from_environment().home
    number = _number(against, folder)
    if number is None:
        click.echo(
            f"c2c: {folder}: no release here, so the files are seen together with the "
            "data that came with c2c; name another folder with --home",
            err=True,
        )
        return packaged()
    try:
        return released(open_release(folder, number))
    except errors.NoRelease as error:
        raise click.UsageError(str(error)) from error


def _number(against: str, home: Path) -> int | None:
    """Return the number of the release that is meant, None where there is none yet."""
    if against != CURRENT:
        if not against.isdecimal() or int(against) < 1:
            raise click.BadParameter(
                f"{against!r} is no release; give its number, {CURRENT} or {NOTHING}",
                param_hint="'--against'",
            )
        return int(against)
    try:
        return current_number(home)
    except errors.NoRelease:
        return None


def _require_published(graphs: frozenset[str], published: Published | None) -> None:
    """Raise `click.UsageError` for a graph to replace that is not there."""
    for graph in sorted(graphs):
        if published is None or next(published.graph(graph), None) is None:
            raise click.BadParameter(
                f"{graph} is not published, so nothing can replace it; check its "
                "spelling",
                param_hint="'--replaces'",
            )


@contextlib.contextmanager
def _busy(doing: str) -> Iterator[None]:
    """Tell whoever waits at a terminal what is going on."""
    is_watched = sys.stderr.isatty()
    if is_watched:
        click.echo(f"c2c: {doing} …", nl=False, err=True)
    try:
        yield
    finally:
        if is_watched:  # back to the beginning of the line, and clear it
            click.echo("\r\x1b[K", nl=False, err=True)
