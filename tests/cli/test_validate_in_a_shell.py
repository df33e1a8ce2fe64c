"""`c2c validate` as a shell runs it: standard input, terminals, no network."""

import os
import pty
import socket
import subprocess
import sys
import threading

import pytest

from c2c_graph import cli
from tests.cli.test_validate_command import BAD
from tests.cli.test_validate_command import FINE

COMMAND = [sys.executable, "-P", "-m", "c2c_graph", "validate", "--lang", "en"]
SECONDS = 60


def run(folder, *arguments, text=None, **environment):
    return subprocess.run(
        [*COMMAND, *arguments],
        input=text,
        cwd=folder,
        env={**os.environ, "C2C_HOME": str(folder / "var"), **environment},
        capture_output=True,
        text=True,
        timeout=SECONDS,
    )


def test_standard_input_is_turtle_and_the_packaged_data_stands_in(tmp_path):
    done = run(tmp_path, "-", text=BAD)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("stdin:10:17: violation: city:se-visby: ")
    assert "var: no release here, so the files are seen together with" in done.stderr
    assert not (tmp_path / "var").exists()


def test_standard_input_in_another_syntax(tmp_path):
    statement = "<https://w3id.org/city2city/id/city/se-visby> a c2c:City ."
    done = run(tmp_path, "-", "--syntax", "ntriples", text=statement)
    assert done.returncode == 2
    assert done.stdout.startswith("stdin:1:")


@pytest.mark.parametrize(
    ("environment", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False)]
)
def test_colours_are_for_terminals_that_want_them(tmp_path, environment, coloured):
    (tmp_path / "a.ttl").write_text("nonsense")
    master, slave = pty.openpty()
    with open(slave, "wb") as terminal:
        subprocess.run(
            [*COMMAND, "--against", "none", "a.ttl"],
            cwd=tmp_path,
            env={**os.environ, "NO_COLOR": "", **environment},
            stdout=terminal,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
        )
    with open(master, "rb") as shown:
        assert (b"\x1b[1ma.ttl:1:1\x1b[0m" in shown.read1()) is coloured


def test_no_document_makes_it_dial_out(tmp_path, capsys):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/x"
        called = threading.Event()
        listener.settimeout(SECONDS)
        thread = threading.Thread(
            target=_answered, args=(listener, called), daemon=True
        )
        thread.start()
        (tmp_path / "a.ttl").write_text(
            f"{FINE}@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
            f"<{address}> a owl:Ontology ; owl:imports <{address}> .\n"
        )
        (tmp_path / "b.jsonld").write_text(f'{{"@context": "{address}", "a": "b"}}')
        for name in ("a.ttl", "b.jsonld"):
            cli.run(["validate", "--against", "none", str(tmp_path / name)])
        assert "Contexts of JSON-LD are not fetched" in capsys.readouterr().out
        assert not called.is_set()


def _answered(listener, called):
    try:
        listener.accept()[0].close()
    except OSError:  # closed at the end of the test
        return
    called.set()
