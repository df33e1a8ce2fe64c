"""The index of names beside a release: whole or not there, and made when asked for."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from pyoxigraph import DefaultGraph

from c2c_graph import errors
from c2c_graph.release import lookalikes
from c2c_graph.release import published_facts
from c2c_graph.release.store import open_release
from c2c_graph.validation.lookalikes import lookalikes_among
from c2c_graph.validation.traits import Point

# makes an index and dies, unprepared, before the call
DYING = """
import os, signal, sys
from c2c_graph.release import lookalikes

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

lookalikes.{call} = die
lookalikes.main()
"""


@pytest.fixture
def home(shipped_home, tmp_path):
    """The shipped release in a home of its own, without an index."""
    home = tmp_path / "var"
    shutil.copytree(shipped_home, home, symlinks=True)
    shutil.rmtree(home / lookalikes.FOLDER, ignore_errors=True)
    return home


def files(home):
    return sorted(path.name for path in (home / lookalikes.FOLDER).glob("*.sqlite"))


@pytest.fixture(scope="module")
def kept(shipped_home, shipped_release):
    return lookalikes.kept_lookalikes(shipped_home, shipped_release)


@pytest.fixture(scope="module")
def in_memory(shipped_release):
    merge = DefaultGraph()
    quads = shipped_release.store.quads_for_pattern(None, None, None, merge)
    return lookalikes_among(quads)


ASKED = {
    "name": lambda found: found.by_name("MALMOE"),
    "foreign": lambda found: found.by_name("Malmö"),
    "code": lambda found: found.by_code("locode:SEMMA"),
    "place": lambda found: found.near(Point(13.0, 55.6), 5),
    "halves": lambda found: found.almost_named("Gothenborg"),
    "nothing": lambda found: found.by_name("\U0010ffff\0'%"),
}


@pytest.mark.parametrize("name", ASKED)
def test_the_file_answers_as_the_memory_does(kept, in_memory, name):
    found = [node.value for node in ASKED[name](kept)]
    assert found == [node.value for node in ASKED[name](in_memory)]
    assert bool(found) == (name != "nothing")


def test_an_index_is_made_once(shipped_home, shipped_release, kept):
    (name,) = files(shipped_home)
    before = (shipped_home / lookalikes.FOLDER / name).stat().st_mtime_ns
    assert lookalikes.made_lookalikes(shipped_home, shipped_release) is not None
    assert (shipped_home / lookalikes.FOLDER / name).stat().st_mtime_ns == before


def test_who_does_not_wait_is_served_later(home):
    release = open_release(home)
    assert lookalikes.made_lookalikes(home, release) is None
    assert lookalikes.begin(home, release) is False
    assert list(lookalikes.kept_lookalikes(home, release).by_name("london"))


@pytest.mark.parametrize("call", ["write_index", "os.replace"])
def test_a_killed_process_leaves_no_index_and_the_next_one_clears_up(home, call):
    release, folder = open_release(home), home / lookalikes.FOLDER
    path = lookalikes._path(home, release)
    folder.mkdir()
    arguments = [str(home), str(release.number), str(path)]
    died = subprocess.run([sys.executable, "-c", DYING.format(call=call), *arguments])
    assert died.returncode == -signal.SIGKILL
    assert files(home) == []
    assert list(folder.glob(".making-*"))
    assert list(lookalikes.kept_lookalikes(home, release).by_name("london"))
    assert [left.name for left in folder.glob(".making-*")] == []


def test_the_indexes_of_the_newest_few_releases_are_kept(home):
    folder = home / lookalikes.FOLDER
    folder.mkdir()
    for number in range(5):
        old = folder / f"000{number}-old-0.sqlite"
        old.touch()
        os.utime(old, (number, number))
    lookalikes.kept_lookalikes(home, open_release(home))
    assert [name[:4] for name in files(home)] == ["0001", "0003", "0004"]


def test_what_cannot_be_made_is_told_with_the_folder(home):
    release = open_release(home)
    (home / lookalikes.FOLDER).touch()
    with pytest.raises(errors.DumpFailed, match="C2C_HOME/lookalikes"):
        lookalikes.kept_lookalikes(home, release)


def test_only_a_large_release_needs_a_file(home, monkeypatch):
    published_facts.prepare(home, 1)
    assert not (home / lookalikes.FOLDER).exists()
    monkeypatch.setattr(published_facts, "_SMALL", 1)
    assert (
        published_facts.released(open_release(home), may_make=False).lookalikes is None
    )
    published_facts.prepare(home, 1)
    found = published_facts.released(open_release(home)).lookalikes
    assert files(home)
    assert list(found.by_name("london"))
