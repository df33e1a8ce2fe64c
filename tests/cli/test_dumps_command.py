"""`c2c dumps` makes the files of a release and lists them; releases begin it."""

import subprocess
import sys
import time

import pytest

from c2c_graph import cli
from c2c_graph.release import dumps

FORMATS = "C2C_DUMP_FORMATS"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home with a release of one small file, of which no dumps are made."""
    folder = tmp_path / "dataset" / "data"
    folder.mkdir(parents=True)
    (folder / "a.ttl").write_text("<urn:s> <urn:p> <urn:o> .")
    monkeypatch.setenv("C2C_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("C2C_DATASET", str(tmp_path / "dataset"))
    assert cli.run(["release", "--no-check", "--no-dumps"]) == 0
    return tmp_path / "home"


def whole(home):
    return {file.name for file in dumps.dumps_of(home, 1) if file.graph is None}


def test_it_makes_them_and_prints_hash_size_and_name(home, monkeypatch, capsys):
    monkeypatch.setenv(FORMATS, "nq ttl")
    capsys.readouterr()
    assert cli.run(["dumps", "1"]) == 0
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    found = {file.name: file for file in dumps.dumps_of(home, 1)}
    assert len(printed) == len(whole(home)) == 4
    for sha256, size, name in printed:
        assert (sha256, int(size)) == (found[name].sha256, found[name].bytes)


@pytest.mark.parametrize("arguments", [["7"], ["--home", "/nowhere"]])
def test_what_is_not_there_is_told(home, arguments, capsys):
    assert cli.run(["dumps", *arguments]) == 1
    assert "release" in capsys.readouterr().err


def test_a_format_that_is_none_is_wrong_use(home, monkeypatch, capsys):
    monkeypatch.setenv(FORMATS, "docx")
    assert cli.run(["dumps"]) == 2
    assert "docx is no format of dumps" in capsys.readouterr().err


def test_a_release_begins_them_and_waits_for_nothing(home, monkeypatch):
    monkeypatch.setenv(FORMATS, "nt")
    command = [sys.executable, "-m", "c2c_graph", "release", "--no-check"]
    done = subprocess.run(command, capture_output=True, timeout=30, check=True)
    assert b"nothing has changed" in done.stdout
    end = time.monotonic() + 20
    while len(whole(home)) < 5:
        assert time.monotonic() < end
        time.sleep(0.05)
