"""The store of an older release is made again when somebody asks for it."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from c2c_graph import errors
from c2c_graph.release import again
from c2c_graph.release import pointer
from c2c_graph.release.again import State
from c2c_graph.release.build import make_release
from c2c_graph.release.holding import Hold
from c2c_graph.release.keeping import has_store
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from tests.release.conftest import SmallDataset

RELEASES = 4
SECONDS = 60
# makes a store but stops, still at work, where it would be put into its release
STOPPING = """
import os, signal, sys
rename = os.rename
def stopping(old, new):
    if str(new).endswith("/store"):
        os.kill(os.getpid(), signal.SIGSTOP)
    rename(old, new)
os.rename = stopping
from c2c_graph.release import again
again.main()
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    """A folder with a dataset, and with releases 1 to 4 made while it changed."""
    folder = tmp_path_factory.mktemp("released")
    dataset = SmallDataset(folder / "dataset")
    settings = Settings(folder / "home", dataset.folder, kept_stores=1)
    for number in range(RELEASES):
        dataset.write("data/n.ttl", f"<urn:s> <urn:p> {number}, [] .")
        make_release(settings, gate=None)
    return folder


@pytest.fixture
def dataset(released, tmp_path) -> SmallDataset:
    shutil.copytree(released / "dataset", tmp_path / "dataset")
    return SmallDataset(tmp_path / "dataset", files={})


@pytest.fixture
def settings(released, dataset, tmp_path) -> Settings:
    """Releases 1 to 4, of which only the last has a store."""
    home = shutil.copytree(released / "home", tmp_path / "home", symlinks=True)
    assert [has_store(home, n) for n in range(1, 5)] == [False] * 3 + [True]
    return Settings(home, dataset.folder, kept_stores=1, remade_stores=2)


@pytest.fixture
def stopping(monkeypatch, tmp_path):
    """Let what makes stores stop before the end; continue it by its process id."""
    script = tmp_path / "python"
    program = f"import sys; sys.argv = sys.argv[4:]; exec({STOPPING!r})"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -c "$PROGRAM" x "$@"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PROGRAM", program)
    monkeypatch.setattr(sys, "executable", str(script))


def wait_for(state: State, settings: Settings, number: int) -> again.Status:
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found = again.status(settings.home, number)
        if found.state is state:
            return found
        time.sleep(0.02)
    raise AssertionError(f"release {number} {found.state.value}, not {state.value}")


