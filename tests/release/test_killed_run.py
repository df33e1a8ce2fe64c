"""A run killed at any moment leaves the old release; the next one clears up."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from c2c_graph.release import pointer
from c2c_graph.release.build import Outcome
from c2c_graph.release.build import make_release
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings

# runs a release and dies, unprepared, before the call number KILL_AT of those
# that change what is on the disk, or at the step number KILL_AT that it tells
DYING_RUN = """
import itertools, os, pathlib, signal, sys
from c2c_graph.release.build import make_release
from c2c_graph.settings import Settings

home, dataset, kind, kill_at = sys.argv[1:]
steps = itertools.count(1)

def step(*_):
    if next(steps) == int(kill_at):
        os.kill(os.getpid(), signal.SIGKILL)

def dying(call):
    return lambda *given, **named: (step(), call(*given, **named))[1]

if kind == "calls":
    for name in ("rename", "replace", "symlink", "fsync", "mkdir", "unlink", "rmdir"):
        setattr(os, name, dying(getattr(os, name)))
    pathlib.Path.write_bytes = dying(pathlib.Path.write_bytes)
make_release(
    Settings(home=pathlib.Path(home), dataset=pathlib.Path(dataset), kept_stores=1),
    step if kind == "steps" else None,
    gate=None,
)
"""


@pytest.fixture
def changed(settings: Settings, dataset, release: Callable[[], Outcome]) -> Settings:
    """Settings with release 1 made, and sources that ask for a second."""
    release()
    dataset.write("data/cities/dk.ttl", "city:dk-aarhus a c2c:City .")
    return settings


def die(settings: Settings, kind: str, kill_at: int) -> bool:
    """Run into the kill; return False where the run ended before it."""
    command = [sys.executable, "-c", DYING_RUN, str(settings.home)]
    command += [str(settings.dataset), kind, str(kill_at)]
    return subprocess.run(command, check=False).returncode == -9


def assert_whole_and_mended(settings: Settings) -> None:
    number = pointer.current_number(settings.home)
    before = open_release(settings.home)
    assert len(before.store) == len(set(before.store)) > 20
    assert before.manifest.default_triples == count_default(before.store)
    outcome = make_release(settings, gate=None)
    assert outcome.number == 2
    assert outcome.created == (number == 1)
    assert_no_leftovers(settings.home)


def count_default(store) -> int:
    rows = store.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
    return int(next(iter(rows))["n"].value)


def assert_no_leftovers(home: Path) -> None:
    names = {path.name for path in pointer.releases(home).iterdir()}
    assert names == {"0001", "0002", "current", "seen.json", ".lock"}
    manifests = [read_manifest(pointer.release_folder(home, n)) for n in (1, 2)]
    named = {f"{e.object}.nq.gz" for m in manifests for e in m.graphs}
    assert {path.name for path in (home / "graphs").iterdir()} == named


@pytest.mark.parametrize("kill_at", [1, 2, 3])
def test_killed_at_any_step_the_old_release_stays_and_the_next_run_mends(
    changed: Settings, kill_at: int
) -> None:
    assert die(changed, "steps", kill_at)
    assert pointer.current_number(changed.home) == 1
    assert_whole_and_mended(changed)


@pytest.mark.parametrize("kill_at", [2, 20, 38])
def test_killed_before_a_write_the_release_in_force_is_whole(
    changed: Settings, kill_at: int
) -> None:
    assert die(changed, "calls", kill_at)
    assert_whole_and_mended(changed)


def test_killed_in_its_first_run_nothing_is_in_force(settings: Settings) -> None:
    assert die(settings, "calls", 15)
    assert pointer.published_numbers(settings.home) == []
    assert make_release(settings, gate=None).number == 1


@pytest.mark.long
def test_killed_before_every_single_write_the_release_in_force_is_whole(
    changed: Settings, tmp_path: Path
) -> None:
    saved = tmp_path / "saved"
    shutil.copytree(changed.home, saved, symlinks=True)
    kill_at = 1
    while die(changed, "calls", kill_at):
        assert_whole_and_mended(changed)
        shutil.rmtree(changed.home)
        shutil.copytree(saved, changed.home, symlinks=True)
        kill_at += 1
    assert kill_at > 40
