"""Make the difference between two releases, when somebody asks for it.

A process of its own does it, started by whoever asks first and outliving him: to
compare two releases in which everything differs takes seconds, which no reader of
another page shall wait. It inherits the lock of a place; there are few places, so
that few are made at a time, and the kernel frees a place however its holder ends.
"""

import contextlib
import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import BinaryIO
from typing import Final

from c2c_graph import durable
from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.differences import FOLDER
from c2c_graph.release.differences import Difference
from c2c_graph.release.differences import drop_old
from c2c_graph.release.differences import folder_of
from c2c_graph.release.differences import kept_difference
from c2c_graph.release.differences import predecessor
from c2c_graph.release.differences import write_difference

PLACES: Final = 2
# what failed is not tried again for so long
_REST_SECONDS: Final = 60.0
_NICENESS: Final = 10
_LOOK_SECONDS: Final = 0.05
_MAKE: Final = (sys.executable, "-P", "-m", __name__)


def difference(home: Path, old: int, new: int, patience: float) -> Difference:
    """Return the difference from release `old` to `new`, made first where need be.

    Wait at most `patience` seconds; the work goes on without who asked for it. Raise
    `errors.ServerBusy` where it is not done by then, `errors.UnknownRelease`, and
    `errors.NoRelease` where it cannot be made.
    """
    _require(home, old, new)
    limit = time.monotonic() + patience
    while (found := kept_difference(home, old, new)) is None:
        try:
            _begin(home, old, new)
        except OSError as error:
            raise errors.NoRelease(
                f"the difference from release {old} to {new} cannot be made: {error}"
            ) from error
        if time.monotonic() >= limit:
            raise errors.ServerBusy(
                f"the difference from release {old} to {new} is being made; ask again"
            )
        time.sleep(_LOOK_SECONDS)
    return found


def ask_for(home: Path, old: int, new: int) -> None:
    """Have the difference made, where that is possible now; wait for nothing."""
    with contextlib.suppress(errors.NoRelease, OSError):
        _begin(home, old, new)


def prepare(home: Path, number: int) -> None:
    """Make what is to be known of release `number` against the one before it.

    Who publishes a release calls this; where the disk is full it is left for later.
    """
    if kept_difference(home, predecessor(number), number) is None:
        with contextlib.suppress(OSError, errors.NoRelease):
            making = home / FOLDER / ".making-release"
            write_difference(home, predecessor(number), number, making)


def _require(home: Path, old: int, new: int) -> None:
    for number in (old, new):
        if not pointer.is_published(home, number) and (number, new) != (0, 1):
            raise errors.UnknownRelease(f"there is no release {number}")


def _begin(home: Path, old: int, new: int) -> None:
    """Start to make the difference where nobody does, and a place is free."""
    (home / FOLDER).mkdir(exist_ok=True)
    if reason := _failed(home, old, new):
        raise errors.NoRelease(reason)
    name = folder_of(home, old, new).name
    if name not in _at_work(home):
        for place in range(PLACES):
            if _begun(home, place, old, new):
                return


def _begun(home: Path, place: int, old: int, new: int) -> bool:
    with _place(home, place).open("a+b") as file:
        if not _taken(file):
            return False
        os.ftruncate(file.fileno(), 0)
        file.write(folder_of(home, old, new).name.encode())
        file.flush()
        arguments = (str(home), str(old), str(new), str(place))
        process = subprocess.Popen(
            [*_MAKE, *arguments],
            pass_fds=[file.fileno()],  # and with it the lock
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    # nobody waits for the process, but the kernel wants to be asked how it ended
    threading.Thread(target=process.wait, daemon=True).start()
    return True


def _taken(file: BinaryIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _at_work(home: Path) -> set[str]:
    """Return which differences are being made."""
    names = set()
    for place in range(PLACES):
        with contextlib.suppress(FileNotFoundError), _place(home, place).open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                names.add(file.read())
    return names


def _place(home: Path, place: int) -> Path:
    return home / FOLDER / f".place-{place}"


def _note(home: Path, old: int, new: int) -> Path:
    return home / FOLDER / f".failed-{folder_of(home, old, new).name}"


def _failed(home: Path, old: int, new: int) -> str:
    """Return why it could not be made a moment ago, empty where it may be tried."""
    note = _note(home, old, new)
    try:
        if time.time() < note.stat().st_mtime + _REST_SECONDS:
            return note.read_text()
        note.unlink(missing_ok=True)
    except FileNotFoundError:
        pass
    return ""


def main() -> None:
    """Make a difference; arguments: home, old and new release, place."""
    os.nice(_NICENESS)
    home, (old, new, place) = Path(sys.argv[1]), map(int, sys.argv[2:5])
    making = home / FOLDER / f".making-{place}"
    try:
        if kept_difference(home, old, new) is None:
            write_difference(home, old, new, making)
        drop_old(home)
    except (errors.C2CError, OSError, EOFError) as error:
        pointer.remove(making)
        durable.replace(_note(home, old, new), str(error).encode())
        sys.exit(f"the difference from release {old} to {new} cannot be made: {error}")


if __name__ == "__main__":
    main()