def makers(settings: Settings) -> list[int]:
    """Return the ids of the processes that make a store of these releases."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            handles = [os.readlink(link) for link in (folder / "fd").iterdir()]
        except OSError:
            continue
        mine = str(pointer.releases(settings.home) / pointer.REMAKING)
        if int(folder.name) != os.getpid() and any(h.startswith(mine) for h in handles):
            found.append(int(folder.name))
    return found


def answers(settings: Settings, number: int) -> list[str]:
    store = open_release(settings.home, number).store
    return sorted(map(str, store))


def test_the_store_comes_back_and_answers_as_it_did(settings, dataset, tmp_path):
    same = Settings(home=tmp_path / "same", dataset=dataset.folder)
    dataset.write("data/n.ttl", "<urn:s> <urn:p> 0, [] .")
    make_release(same, gate=None)
    assert again.status(settings.home, 1) == again.Status(State.ABSENT)
    begun = again.begin(settings, 1)
    assert begun.state is State.MAKING
    assert abs(begun.since - time.time()) < 10
    wait_for(State.READY, settings, 1)
    assert answers(settings, 1) == answers(same, 1)
    assert again.begin(settings, 1) == again.Status(State.READY, done=1.0)


def test_nothing_is_left_of_the_work(settings):
    again.begin(settings, 2)
    wait_for(State.READY, settings, 2)
    end = time.monotonic() + SECONDS
    while list(pointer.releases(settings.home).glob(".remaking-*")):
        assert time.monotonic() < end
        time.sleep(0.02)
    assert not make_release(settings, gate=None).created
    assert has_store(settings.home, 2)


@pytest.mark.parametrize("number", [0, 5, 4_000_000])
def test_of_an_unknown_release_nothing_is_made(settings, number):
    assert again.begin(settings, number).state is State.UNKNOWN
    assert again.status(settings.home, number).state is State.UNKNOWN
    assert not makers(settings)


def test_two_who_ask_at_once_have_it_made_once(settings, stopping):
    assert again.begin(settings, 1).state is State.MAKING
    assert again.begin(settings, 1).state is State.MAKING
    maker = only_maker(settings)
    let_finish(maker, settings, 1)


def only_maker(settings: Settings) -> int:
    """Return the one process that makes a store, which may still be starting."""
    end = time.monotonic() + SECONDS
    while len(found := makers(settings)) != 1:
        assert time.monotonic() < end
        time.sleep(0.02)
    return found[0]


def let_finish(maker: int, settings: Settings, number: int) -> None:
    end = time.monotonic() + SECONDS
    while again.status(settings.home, number).state is not State.READY:
        assert time.monotonic() < end
        os.kill(maker, signal.SIGCONT)
        time.sleep(0.02)


def test_at_most_as_many_are_made_at_once_as_the_setting_says(settings, stopping):
    assert again.begin(settings, 1).state is State.MAKING
    assert again.begin(settings, 2).state is State.MAKING
    assert again.begin(settings, 3).state is State.FULL
    assert again.status(settings.home, 3).state is State.ABSENT
    for maker in makers(settings):
        os.kill(maker, signal.SIGKILL)
    wait_for(State.ABSENT, settings, 2)
    assert again.begin(settings, 3).state is State.MAKING
    maker = only_maker(settings)
    let_finish(maker, settings, 3)


def test_killed_in_the_middle_it_is_made_anew_and_never_opened_half(
    settings, stopping, monkeypatch
):
    again.begin(settings, 1)
    maker = only_maker(settings)
    folder = pointer.releases(settings.home) / ".remaking-0001"
    while not (folder / pointer.STORE).is_dir():
        time.sleep(0.02)
    with pytest.raises(errors.NoRelease):
        open_release(settings.home, 1)
    os.kill(maker, signal.SIGKILL)
    wait_for(State.ABSENT, settings, 1)
    monkeypatch.undo()
    again.begin(settings, 1)
    wait_for(State.READY, settings, 1)
    assert len(answers(settings, 1)) == len(answers(settings, 4))


def test_what_a_killed_maker_left_the_next_release_clears_away(settings, stopping):
    again.begin(settings, 1)
    maker = only_maker(settings)
    folder = pointer.releases(settings.home) / ".remaking-0001"
    make_release(settings, gate=None)
    assert folder.is_dir()
    os.kill(maker, signal.SIGKILL)
    wait_for(State.ABSENT, settings, 1)
    make_release(settings, gate=None)
    assert not folder.exists()


def test_progress_is_told_while_it_is_made(settings, stopping):
    again.begin(settings, 1)
    end = time.monotonic() + SECONDS
    while (found := again.status(settings.home, 1)).done < 1:
        assert found.state is State.MAKING
        assert time.monotonic() < end
        time.sleep(0.02)
    maker = only_maker(settings)
    let_finish(maker, settings, 1)


def test_a_failure_is_told_and_not_tried_again_at_once(settings):
    entry = open_release(settings.home).manifest.graphs[0]
    (settings.home / "graphs" / f"{entry.object}.nq.gz").unlink()
    again.begin(settings, 1)
    found = wait_for(State.FAILED, settings, 1)
    assert "restore it from a copy" in found.reason
    assert again.begin(settings, 1).state is State.FAILED


def made_again(settings: Settings, number: int) -> None:
    again.begin(settings, number)
    wait_for(State.READY, settings, number)
    end = time.monotonic() + SECONDS
    while makers(settings):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_of_those_made_again_the_ones_used_last_stay(settings):
    for number in (1, 2, 1, 3):
        made_again(settings, number)
    assert [has_store(settings.home, n) for n in (1, 2, 3, 4)] == [1, 0, 1, 1]


def test_a_store_that_somebody_reads_is_not_removed(settings):
    made_again(settings, 1)
    reader = open_release(settings.home, 1)
    made_again(settings, 2)
    made_again(settings, 3)
    assert [has_store(settings.home, n) for n in (1, 2, 3, 4)] == [1, 1, 1, 1]
    del reader
    make_release(settings, gate=None)
    assert [has_store(settings.home, n) for n in (1, 2, 3, 4)] == [0, 1, 1, 1]


def test_another_process_that_reads_a_store_keeps_it(settings, dataset):
    reading = (
        "import sys, time; from pathlib import Path; "
        "from c2c_graph.release.store import open_release; "
        "release = open_release(Path(sys.argv[1])); print('open', flush=True); "
        "time.sleep(60)"
    )
    command = [sys.executable, "-c", reading, str(settings.home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        dataset.write("data/n.ttl", "<urn:s> <urn:p> 5 .")
        make_release(settings, gate=None)
        assert has_store(settings.home, 4)
        reader.kill()
    make_release(settings, gate=None)
    assert not has_store(settings.home, 4)


def test_what_is_being_removed_is_not_opened(settings, tmp_path):
    store = pointer.release_folder(settings.home, 4) / pointer.STORE
    hold = Hold(store)
    os.rename(store, tmp_path / "gone")
    with pytest.raises(FileNotFoundError):
        Hold(store)
    del hold
