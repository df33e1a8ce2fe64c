"""`c2c releases`: list the releases there are."""

from collections.abc import Iterator
from pathlib import Path

import click

from c2c_graph.cli.table import laid_out
from c2c_graph.release.history import Event
from c2c_graph.release.history import open_history
from c2c_graph.release.pointer import current_number
from c2c_graph.settings import Settings

_COLUMNS = ("release", "made", "triples", "added", "removed", "hash")
# enough of a hash to tell releases apart
_DIGITS = 12


@click.command(name="releases", short_help="List the releases, the newest first.")
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder that releases are kept in."
)
@click.option("-n", "--number", type=click.IntRange(min=1), help="Only the newest N.")
def command(home: Path | None, number: int | None) -> None:
    """List the releases, the newest first: when, how large, how much changed.

    Example: c2c releases -n 5
    """
    home = home or Settings.from_environment().home
    events = open_history(home, current_number(home)).events()[::-1][:number]
    for line in laid_out(_COLUMNS, _rows(events), None, whole=""):
        click.echo(line)


def _rows(events: tuple[Event, ...]) -> Iterator[tuple[str, ...]]:
    for event in events:
        yield (
            str(event.number),
            f"{event.created:%Y-%m-%d %H:%M:%S}",
            f"{event.triples:,}",
            f"+{event.added:,}",
            f"−{event.removed:,}",
            event.dataset_hash.rpartition(":")[2][:_DIGITS],
        )
