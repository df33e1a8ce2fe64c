"""`c2c iris`: keep the register of published IRIs."""

from pathlib import Path

import click

from c2c_graph import cli
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.settings import Settings
from c2c_graph.validation import published
from c2c_graph.validation.checks import scope_of
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of

# more new ones than these are counted, not listed
_LISTED = 20


@click.command(name="iris")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--record", is_flag=True, help="Add new IRIs at the register's end.")
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if one is amiss.")
def command(folder: Path | None, record: bool, check: bool) -> int:
    """Record or check the IRIs that the dataset in FOLDER mints.

    The register is data/published-iris.txt, one IRI a line in the order of
    minting. A line is never taken out: what is gone stays in data/retired.ttl.

    Example: c2c iris --record
    """
    if record == check:
        raise click.UsageError("say either --record or --check")
    dataset = read_dataset(folder or Settings.from_environment().dataset_folder())
    if dataset.faults:
        raise dataset.faults[0]
    scope = scope_of(dataset)
    if record:
        return _record(scope)
    return _check(scope)


def _record(scope: Scope) -> int:
    new = published.unregistered(scope)
    if new:
        published.register(scope.dataset.folder, new)
    click.echo(f"{len(new)} IRIs added to {published.REGISTER}")
    return cli.CONFORMS


def _check(scope: Scope) -> int:
    new = published.unregistered(scope)
    gone = [text_of(r.focus) for r in published.gone_iris(scope) if r.focus is not None]
    for iri in new[:_LISTED]:
        click.echo(f"{iri}: new, not registered yet")
    if new:
        click.echo(f"{len(new)} new IRIs are not registered; run: c2c iris --record")
    for iri in gone:
        click.echo(f"{iri}: registered, neither described nor in {published.RETIRED}")
    return cli.DOES_NOT if new or gone else cli.CONFORMS
