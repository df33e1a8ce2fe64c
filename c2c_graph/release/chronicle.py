"""Keep the index over what all releases changed: whoever asks finds it at once.

`C2C_HOME/history.sqlite` is a cache over the releases' own files: what is missing
there is read from them. It is brought up to date in one transaction, or written anew
beside it and put in its place, so that a kill leaves the old one or the new one. No
file but the journal of the moment stands beside it, and anybody may remove it.
"""

import contextlib
import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from c2c_graph.release import pointer
from c2c_graph.release.chronicle_reading import BUSY_SECONDS
from c2c_graph.release.chronicle_reading import FILE
from c2c_graph.release.chronicle_reading import Index
from c2c_graph.release.chronicle_reading import fitting_index
from c2c_graph.release.chronicle_rows import create
from c2c_graph.release.chronicle_rows import forget
from c2c_graph.release.chronicle_rows import write_release
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.manifest import read_manifest

# past so many changed lines readers would be kept waiting: a copy is changed instead
_MANY: Final = 50_000


def bring_up(home: Path) -> None:
    """Bring the index of `home` up to the newest release, where it is behind.

    Raise `OSError` or `sqlite3.Error` where it cannot be written, and
    `errors.NoRelease` where a release has no readable manifest.
    """
    with _locked(home):
        for left in home.glob(f".{FILE}-*"):  # by one that was killed
            pointer.remove(left)
        numbers = pointer.published_numbers(home)
        index = fitting_index(home, numbers)
        known = index.known if index else ()
        missing = [_manifest(home, n) for n in numbers if n not in known]
        if missing and index is None:
            _replace(home, missing, None)
        elif sum(made.added + made.removed for made in missing) > _MANY:
            _replace(home, missing, home / FILE)
        elif missing:
            _extend(home, missing)


def open_index(home: Path, numbers: Sequence[int]) -> Index:
    """Return the index of `home`, brought up to date where `numbers` asks for it.

    It tells of as many of the releases `numbers` as it can where that fails. Raise
    `errors.NoRelease` where a release has no readable manifest.
    """
    with contextlib.suppress(OSError, sqlite3.Error):
        index = fitting_index(home, numbers)
        if index is not None and index.known == tuple(numbers):
            return index
        bring_up(home)
    with contextlib.suppress(OSError, sqlite3.Error):
        return fitting_index(home, numbers) or Index()
    return Index()


@contextlib.contextmanager
def _locked(home: Path) -> Iterator[None]:
    handle = os.open(home, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _extend(home: Path, missing: Sequence[Manifest]) -> None:
    with contextlib.closing(_writable(home / FILE)) as rows:
        rows.execute("BEGIN IMMEDIATE")
        forget(rows, missing[0].number)
        _write(rows, home, missing)
        rows.execute("COMMIT")


def _replace(home: Path, missing: Sequence[Manifest], start: Path | None) -> None:
    """Put a new index in place, made from the one in `start` and what is `missing`."""
    with tempfile.TemporaryDirectory(dir=home, prefix=f".{FILE}-") as folder:
        made = Path(folder) / FILE
        if start:
            shutil.copyfile(start, made)
        with contextlib.closing(_writable(made)) as rows:
            # nobody sees the file before it is whole
            rows.execute("PRAGMA journal_mode = OFF")
            rows.execute("PRAGMA synchronous = OFF")
            rows.execute("BEGIN")
            forget(rows, missing[0].number) if start else create(rows)
            _write(rows, home, missing)
            rows.execute("COMMIT")
        pointer.sync_tree(Path(folder))
        # the journal of a killed writer would be played back into the new file
        for left in (home / FILE, home / f"{FILE}-journal"):
            left.unlink(missing_ok=True)
        os.replace(made, home / FILE)


def _writable(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)


def _write(rows: sqlite3.Connection, home: Path, missing: Sequence[Manifest]) -> None:
    first = missing[0].number
    earlier = [n for n in pointer.published_numbers(home) if n < first]
    last = _manifest(home, earlier[-1]) if earlier else None
    for now in missing:
        write_release(rows, home, last, now)
        last = now


def _manifest(home: Path, number: int) -> Manifest:
    return read_manifest(pointer.release_folder(home, number))
