"""`c2c release`: make a release of the dataset where something has changed."""

import dataclasses
from pathlib import Path

import click

from c2c_graph.cli.dumps import begin_dumps
from c2c_graph.release import published_facts
from c2c_graph.release.build import Outcome
from c2c_graph.release.build import make_release
from c2c_graph.release.manifest import DERIVED
from c2c_graph.release.store import rebuild_store
from c2c_graph.settings import Settings
from c2c_graph.validation.checks import check


@click.command(name="release")
@click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    help="Dataset folder to release; the packaged one without it.",
)
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder to keep releases in."
)
@click.option("--no-check", is_flag=True, help="Release without checking the dataset.")
@click.option(
    "--rebuild",
    type=click.IntRange(min=1),
    metavar="NUMBER",
    help="Only make the store of this older release again.",
)
@click.option(
    "--no-dumps", is_flag=True, help="Leave the dumps to `c2c dumps` or `c2c serve`."
)
def command(
    dataset: Path | None,
    home: Path | None,
    no_check: bool,
    rebuild: int | None,
    no_dumps: bool,
) -> None:
    """Make a release of the dataset and the accepted submissions.

    Nothing is made where no source has changed since the current release. The
    release in use stays as it is until the new one is whole; one that was cut
    short is cleared away by the next run. Dumps in more formats than N-Quads follow
    in the background.

    Example: c2c release --dataset my-cities --home /srv/c2c
    """
    settings = _settings(dataset, home)
    if rebuild is not None:
        rebuild_store(settings.home, rebuild)
        click.echo(f"release {rebuild}: store made again")
        return
    gate = None if no_check else check
    outcome = make_release(settings, _progress, gate)
    click.echo(_told(outcome))
    published_facts.prepare(settings.home, outcome.number)
    if not no_dumps:
        begin_dumps(settings, outcome.number, _progress)


def _settings(dataset: Path | None, home: Path | None) -> Settings:
    settings = Settings.from_environment()
    return dataclasses.replace(
        settings, dataset=dataset or settings.dataset, home=home or settings.home
    )


def _progress(line: str) -> None:
    click.echo(line, err=True)


def _told(outcome: Outcome) -> str:
    manifest = outcome.manifest
    made = "made" if outcome.created else "is current, nothing has changed"
    # statistics are no news
    graphs = [graph for graph in manifest.graphs if graph.role != DERIVED]
    total = sum(graph.triples for graph in graphs)
    return (
        f"release {manifest.number} {made}: "
        f"{total} triples in {len(graphs)} graphs, "
        f"{manifest.default_triples} in the default graph"
    )
