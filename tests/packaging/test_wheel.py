"""A wheel holds everything: installed anywhere, it releases and serves the graph."""

import subprocess
import sys
import urllib.request
import zipfile
from pathlib import Path

import pytest

from tests.serving import serving

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), cwd=ROOT)
    return next(folder.glob("*.whl"))


def run(*command, cwd=None):
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("folder", ["ontology", "data", "shapes", "sparql"])
def test_the_wheel_holds_the_dataset(wheel, folder):
    shipped = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
    }
    held = {
        name.removeprefix("c2c_graph/dataset/")
        for name in zipfile.ZipFile(wheel).namelist()
    }
    assert shipped
    assert shipped <= held


def test_installed_in_an_empty_environment_it_serves_from_any_folder(wheel, tmp_path):
    run(sys.executable, "-m", "venv", str(tmp_path / "env"))
    python = str(tmp_path / "env" / "bin" / "python")
    constraints = str(ROOT / "constraints.txt")
    run(python, "-m", "pip", "install", "-q", "-c", constraints, str(wheel))
    anywhere = tmp_path / "anywhere"
    anywhere.mkdir()
    c2c = str(tmp_path / "env" / "bin" / "c2c")
    with serving(anywhere / "var", command=(c2c,), cwd=anywhere) as server:
        address = server.address + "/id/city/se-malmo"
        request = urllib.request.Request(address, headers={"Accept": "text/turtle"})
        with urllib.request.urlopen(request) as answer:
            assert b"se-malmo" in answer.read()
    assert [path.name for path in anywhere.iterdir() if path.is_dir()] == ["var"]
