"""The walk through a curator's mistakes happens as it is printed.

`C2C_RECORD=1` writes what the commands print anew; review it like code.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "curators.md"
STEP = re.compile(r"```(turtle|console)\n(.*?)```", re.DOTALL)
# the changed copy of a published file that the page speaks of
C40 = (ROOT / "data" / "networks" / "c40.ttl", '"2005"^^xsd:gYear', '"2013"^^xsd:gYear')


@pytest.fixture
def desk(tmp_path):
    """A folder to work in, where `c2c` is this one and knows no release."""
    published, before, after = C40
    text = published.read_text(encoding="utf-8").replace(before, after)
    (tmp_path / "c40.ttl").write_text(text, encoding="utf-8")
    command = tmp_path / "bin" / "c2c"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m c2c_graph "$@"\n')
    command.chmod(0o755)
    return tmp_path


def run(command, desk):
    paths = f"{desk / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=desk,
        env={**os.environ, "PATH": paths, "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


def commands(block):
    """Return the commands of a block, continued lines joined."""
    typed = re.findall(r"^\$ (.*(?:\n>.*)*)", block, re.MULTILINE)
    return [re.sub(r"\n> ?", "\n", one) for one in typed]


def replayed(kind, block, desk):
    """Return the block as it comes out when it is done again."""
    if kind == "turtle":
        name = block.partition("\n")[0].removeprefix("# ")
        (desk / name).write_text(block, encoding="utf-8")
        return block
    shown = re.findall(r"^(?:\$ .*(?:\n>.*)*)", block, re.MULTILINE)
    pairs = zip(shown, commands(block), strict=True)
    return "".join(f"{typed}\n{run(command, desk)}" for typed, command in pairs)


@pytest.mark.long
def test_every_step_prints_what_the_page_says(desk):
    page = PAGE.read_text(encoding="utf-8")
    again = STEP.sub(
        lambda step: f"```{step[1]}\n{replayed(step[1], step[2], desk)}```", page
    )
    if os.environ.get("C2C_RECORD"):
        PAGE.write_text(again, encoding="utf-8")
    else:
        assert again == page


def test_the_walk_goes_from_three_violations_to_none():
    page = PAGE.read_text(encoding="utf-8")
    counts = re.findall(r"^(\d+) violations?, ", page, re.MULTILINE)
    assert counts[:4] == ["3", "2", "0", "0"]
