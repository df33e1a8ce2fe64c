"""Make the store of an older release again, when somebody asks for it.

A process of its own does it, started by whoever asks first and outliving him. It
works in `releases/.remaking-NNNN`, whose lock it inherits: the kernel frees it when
the process ends, however it ends, so that all web workers see who is at work. The
store is renamed into its release once it is whole.
"""

import contextlib
import dataclasses
import fcntl
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final

from c2c_graph import durable
from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.filling import fill
from c2c_graph.release.holding import is_at
from c2c_graph.release.holding import is_held_alone
from c2c_graph.release.keeping import drop_old_stores
from c2c_graph.release.keeping import has_store
from c2c_graph.release.keeping import mark_used
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import published_manifest
from c2c_graph.settings import Settings

_MUTEX: Final = ".remake.lock"
_PROGRESS: Final = "progress.json"
# what failed is not tried again for so long
_REST_SECONDS: Final = 60.0
_NICENESS: Final = 10


class State(Enum):
    """How it stands with the store of a release."""

    READY = "is there"
    MAKING = "is being made"
    ABSENT = "is not there"
    FULL = "has to wait until others are made"
    FAILED = "could not be made"
    UNKNOWN = "belongs to no release"


@dataclass(frozen=True)
class Status:
    """The state of a store; while it is made, which share of it is (0 to 1).

    `since` is when the work began, in seconds since 1970; `reason` is why it failed.
    """

    state: State
    done: float = 0.0
    since: float = 0.0
    reason: str = ""


def status(home: Path, number: int) -> Status:
    """Return how it stands with the store of release `number`."""
    if not pointer.is_published(home, number):
        return Status(State.UNKNOWN)
    if has_store(home, number):
        return Status(State.READY, done=1.0)
    folder = _folder(home, number)
    found = _read_progress(folder)
    if is_held_alone(folder):
        return found
    rests = time.time() < found.since + _REST_SECONDS
    return found if found.state is State.FAILED and rests else Status(State.ABSENT)


def begin(settings: Settings, number: int) -> Status:
    """Have the store of release `number` made again where it is not there.

    Return at once how it stands. At most `settings.remade_stores` are made at a
    time; of those made, as many stay (see `keeping`), and each call counts as a use.
    Raise `OSError` where no process can be started.
    """
    found = status(settings.home, number)
    if found.state is State.READY:
        mark_used(settings.home, number)
    if found.state is not State.ABSENT:
        return found
    with _one_at_a_time(settings.home):
        found = status(settings.home, number)  # another may have begun
        if found.state is not State.ABSENT:
            return found
        if _at_work(settings.home) >= settings.remade_stores:
            return Status(State.FULL)
        return _begun(settings, number)


def _begun(settings: Settings, number: int) -> Status:
    folder = _folder(settings.home, number)
    begun = Status(State.MAKING, since=time.time())
    with _claimed(folder) as handle:
        _write_progress(folder, begun)
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", __name__, str(number)],
            pass_fds=[handle],  # and with it the lock
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            env=os.environ | settings.to_environment(),
            start_new_session=True,
        )
    # nobody waits for the process, but the kernel wants to be asked how it ended
    threading.Thread(target=process.wait, daemon=True).start()
    return begun


@contextlib.contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    with (pointer.releases(home) / _MUTEX).open("wb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextlib.contextmanager
def _claimed(folder: Path) -> Iterator[int]:
    """Give the descriptor that holds `folder`, which may be new, alone."""
    while True:
        folder.mkdir(exist_ok=True)
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            if is_at(handle, folder):  # not cleared away meanwhile
                yield handle
                return
        finally:
            os.close(handle)


def _at_work(home: Path) -> int:
    folders = pointer.releases(home).glob(f"{pointer.REMAKING}*")
    return sum(map(is_held_alone, folders))


def _folder(home: Path, number: int) -> Path:
    return pointer.releases(home) / f"{pointer.REMAKING}{number:04d}"


def _read_progress(folder: Path) -> Status:
    try:
        values = json.loads((folder / _PROGRESS).read_bytes())
        return Status(**{**values, "state": State[values["state"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return Status(State.MAKING)


def _write_progress(folder: Path, now: Status) -> None:
    values = {**dataclasses.asdict(now), "state": now.state.name}
    durable.replace(folder / _PROGRESS, json.dumps(values).encode())


def _make(settings: Settings, number: int) -> None:
    """Make the store, put it into its release, and remove those that may go."""
    home, folder = settings.home, _folder(settings.home, number)
    manifest = published_manifest(home, number)
    made, objects, begun = folder / pointer.STORE, Objects(home), _read_progress(folder)
    pointer.remove(made)  # what a killed process has left
    every = sum(entry.triples for entry in manifest.graphs) + manifest.default_triples

    def report(quads: int) -> None:
        # what several graphs hold is loaded several times
        done = min(1.0, quads / max(every, 1))
        _write_progress(folder, dataclasses.replace(begun, done=done))

    fill(
        made, manifest.graphs, lambda entry: objects.read(entry.object), report
    ).flush()
    pointer.sync_tree(made)
    mark_used(home, number, remade=True)
    os.rename(made, pointer.release_folder(home, number) / pointer.STORE)
    drop_old_stores(home, settings.kept_stores, settings.remade_stores)
    pointer.remove(folder)


def main() -> None:
    """Make the store of the release whose number is the first argument."""
    os.nice(_NICENESS)
    settings, number = Settings.from_environment(), int(sys.argv[1])
    folder = _folder(settings.home, number)
    try:
        _make(settings, number)
    except (errors.C2CError, OSError, RuntimeError) as error:  # the store's: the last
        pointer.remove(folder / pointer.STORE)
        failed = Status(State.FAILED, since=time.time(), reason=str(error))
        _write_progress(folder, failed)
        sys.exit(f"the store of release {number} could not be made again: {error}")


if __name__ == "__main__":
    main()
