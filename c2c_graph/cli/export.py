"""`c2c export`: a release as files that a web server sends by itself."""

import dataclasses
import os
from pathlib import Path

import click

from c2c_graph.export.exporting import Place
from c2c_graph.export.exporting import export
from c2c_graph.settings import Settings


@click.command(name="export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--home", type=click.Path(path_type=Path), help="Folder that releases are kept in."
)
@click.option(
    "--listen",
    default="127.0.0.1:8080",
    show_default=True,
    help="Address and port for nginx to listen on.",
)
@click.option(
    "--address",
    default="",
    metavar="URL",
    help="What the site is reached by, such as https://data.example.org; "
    "http:// and what it listens on without it.",
)
@click.option(
    "--upstream",
    default="",
    metavar="HOST:PORT",
    help="A `c2c serve` for what files cannot answer: SPARQL, search, the past.",
)
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=os.cpu_count() or 1,
    show_default="one a core",
    help="Processes that write side by side.",
)
def command(
    folder: Path,
    home: Path | None,
    listen: str,
    address: str,
    upstream: str,
    jobs: int,
) -> None:
    """Write the newest release as a static site into FOLDER.

    Every document in every format, the dumps, the catalogue and the feed, and a
    configuration of nginx that negotiates content and leads from things to
    documents. A site that is in FOLDER already is served until the new one is
    whole; then tell nginx to reload.

    Example: c2c export /srv/city2city --listen 80 --upstream 127.0.0.1:8000
    """
    settings = Settings.from_environment()
    settings = dataclasses.replace(settings, home=home or settings.home)
    found = export(
        settings,
        Place(folder, listen, address or f"http://{listen}", upstream),
        jobs=jobs,
        progress=lambda line: click.echo(line, err=True),
    )
    click.echo(
        f"release {found.release}: {found.files:,} files, "
        f"{found.size / 2**20:,.0f} MB in {folder}\n"
        f"Serve it: nginx -p {folder} -c nginx.conf"
    )
