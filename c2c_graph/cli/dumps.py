"""`c2c dumps`: make the files that a release can be fetched as."""

import dataclasses
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from c2c_graph import errors
from c2c_graph.release import dump_making
from c2c_graph.release import dumps
from c2c_graph.release import pointer
from c2c_graph.release.again import State
from c2c_graph.settings import Settings

_STEPS: Final = 1_000


@click.command(name="dumps", short_help="Make the dumps of a release and list them.")
@click.argument("release", type=click.IntRange(min=1), required=False)
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder that keeps releases."
)
def command(release: int | None, home: Path | None) -> None:
    """Make the dumps of RELEASE, the newest one if none is named, and list them.

    N-Quads in gzip are there since the release was made; all else is made here, and
    by `c2c release` and `c2c serve` in the background. Printed are the SHA-256, the
    size in bytes and the name of each file of the whole dataset.

    Example: c2c dumps 3 --home /srv/c2c
    """
    settings = Settings.from_environment()
    settings = dataclasses.replace(settings, home=home or settings.home)
    number = release or pointer.current_number(settings.home)
    with click.progressbar(length=_STEPS, label="dumps", file=sys.stderr) as bar:
        dump_making.make(
            settings, number, lambda done: bar.update(int(done * _STEPS) - bar.pos)
        )
        bar.update(_STEPS - bar.pos)
    for file in dumps.dumps_of(settings.home, number):
        if file.graph is None:
            click.echo(f"{file.sha256} {file.bytes:>12} {file.name}")


def begin_dumps(settings: Settings, number: int, tell: Callable[[str], None]) -> None:
    """Have the dumps of release `number` made in the background.

    `tell` is told where they cannot be: the release stands without them.
    """
    try:
        found = dump_making.begin(settings, number, tell)
    except (errors.C2CError, OSError) as error:
        tell(f"no dumps of release {number} but N-Quads: {error}")
        return
    if found.state is State.FAILED:
        tell(f"no dumps of release {number} but N-Quads: {found.reason}")
