"""What docs/net-zero-tracker.md tells people to type works."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

from c2c_graph import cli
from c2c_graph.cli.importing import net_zero_tracker

PAGE = (Path(__file__).parents[2] / "docs/net-zero-tracker.md").read_text()
TABLE = Path(__file__).parent / "made-up-targets-2020-01-01.csv"
COMMANDS = re.findall(r"^c2c (.+)$", PAGE, re.MULTILINE)


def test_the_page_shows_commands():
    assert len(COMMANDS) == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_on_the_page_works(folder, monkeypatch, command):
    shutil.copy(TABLE, folder / "nzt_cities_2022-12-20.csv")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("C2C_DATASET", str(folder))
    assert cli.run(shlex.split(command)) == 0


@pytest.mark.parametrize("option", net_zero_tracker.params[1:], ids=lambda o: o.name)
def test_the_page_tells_every_option(option):
    assert f"`{option.opts[0]}" in PAGE
