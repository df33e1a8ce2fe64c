"""`c2c format`: bring Turtle files into the one canonical form."""

from collections.abc import Iterable
from collections.abc import Mapping
from pathlib import Path

import click

from c2c_graph import cli
from c2c_graph.durable import write_atomically
from c2c_graph.rdf.canonical import format_turtle
from c2c_graph.rdf.dataset import source_paths
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.text import read_bytes
from c2c_graph.settings import Settings


@click.command(name="format", short_help="Write Turtle files in canonical form.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit 1 if a file would.")
@click.option(
    "--dataset",
    type=click.Path(path_type=Path),
    help="Dataset folder whose files and prefixes are meant.",
)
def command(paths: tuple[Path, ...], check: bool, dataset: Path | None) -> int:
    """Write Turtle files in canonical form; all of the dataset's without PATHS.

    Blocks sorted by IRI, one triple a line, lexical forms kept, the comment block
    at the top kept, other comments dropped.

    Example: c2c format --check data/cities/se.ttl
    """
    folder = dataset or Settings.from_environment().dataset_folder()
    prefixes = load_prefixes(folder)
    outcomes = [_format(path, prefixes, check) for path in _files(paths, folder)]
    changed = sum(outcomes)
    verb = "would be rewritten" if check else "rewritten"
    click.echo(f"{changed} of {len(outcomes)} files {verb}", err=True)
    return cli.DOES_NOT if check and changed else cli.CONFORMS


def _files(paths: Iterable[Path], folder: Path) -> list[Path]:
    given = list(paths) or [path for _, path in source_paths(folder)]
    return [p for path in given for p in _turtle_below(path)]


def _turtle_below(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.rglob("*.ttl"))
    return [path] if path.suffix == ".ttl" else []


def _format(path: Path, prefixes: Mapping[str, str], check: bool) -> bool:
    before = read_bytes(path, name=str(path))
    after = format_turtle(before, name=str(path), prefixes=prefixes).encode()
    if after == before:
        return False
    if check:
        line = _first_difference(before, after)
        click.echo(f"{path}:{line}:1: not in canonical form; run: c2c format {path}")
    else:
        write_atomically(path, after)
        click.echo(f"{path}: rewritten")
    return True


def _first_difference(before: bytes, after: bytes) -> int:
    pairs = zip(before.splitlines(), after.splitlines(), strict=False)
    return next((n for n, (a, b) in enumerate(pairs, 1) if a != b), 1)
