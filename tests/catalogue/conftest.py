"""What no shipped fact answers yet is asked of made-up cities laid over the data."""

import shutil
from pathlib import Path

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from c2c_graph.settings import packaged_dataset

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture(scope="session")
def golden_dataset(tmp_path_factory):
    """The shipped dataset with the files of `tests/golden` in it."""
    folder = tmp_path_factory.mktemp("golden") / "dataset"
    for role in ("ontology", "data", "shapes", "sparql"):
        shutil.copytree(packaged_dataset() / role, folder / role)
    shutil.copytree(GOLDEN / "data", folder / "data", dirs_exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def golden_release(golden_dataset, tmp_path_factory):
    """The release of that dataset, open for reading."""
    home = tmp_path_factory.mktemp("golden-home") / "var"
    # without the gate: another test holds that the golden data conforms
    make_release(Settings(home=home, dataset=golden_dataset), gate=None)
    return open_release(home)
