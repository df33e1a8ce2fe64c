"""Who reads a store, so that nobody removes it meanwhile.

Oxigraph opens many files of a store only when a query needs them; a store that is
removed while it is open answers some queries and fails others. So who opens one
holds a shared lock on its folder, and who removes one takes the lock alone. The
kernel gives a lock back when its holder ends, however it ends.
"""

import contextlib
import fcntl
import os
import weakref
from collections.abc import Iterator
from pathlib import Path


class Hold:
    """Keeps the store in `folder` on the disk for as long as this object lives.

    Raise `FileNotFoundError` where there is none, `BlockingIOError` where somebody
    holds it alone, as who removes it does.
    """

    def __init__(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        close = weakref.finalize(self, os.close, handle)
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
            if not is_at(handle, folder):
                raise FileNotFoundError(f"{folder} has been removed")
        except OSError:
            close()
            raise


def is_held_alone(folder: Path) -> bool:
    """Return whether somebody holds `folder` for himself alone."""
    try:
        Hold(folder)
    except BlockingIOError:
        return True
    except FileNotFoundError:
        pass
    return False


@contextlib.contextmanager
def held_alone(folder: Path) -> Iterator[bool]:
    """Tell whether nobody holds `folder`; nobody begins to meanwhile."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except FileNotFoundError:
        yield False
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_alone = is_at(handle, folder)
    except BlockingIOError:
        is_alone = False
    try:
        yield is_alone
    finally:
        os.close(handle)


def is_at(handle: int, path: Path) -> bool:
    """Return whether `path` still names what `handle` has open."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False
