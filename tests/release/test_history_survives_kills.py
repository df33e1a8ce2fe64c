"""Killed at any moment, whoever writes the index leaves one that can be trusted."""

import os
import shutil
import sqlite3
import subprocess
import sys
import threading

import pytest

from c2c_graph import namespaces
from c2c_graph.release.build import make_release
from c2c_graph.release.chronicle import bring_up
from c2c_graph.release.history import open_history
from c2c_graph.settings import Settings
from tests.release.conftest import SmallDataset

AARHUS = namespaces.THINGS + "city/dk-aarhus"
# brings the index up and dies, unprepared, at the statement or the call number KILL_AT
DYING = """
import itertools, os, pathlib, signal, sqlite3, sys
from c2c_graph.release import chronicle

home, kill_at = sys.argv[1:]
steps = itertools.count(1)

def step(*_):
    if next(steps) == int(kill_at):
        os.kill(os.getpid(), signal.SIGKILL)

def dying(call):
    return lambda *given, **named: (step(), call(*given, **named))[1]

def tracing(path):
    connection = writable(path)
    connection.execute("PRAGMA cache_size = 1")  # pages go to the file before the end
    connection.set_trace_callback(step)
    return connection

writable, chronicle._writable = chronicle._writable, tracing
for name in ("replace", "unlink", "fsync"):
    setattr(os, name, dying(getattr(os, name)))
chronicle.bring_up(pathlib.Path(home))
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Four releases, the index as it was after the second, and what it tells of all."""
    folder = tmp_path_factory.mktemp("made")
    dataset = SmallDataset(folder / "dataset")
    settings = Settings(home=folder / "home", dataset=dataset.folder, kept_stores=1)
    for number in range(4):
        text = f'city:dk-aarhus rdfs:label "Aarhus {number}"@da .'
        dataset.write("data/cities/dk.ttl", text)
        make_release(settings, gate=None)
        if number == 1:
            shutil.copy(settings.home / "history.sqlite", folder / "behind.sqlite")
    (settings.home / "history.sqlite").unlink()
    return folder


@pytest.fixture(params=["behind", "missing"])
def home(request, made, tmp_path):
    shutil.copytree(made / "home", tmp_path / "home", symlinks=True)
    if request.param == "behind":
        shutil.copy(made / "behind.sqlite", tmp_path / "home/history.sqlite")
    return tmp_path / "home"


def die(home, kill_at: int) -> bool:
    """Run into the kill; return False where the run ended before it."""
    command = [sys.executable, "-c", DYING, str(home), str(kill_at)]
    return subprocess.run(command, check=False).returncode == -9


def assert_trusted(home) -> None:
    history = open_history(home, 4)
    assert history.changes_of(AARHUS) == (1, 2, 3, 4)
    assert history.is_known_since(1)
    assert history.index.rows("PRAGMA integrity_check") == [("ok",)]
    changes = "SELECT number, count(*) FROM change WHERE subject = subject GROUP BY 1"
    counts = dict(history.index.rows(changes))
    assert counts[2] == counts[3] == counts[4] > 1
    assert [path for path in os.listdir(home) if "sqlite" in path] == ["history.sqlite"]


@pytest.mark.parametrize("kill_at", [2, 5, 9])
def test_killed_while_writing_the_next_who_opens_it_mends(home, kill_at: int) -> None:
    assert die(home, kill_at)
    assert_trusted(home)


@pytest.mark.long
def test_killed_at_every_statement_the_next_who_opens_it_mends(made, home) -> None:
    kill_at = 1
    while die(home, kill_at):
        assert_trusted(home)
        (home / "history.sqlite").unlink()
        if kill_at % 2:
            shutil.copy(made / "behind.sqlite", home / "history.sqlite")
        kill_at += 1
    assert kill_at > 20


def test_many_threads_read_while_it_is_written(home) -> None:
    bring_up(home)
    history, faults = open_history(home, 4), []

    def read() -> None:
        for _ in range(200):
            if history.last_change(AARHUS) != 4:
                faults.append("wrong")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    (home / "history.sqlite").unlink()
    bring_up(home)
    for reader in readers:
        reader.join()
    assert not faults


def test_whoever_reads_waits_until_another_has_written(home) -> None:
    bring_up(home)
    history = open_history(home, 4)
    writer = sqlite3.connect(home / "history.sqlite", check_same_thread=False)
    writer.execute("BEGIN EXCLUSIVE")
    threading.Timer(0.2, writer.rollback).start()
    assert history.last_change(AARHUS) == 4
    writer.close()
