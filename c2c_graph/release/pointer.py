"""Where releases lie in `C2C_HOME`, and how one becomes the current one.

releases/0001/ 0002/ …   published: nothing writes into them any more
releases/current         symbolic link to the current one, switched last
releases/.building-…     a run at work, or what a killed run left behind
releases/.remaking-0001  the store of an older release at work (see `again`)
releases/.used-0001      when such a store was used last (see `keeping`)
graphs/<hash>.nq.gz      the graphs of all releases (see `objects`)
"""

import contextlib
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from typing import Final

from c2c_graph import errors
from c2c_graph.durable import sync
from c2c_graph.release.holding import held_alone

BUILDING: Final = ".building-"
REMAKING: Final = ".remaking-"
STORE: Final = "store"
SEEN: Final = "seen.json"
_POINTER: Final = "current"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


def releases(home: Path) -> Path:
    """Return the folder that holds every release."""
    return home / "releases"


def release_folder(home: Path, number: int) -> Path:
    """Return the folder of release `number`, whether there is one or not."""
    return releases(home) / f"{number:04d}"


def current_number(home: Path) -> int:
    """Return the number of the current release; raise `errors.NoRelease`."""
    try:
        # without a Path: servers look here at every request
        return int(os.readlink(f"{home}/releases/{_POINTER}"))
    except (OSError, ValueError):
        raise errors.NoRelease(
            f"{home}: no release here yet; make one with: c2c release --home {home}"
        ) from None


def is_published(home: Path, number: int) -> bool:
    """Return whether there is a release `number`."""
    with contextlib.suppress(errors.NoRelease):
        return number <= current_number(home) and release_folder(home, number).is_dir()
    return False


def published_numbers(home: Path) -> list[int]:
    """Return the numbers of the published releases, oldest first."""
    try:
        last = current_number(home)
    except errors.NoRelease:
        return []
    numbers = (int(path.name) for path in _numbered(home))
    return sorted(number for number in numbers if number <= last)


@contextlib.contextmanager
def locked(home: Path) -> Iterator[None]:
    """Hold the right to write releases; raise `errors.Locked` if another has it.

    The kernel gives the lock back when its holder ends, however it ends.
    """
    with _lock_file(home) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise errors.Locked(
                f"{home}: another process is making a release here; "
                "wait until it has ended and try again"
            ) from None
        yield


@contextlib.contextmanager
def building(home: Path) -> Iterator[Path]:
    """Give a new empty folder, beside the releases, to build in; then remove it.

    Raise `errors.DiskFull` where what is done in it meets a full disk.
    """
    folder = releases(home) / f"{BUILDING}{os.getpid()}"
    try:
        folder.mkdir()
        yield folder
    except Exception as error:
        if is_full(error):
            raise errors.DiskFull(
                f"{home}: no room for what is to be built ({error}); "
                "free some space, or lower C2C_KEPT_STORES, and try again"
            ) from error
        raise
    finally:
        # a store that failed may still write; what stays, the next run removes
        with contextlib.suppress(OSError):
            remove(folder)


def is_full(error: Exception) -> bool:
    """Return whether `error`, ours or the store's, means that the disk is full."""
    # the store's own faults carry no number
    number = error.errno if isinstance(error, OSError) else None
    return number in _FULL or "No space left" in str(error)


def publish(home: Path, built: Path, number: int) -> None:
    """Make `built` the release `number`, and that one the current one.

    Everything is on the disk before the pointer moves; the move is one rename.
    """
    sync_tree(built)
    os.rename(built, release_folder(home, number))
    sync(releases(home))
    link = releases(home) / f"{BUILDING}{_POINTER}"
    os.symlink(release_folder(home, number).name, link)
    os.replace(link, releases(home) / _POINTER)
    sync(releases(home))


def clear_leftovers(home: Path) -> bool:
    """Remove what killed runs left; return whether there was anything.

    A numbered folder past the pointer was renamed but never published. Raise
    `errors.NoRelease` where the pointer is lost: then nobody can tell.
    """
    published = set(published_numbers(home))
    newest = max((int(path.name) for path in _numbered(home)), default=0)
    if newest > 1 and not published:
        raise errors.NoRelease(
            f"{releases(home) / _POINTER}: missing, though there are releases; "
            f"restore it with: ln -sfn {newest:04d} {releases(home) / _POINTER}"
        )
    left = [path for path in _numbered(home) if int(path.name) not in published]
    for pattern in (f"{BUILDING}*", f".{SEEN}.*"):
        left += releases(home).glob(pattern)
    for path in left:
        remove(path)
    for path in releases(home).glob(f"{REMAKING}*"):
        with held_alone(path) as is_free:
            if is_free:
                remove(path)
    return bool(left)


def remove(path: Path) -> None:
    """Remove the file, link or folder at `path`, if it is there."""
    if path.is_symlink() or not path.is_dir():
        path.unlink(missing_ok=True)
    while path.is_dir():
        with contextlib.suppress(FileNotFoundError):  # another removes it, too
            shutil.rmtree(path)


def sync_tree(folder: Path) -> None:
    """Make every file below `folder`, and its name, durable.

    Files with a second name are left out: they were synced with the release
    that they are shared with.
    """
    for base, _, names in os.walk(folder):
        for name in names:
            path = Path(base, name)
            if path.stat().st_nlink == 1:
                sync(path)
        sync(Path(base))


def _lock_file(home: Path) -> BinaryIO:
    try:
        releases(home).mkdir(parents=True, exist_ok=True)
        return (releases(home) / ".lock").open("wb")
    except OSError as error:
        raise errors.InvalidSetting(
            f"{home}: nothing can be written here ({error.strerror}); "
            "set C2C_HOME or --home to a folder of yours"
        ) from error


def _numbered(home: Path) -> list[Path]:
    return [path for path in releases(home).glob("[0-9]*") if path.name.isdigit()]
