"""Where the index of a release's names, codes and places is kept, and who makes it.

`C2C_HOME/lookalikes` is a cache beside the releases: what is missing there, or was
made by another recipe, is made again. A process of its own makes it, once a release
is published or whoever asks first; it holds the lock of the folder, which the kernel
frees however the process ends. The file is renamed to its name once it is whole.
"""

import contextlib
import fcntl
import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
import weakref
from collections.abc import Iterable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Store

from c2c_graph import durable
from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf.terms import Term
from c2c_graph.release import pointer
from c2c_graph.release.store import Release
from c2c_graph.release.store import open_release
from c2c_graph.validation.lookalikes import Lookalikes
from c2c_graph.validation.lookalikes import keys_of

FOLDER: Final = "lookalikes"
# raise it when the same release would give other keys than before
RECIPE: Final = 1
# so many releases are validated against at once
_KEPT: Final = 3
_LOCK: Final = ".lock"
_MAKING: Final = ".making-"
_NICENESS: Final = 10
_MAKE: Final = (sys.executable, "-P", "-m", "c2c_graph.release.lookalikes")
_SCHEMA: Final = """
CREATE TABLE entry (key TEXT, name TEXT, PRIMARY KEY (key, name)) WITHOUT ROWID
"""


class SqliteKeys:
    """The sorted keys in the file at `path`; see `lookalikes.Keyed`.

    Threads may share it. A file that is removed meanwhile is read on.
    """

    def __init__(self, path: Path) -> None:
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._rows = sqlite3.connect(address, uri=True, check_same_thread=False)
        weakref.finalize(self, self._rows.close)

    def beginning(self, start: str, end: str, most: int) -> Iterable[tuple[str, str]]:
        """See `lookalikes.Keyed`."""
        found = self._rows.execute(
            "SELECT key, name FROM entry WHERE key >= ? AND key < ? ORDER BY key, name"
            " LIMIT ?",
            (start, end, most),
        )
        return [(key, namespaces.THINGS + name) for key, name in found.fetchall()]


def begin(home: Path, release: Release) -> bool:
    """Have the index of `release` made where it is not there; return whether it is.

    Return at once. One index is made at a time; while another one is, ask again
    later. Raise `OSError` where the folder cannot be written or no process started.
    """
    path = _path(home, release)
    if path.exists():
        return True
    with _lock(home, wait=False) as handle:
        if handle is not None and not path.exists():
            process = subprocess.Popen(
                [*_MAKE, str(home), str(release.number), str(path)],
                pass_fds=[handle],  # and with it the lock
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                start_new_session=True,
            )
            # the kernel wants to be asked how it ended
            threading.Thread(target=process.wait, daemon=True).start()
    return path.exists()


def made_lookalikes(home: Path, release: Release) -> Lookalikes | None:
    """Return the index of `release` where it is there; make and wait for nothing.

    So may a process ask that has limits, which whatever it starts would have, too.
    """
    with contextlib.suppress(sqlite3.OperationalError):  # not there
        return _opened(_path(home, release))
    return None


def kept_lookalikes(home: Path, release: Release) -> Lookalikes:
    """Return the index of `release`, made first where nobody has made it yet.

    Raise `errors.DumpFailed` where it cannot be made.
    """
    path = _path(home, release)
    try:
        while not path.exists():
            _have_made(home, release.number, path)
        return _opened(path)
    except (OSError, subprocess.CalledProcessError) as error:
        raise errors.DumpFailed(
            f"the index of names of release {release.number} could not be made: see "
            f"that C2C_HOME/{FOLDER} can be written and has room; the log tells more"
        ) from error


def write_index(store: Store, path: Path) -> None:
    """Write the keys of all entries of the release in `store` to a file at `path`."""

    def pairs(predicate: NamedNode) -> Iterator[tuple[str, Term]]:
        merge = DefaultGraph()
        for quad in store.quads_for_pattern(None, predicate, None, merge):
            if isinstance(quad.subject, NamedNode):
                yield quad.subject.value, quad.object

    skipped = len(namespaces.THINGS)  # what all entries begin with
    keys = sorted({(key, iri[skipped:]) for key, iri in keys_of(pairs)})
    with closing(sqlite3.connect(path)) as rows, rows:
        rows.execute(_SCHEMA)
        rows.executemany("INSERT INTO entry VALUES (?, ?)", keys)
    durable.sync(path)


def _path(home: Path, release: Release) -> Path:
    content = release.manifest.dataset_hash.rpartition(":")[2][:12]
    return home / FOLDER / f"{release.number:04d}-{content}-{RECIPE}.sqlite"


def _opened(path: Path) -> Lookalikes:
    return Lookalikes(SqliteKeys(path))


def _have_made(home: Path, number: int, path: Path) -> None:
    with _lock(home, wait=True) as handle:
        if handle is not None and not path.exists():
            arguments = (str(home), str(number), str(path))
            subprocess.run([*_MAKE, *arguments], pass_fds=[handle], check=True)


@contextmanager
def _lock(home: Path, *, wait: bool) -> Iterator[int | None]:
    """Give what holds the right to make an index, None where another has it."""
    (home / FOLDER).mkdir(exist_ok=True)
    handle = os.open(home / FOLDER / _LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield handle
    except BlockingIOError:
        yield None
    finally:
        os.close(handle)


def main() -> None:
    """Make an index; arguments: its home, the number of the release, the new file."""
    os.nice(_NICENESS)
    home, number, path = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    for left in path.parent.glob(f"{_MAKING}*"):  # by one that was killed
        pointer.remove(left)
    release = open_release(home, number)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=_MAKING) as folder:
        made = Path(folder) / path.name
        write_index(release.store, made)
        os.replace(made, path)
    durable.sync(path.parent)
    by_age = sorted(path.parent.glob("*.sqlite"), key=lambda old: old.stat().st_mtime)
    for old in by_age[:-_KEPT]:
        pointer.remove(old)


if __name__ == "__main__":
    main()
