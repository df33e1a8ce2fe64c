"""Make the files of a release after it is published: one release at a time.

A process of its own does it, started by whoever asks first and outliving him. It
holds the lock of `C2C_HOME/dumps`, which the kernel frees when it ends, however it
ends. A file is written aside, made durable, renamed, and only then noted (see
`dumps.note`): what is listed is whole.
"""

import contextlib
import fcntl
import os
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from c2c_graph import durable
from c2c_graph import errors
from c2c_graph.release import dump_writing
from c2c_graph.release import dumps
from c2c_graph.release import pointer
from c2c_graph.release.again import State
from c2c_graph.release.again import Status
from c2c_graph.release.dump_keeping import GONE
from c2c_graph.release.dump_keeping import drop_old_dumps
from c2c_graph.release.dump_packing import PACKINGS
from c2c_graph.release.dump_packing import Written
from c2c_graph.release.dump_progress import Progress
from c2c_graph.release.dump_progress import read_status
from c2c_graph.release.dump_progress import write_status
from c2c_graph.release.manifest import GraphEntry
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.store import published_manifest
from c2c_graph.settings import Settings

_LOCK: Final = ".lock"
_MAKING: Final = ".making"
# what failed is not tried again for so long
_REST_SECONDS: Final = 60.0
# below everything that answers somebody
_NICENESS: Final = 15

Tell = Callable[[str], None]


def begin(settings: Settings, number: int, tell: Tell | None = None) -> Status:
    """Have the files of release `number` made where some are not there.

    Return at once how it stands: `State.FULL` while those of another release are
    made. `tell` is told, by a thread, why they could not be made. Raise
    `errors.InvalidSetting`, and `OSError` where no process can be started.
    """
    if not pointer.is_published(settings.home, number):
        return Status(State.UNKNOWN)
    if not _missing(settings, number):
        return Status(State.READY, done=1.0)
    with alone(settings.home) as handle:
        of, found = read_status(settings.home)
        if handle is None:
            return found if of == number else Status(State.FULL)
        rests = time.time() < found.since + _REST_SECONDS
        if of == number and found.state is State.FAILED and rests:
            return found
        return _begun(settings, number, handle, tell)


def make(settings: Settings, number: int, report: Callable[[float], None]) -> None:
    """Make the files of release `number` that are not there, in this process.

    `report` is told which share is done (0 to 1). Raise `errors.Locked` while another
    process makes some, `errors.DiskFull`, `errors.NoRelease`.
    """
    with alone(settings.home) as handle:
        if handle is None:
            raise errors.Locked(
                f"{settings.home}: another process is making dumps here; "
                "wait until it has ended and try again"
            )
        _make(settings, number, report)


def _begun(settings: Settings, number: int, handle: int, tell: Tell | None) -> Status:
    begun = Status(State.MAKING, since=time.time())
    write_status(settings.home, number, begun)
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", __name__, str(number)],
        pass_fds=[handle],  # and with it the lock
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,  # who waits for the asker's output waits not for us
        env=os.environ | settings.to_environment(),
        start_new_session=True,
    )

    def wait() -> None:
        if process.wait() and tell is not None:
            tell(f"dumps of release {number}: {read_status(settings.home)[1].reason}")

    # the kernel wants to be asked how it ended
    threading.Thread(target=wait, daemon=True).start()
    return begun


