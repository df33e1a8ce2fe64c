"""`c2c diff`: tell how one release became another."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from c2c_graph.cli.table import laid_out
from c2c_graph.release.differences import Difference
from c2c_graph.release.patch import patch
from c2c_graph.release.patch import unpacked
from c2c_graph.release.tally import Summary
from c2c_graph.release.telling_apart import difference
from c2c_graph.settings import Settings

# who waits at a terminal can end it himself
_PATIENCE = 3600.0


@click.command(name="diff", short_help="Tell how one release became another.")
@click.argument("old", metavar="FROM", type=click.IntRange(min=1))
@click.argument("new", metavar="TO", type=click.IntRange(min=1))
@click.option(
    "--format",
    "form",
    type=click.Choice(["counts", "patch", "added", "removed"]),
    default="counts",
    show_default=True,
    help="Numbers by graph and kind, RDF Patch, or N-Quads.",
)
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder that releases are kept in."
)
def command(old: int, new: int, form: str, home: Path | None) -> None:
    """Tell how release FROM became release TO, which may be the older one.

    Example: c2c diff 1 2 --format patch > changes.rdfp
    """
    home = home or Settings.from_environment().home
    found = difference(home, old, new, _PATIENCE)
    if form == "counts":
        for line in _counts(found.summary):
            click.echo(line)
        return
    out = sys.stdout.buffer
    for piece in _pieces(home, found, form):
        out.write(piece)


def _pieces(home: Path, found: Difference, form: str) -> Iterator[bytes]:
    if form == "patch":
        return patch(home, found)
    return unpacked(found.added if form == "added" else found.removed)


def _counts(summary: Summary) -> Iterator[str]:
    graphs = ((c.iri, f"+{c.added:,}", f"−{c.removed:,}") for c in summary.graphs)
    yield from laid_out(("graph", "added", "removed"), graphs, None, whole="")
    yield ""
    kinds = ((kind.name, f"{kind.number:,}") for kind in summary.kinds)
    yield from laid_out(("kind of thing", "changed"), kinds, None, whole="")
