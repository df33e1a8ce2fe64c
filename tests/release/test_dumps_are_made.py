"""Dumps are made after publication, whole or not at all, and dropped when old."""

import hashlib
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from c2c_graph import errors
from c2c_graph.release import dump_making
from c2c_graph.release import dumps
from c2c_graph.release import pointer
from c2c_graph.release.again import State
from c2c_graph.release.build import make_release
from c2c_graph.release.dump_progress import read_status
from tests.release.packed_dumps import ALL
from tests.release.packed_dumps import make
from tests.release.packed_dumps import packed
from tests.release.test_disk_and_locks import can_mount
from tests.release.test_disk_and_locks import on_a_disk_of

# makes dumps and dies, unprepared, before the call number KILL_AT of those that
# change what is on the disk
DYING_RUN = """
import itertools, os, pathlib, signal, sys
from c2c_graph.release import dump_making
from c2c_graph.settings import Settings

home, kill_at = sys.argv[1:]
steps = itertools.count(1)

def dying(call):
    def step(*given, **named):
        if next(steps) == int(kill_at):
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*given, **named)
    return step

for name in ("rename", "replace", "fsync", "mkdir", "unlink", "rmdir"):
    setattr(os, name, dying(getattr(os, name)))
dump_making.make(Settings(home=pathlib.Path(home)), 1, lambda done: None)
"""
# on a disk with room for the release alone
FULL_RUN = """
import pathlib, sys
from c2c_graph import errors
from c2c_graph.release import dump_making, dumps
from c2c_graph.release.build import make_release
from c2c_graph.release.dump_progress import read_status
from c2c_graph.settings import Settings

home, dataset = map(pathlib.Path, sys.argv[1:])
settings = Settings(home=home, dataset=dataset)
make_release(settings, gate=None)
filler = (home / "filler").open("wb", buffering=0)
try:
    while True:
        filler.write(bytes(4096))
except OSError:
    pass
try:
    dump_making.make(settings, 1, lambda done: None)
except (errors.DiskFull) as error:
    print(error)
print([file.name for file in dumps.dumps_of(home, 1) if file.graph is None])
"""


@pytest.fixture
def published(settings, release):
    release()
    return replace(settings, dump_formats=ALL)


def until_made(settings, number=1):
    end = time.monotonic() + 30
    while (found := dump_making.begin(settings, number)).state is not State.READY:
        assert found.state in (State.MAKING, State.FULL), found
        assert time.monotonic() < end
        time.sleep(0.05)
    while read_status(settings.home)[1].state is State.MAKING:  # it clears up
        assert time.monotonic() < end
        time.sleep(0.05)


def names(settings, number=1):
    found = dumps.dumps_of(settings.home, number)
    return {file.name for file in found if file.graph is None}


def test_until_then_there_are_n_quadsalone(published):
    assert names(published) == {"city2city.nq.gz"}


def test_who_asks_first_has_them_made_by_a_process_of_its_own(published):
    assert dump_making.begin(published, 1).state is State.MAKING
    until_made(published)
    assert len(names(published)) == 12
    left = {path.name for path in (published.home / "dumps").iterdir()}
    assert left == {".lock", "0001", "0001.json", "progress.json", "sums", "zstd"}


def test_of_a_release_that_is_not_there_nothing_is_made(published):
    assert dump_making.begin(published, 7).state is State.UNKNOWN


@pytest.mark.parametrize(
    ("given", "made"),
    [("none", set()), ("trig", {"city2city.trig.gz", "city2city.trig.zst"})],
)
def test_formats_are_a_setting(published, given, made):
    settings = replace(published, dump_formats=given)
    make(settings)
    assert names(settings) == {"city2city.nq.gz", *made}
    assert dump_making.begin(settings, 1).state is State.READY


def test_an_unknown_format_is_named(published):
    with pytest.raises(errors.InvalidSetting, match="hdt is no format of dumps"):
        make(replace(published, dump_formats="ttl hdt"))


def test_one_at_a_time(published):
    with dump_making.alone(published.home) as held:
        assert held is not None
        assert dump_making.begin(published, 1).state is State.FULL
        with pytest.raises(errors.Locked, match="another process is making dumps"):
            make(published)


def test_a_release_made_meanwhile_has_its_turn(published, dataset, release):
    dump_making.begin(published, 1)
    dataset.write("data/cities/dk.ttl", "city:dk-aarhus a c2c:City .")
    release()
    until_made(published, 2)
    assert len(names(published)) == len(names(published, 2)) == 12


def test_files_of_old_releases_go_but_for_those_used_last(published, dataset):
    settings = replace(published, dump_formats="trig", kept_dumps=2, remade_stores=1)
    for number in (2, 3, 4):
        dataset.write("data/n.ttl", f"<urn:s> <urn:p> {number} .")
        make_release(published, gate=None)
        make(settings, number)
    make(settings, 1)  # asked for again
    there = [n for n in range(1, 5) if dumps.folder_of(published.home, n).is_dir()]
    assert there == [1, 3, 4]


def test_what_was_dropped_comes_again_with_the_same_bytes(published):
    files = make(published)
    before = {name: packed(published, file) for name, file in files.items()}
    pointer.remove(published.home / "dumps")
    again = make(published)
    assert again == files
    assert {name: packed(published, file) for name, file in again.items()} == before


def test_a_kill_at_any_moment_leaves_nothing_half_listed(published):
    killed, kill_at = True, 0
    while killed:
        kill_at = kill_at * 2 + 3
        command = [sys.executable, "-c", DYING_RUN, str(published.home), str(kill_at)]
        killed = subprocess.run(command, check=False).returncode == -9
        for file in dumps.dumps_of(published.home, 1):
            body = packed(published, file)
            assert hashlib.sha256(body).hexdigest() == file.sha256
        if not killed:
            assert len(names(published)) == 12
            assert not list((published.home / "dumps").glob(".making*"))
    assert kill_at > 20


def test_a_damaged_graph_is_named(published):
    for path in (published.home / "graphs").iterdir():
        path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(errors.NoRelease, match="restore it from a copy"):
        make(published)
    assert not (published.home / "dumps" / ".making").exists()


def test_on_a_full_disk_the_release_stands(dataset, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if not can_mount(disk):
        pytest.skip("no right to mount a small disk here")
    command = on_a_disk_of("8m", disk, FULL_RUN, disk / "home", dataset.folder)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "no room for the dumps of release 1" in done.stdout, done.stderr
    assert done.stdout.endswith("['city2city.nq.gz']\n")
