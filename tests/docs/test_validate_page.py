"""What docs/validate.md says is run: each command, and each output compared.

`C2C_RECORD=1` writes the outputs anew; review them like code.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from c2c_graph import reports
from c2c_graph.cli.validate import command

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "validate.md"
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"
DAY = "2026-11-22"
SECONDS = 120
# each line starts c2c or asks a server, and there are many
pytestmark = pytest.mark.long


def text():
    return PAGE.read_text(encoding="utf-8")


def lines(word):
    blocks = re.findall(r"```sh\n(.*?)```", text(), re.DOTALL)
    found = [line for block in blocks for line in block.splitlines()]
    return [line for line in found if line.startswith(word)]


@pytest.fixture
def folder(tmp_path):
    (document,) = re.findall(r"```turtle\n(.*?)```", text(), re.DOTALL)
    (tmp_path / "visby.ttl").write_text(document)
    return tmp_path


def run(line, folder, home):
    """Run `line` in bash with c2c on the path; rules go by one day."""
    tools = folder.parent / "tools"
    tools.mkdir(exist_ok=True)
    script = f'#!/bin/sh\nexec {sys.executable} -P -m c2c_graph "$@" --today {DAY}\n'
    (tools / "c2c").write_text(script)
    (tools / "c2c").chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "-c", line],
        cwd=folder,
        env={**os.environ, "PATH": path, "C2C_HOME": str(home), "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
    )


def test_the_outputs_are_those_that_are_printed(folder, shipped_home):
    whole = text()
    for printed in CONSOLE.findall(whole):
        told = ""
        for line in printed.splitlines():
            if line.startswith("$ "):
                told += f"{line}\n{run(line[2:], folder, shipped_home).stdout}"
        whole = whole.replace(f"```console\n{printed}```", f"```console\n{told}```")
    if os.environ.get("C2C_RECORD"):
        PAGE.write_text(whole, encoding="utf-8")
    assert whole == text()


@pytest.mark.long
@pytest.mark.parametrize("line", lines("c2c"))
def test_a_command_works(line, folder, shipped_home):
    run("sed -i -e s/Citty/City/ visby.ttl", folder, shipped_home)
    done = run(line, folder, shipped_home)
    # the date is still wrong
    assert done.returncode == (0 if "||" in line else 1), done.stdout
    written = re.search(r"--output (\S+)", line)
    assert re.search("[1-9] (violation|infraction)", done.stdout)
    assert written is None or (folder / written[1]).stat().st_size > 1000


@pytest.mark.parametrize("line", lines("curl"))
def test_a_curl_command_works(line, folder, served):
    line = line.replace(ADDRESS, served.address).replace("-s", "-sS --fail", 1)
    done = run(line, folder, served.home)
    assert done.returncode == 0, done.stdout
    assert re.search(r"sh:ValidationReport|(visby|submission)\.ttl", done.stdout)


def test_every_form_level_and_option_is_told():
    told = text()
    for name in (*reports.FORMS, "basic", "essential", "full"):
        assert f"`{name}`" in told
    options = {option for given in command.params for option in given.opts}
    for option in options - {"paths", "-f", "-o"}:
        assert option in told


def test_the_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", text()):
        assert target.startswith("https://") or (PAGE.parent / target).exists()