@contextlib.contextmanager
def alone(home: Path) -> Iterator[int | None]:
    """Give what holds the right to make dumps, None where another has it."""
    (home / dumps.FOLDER).mkdir(exist_ok=True)
    handle = os.open(home / dumps.FOLDER / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield handle if _is_locked_now(handle) else None
    finally:
        os.close(handle)


def _is_locked_now(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _missing(settings: Settings, number: int) -> list[str]:
    """Return the names, without packing, of what is not there in both packings."""
    home = settings.home
    there = [file.name.rpartition(".")[0] for file in dumps.made(home, number)]
    wanted = dumps.stems(settings.dump_formats)
    missing = [stem for stem in wanted if there.count(stem) < len(PACKINGS)]
    twins = "nq" in settings.dump_formats.split()
    return [*missing, dumps.TWINS] if twins and _twinless(home, number) else missing


def _twinless(home: Path, number: int) -> list[GraphEntry]:
    entries = published_manifest(home, number).graphs
    return [entry for entry in entries if not dumps.twin_of(home, entry).exists()]


def _make(settings: Settings, number: int, report: Callable[[float], None]) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # one for each graph
    home = settings.home
    aside = home / dumps.FOLDER / _MAKING
    for left in (aside, *(home / dumps.FOLDER).glob(f"{GONE}*")):
        pointer.remove(left)  # by one that was killed
    try:
        _Run(settings, number, aside, report).run()
        dumps.look_again()
        dumps.dumps_of(home, number)  # notes the sums of what is packed with zstd
        drop_old_dumps(home, settings.kept_dumps, settings.remade_stores)
    except dump_writing.UNREADABLE as error:
        raise errors.NoRelease(
            f"a graph of release {number} cannot be read: {error}; "
            "restore it from a copy"
        ) from error
    except OSError as error:
        if pointer.is_full(error):
            raise errors.DiskFull(
                f"{home}: no room for the dumps of release {number} ({error}); free "
                "some space, or name fewer formats in C2C_DUMP_FORMATS; the release "
                "and its N-Quads are as they were"
            ) from error
        raise
    finally:
        pointer.remove(aside)


class _Run:
    """Makes what is missing of one release, aside, and puts it into its place."""

    def __init__(
        self,
        settings: Settings,
        number: int,
        aside: Path,
        report: Callable[[float], None],
    ) -> None:
        self._home = settings.home
        self._number = number
        self._aside = aside
        self._manifest = published_manifest(settings.home, number)
        self._objects = Objects(settings.home)
        self._missing = _missing(settings, number)
        self._report = Progress(report, self._lines())

    def run(self) -> None:
        if dumps.TWINS in self._missing:
            self._make_twins()
        merged = [s for s in self._missing if s not in (dumps.TWINS, dump_writing.TRIG)]
        given = (self._objects, self._manifest)
        if merged:
            written = dump_writing.write_merge(
                *given, merged, self._aside, self._report.more
            )
            self._put(written)
        if dump_writing.TRIG in self._missing:
            self._put(dump_writing.write_trig(*given, self._aside, self._report.more))

    def _make_twins(self) -> None:
        folder = self._home / dumps.FOLDER / dumps.TWINS
        folder.mkdir(exist_ok=True)
        for entry in _twinless(self._home, self._number):
            path = dump_writing.write_twin(
                self._objects, entry, self._aside, self._report.more
            )
            os.replace(path, dumps.twin_of(self._home, entry))
        durable.sync(folder)

    def _put(self, made: Iterable[Written]) -> None:
        folder = dumps.folder_of(self._home, self._number)
        folder.mkdir(exist_ok=True)
        made = tuple(made)
        for written in made:
            os.replace(written.path, folder / written.path.name)
        durable.sync(folder)
        dumps.note(self._home, self._number, made)

    def _lines(self) -> int:
        """Return how many lines are to be read."""
        manifest: Manifest = self._manifest
        each = {dumps.TWINS: 0, dump_writing.TRIG: 0}
        each[dumps.TWINS] = sum(e.triples for e in _twinless(self._home, self._number))
        each[dump_writing.TRIG] = sum(entry.triples for entry in manifest.graphs)
        walks = {s if s in each else "" for s in self._missing}
        return sum(each.get(walk, manifest.default_triples) for walk in walks)


def main() -> None:
    """Make the files of the release whose number is the first argument.

    Then those of the newest one, where it was published meanwhile.
    """
    os.nice(_NICENESS)
    settings, number = Settings.from_environment(), int(sys.argv[1])
    while True:
        _make_and_tell(settings, number)
        newest = pointer.current_number(settings.home)
        if newest == number or not _missing(settings, newest):
            return
        number = newest


def _make_and_tell(settings: Settings, number: int) -> None:
    begun = Status(State.MAKING, since=time.time())

    def tell(now: Status) -> None:
        write_status(settings.home, number, now)

    try:
        tell(begun)
        _make(settings, number, lambda done: tell(replace(begun, done=done)))
        tell(replace(begun, state=State.READY, done=1.0))
    except (errors.C2CError, OSError) as error:
        with contextlib.suppress(OSError):  # a full disk takes not even this
            tell(replace(begun, state=State.FAILED, reason=str(error)))
        sys.exit(str(error))


if __name__ == "__main__":
    main()
