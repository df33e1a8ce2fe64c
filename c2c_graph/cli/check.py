"""`c2c check`: say everything that is wrong or odd in a dataset."""

from pathlib import Path
from typing import Any

import click

from c2c_graph.cli.reporting import Asked
from c2c_graph.cli.reporting import report_options
from c2c_graph.cli.reporting import tell
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.text import read_bytes
from c2c_graph.settings import Settings
from c2c_graph.validation.checks import check


@click.command(name="check")
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@report_options
def command(folder: Path | None, **asked: Any) -> int:
    """Check the dataset in FOLDER, the packaged one without it.

    Each finding is a line `file:line:column: severity: message [rule]`, with the
    place below it. Exit code: 0 conforms to the level asked for, 1 does not, 2 a
    file is unreadable, 3 our fault.

    Example: c2c check --lang fr --format html --output report.html
    """
    how = Asked(**asked)
    dataset = read_dataset(folder or Settings.from_environment().dataset_folder())
    report = check(dataset, language=how.language, today=how.day)
    return tell(report, how, _texts(dataset), load_prefixes(dataset.folder))


def _texts(dataset: Dataset) -> dict[str, bytes]:
    """Return the bytes of each file by its path, also of what could not be parsed."""
    texts = {file.path: file.document.text for file in dataset.files}
    for fault in dataset.faults:
        path = dataset.folder / fault.source
        texts[fault.source] = read_bytes(path, name=fault.source)
    return texts
