"""A full disk and a second builder do no harm."""

import shutil
import subprocess
import sys

import pytest

from c2c_graph import errors
from c2c_graph.release import pointer

# in a disk of its own, seen by nobody else: releases, ever larger, until it is full
FILLING_RUN = """
import pathlib, sys
from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings

home, dataset = map(pathlib.Path, sys.argv[1:])
growing = dataset / "data" / "growing.nt"
settings = Settings(home=home, dataset=dataset)
for size in range(2000, 1_000_000, 2000):
    lines = [f"<urn:s:{n}> <urn:p> '{n * 7919 % 1000003}' .\\n" for n in range(size)]
    growing.write_text("".join(lines).replace("'", '"'))
    try:
        last = make_release(settings, gate=None)
    except errors.DiskFull as error:
        full = str(error)
        break
current = open_release(home)
assert current.number == last.number >= 1
assert len(set(current.store)) == len(current.store) >= last.manifest.default_triples
assert not list(pointer.releases(home).glob(".building*"))
growing.unlink()
print(full)
"""


def on_a_disk_of(size: str, folder, script: str, *arguments) -> list[str]:
    mount = f"mount -t tmpfs -o size={size} tmpfs {folder} && exec "
    run = [sys.executable, "-c", script, *map(str, arguments)]
    return ["unshare", "-rm", "sh", "-c", mount + '"$@"', "sh", *run]


def can_mount(folder) -> bool:
    if not shutil.which("unshare"):
        return False
    command = on_a_disk_of("100k", folder, "")
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


@pytest.mark.long
@pytest.mark.parametrize("size", ["3m", "5m"])
def test_on_a_full_disk_the_last_release_stays_and_the_fault_says_why(
    dataset, tmp_path, size
) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if not can_mount(disk):
        pytest.skip("no right to mount a small disk here")
    command = on_a_disk_of(size, disk, FILLING_RUN, disk / "home", dataset.folder)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "no room for what is to be built" in done.stdout


def test_of_two_builders_one_is_told_to_wait(settings, release) -> None:
    with (
        pointer.locked(settings.home),
        pytest.raises(errors.Locked, match="another process"),
    ):
        release()
    assert release().created


def test_while_one_process_builds_another_is_told_to_wait(settings, release) -> None:
    hold = (
        "import fcntl, sys, time; f = open(sys.argv[1], 'wb'); "
        "fcntl.flock(f, fcntl.LOCK_EX); print('held', flush=True); time.sleep(60)"
    )
    release()
    lock = str(settings.home / "releases" / ".lock")
    command = [sys.executable, "-c", hold, lock]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(errors.Locked):
            release()
        other.kill()
    assert not release().created
