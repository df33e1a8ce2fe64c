"""Read the index over the history of releases: see `chronicle`."""

import sqlite3
import threading
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from typing import Final

from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.chronicle_rows import EDITION
from c2c_graph.release.chronicle_rows import fingerprint

FILE: Final = "history.sqlite"
# seconds to wait for another process, which holds the file while it commits
BUSY_SECONDS: Final = 10.0


class Index:
    """The index of a home, for reading; threads may share it.

    It tells of the releases `known`. Without a connection it tells of none.
    """

    def __init__(
        self, connection: sqlite3.Connection | None = None, known: Sequence[int] = ()
    ) -> None:
        self.known = tuple(known)
        self._connection = connection
        self._turn = threading.Lock()
        if connection is not None:
            weakref.finalize(self, connection.close)

    def rows(self, query: str, *values: int) -> list[Any]:
        """Return all rows that `query` finds; raise `errors.EngineUnavailable`."""
        if self._connection is None:
            return []
        try:
            with self._turn:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise errors.EngineUnavailable(
                f"the history of the releases cannot be read ({error}); "
                f"remove {FILE} from C2C_HOME and start the server again"
            ) from error


def fitting_index(home: Path, numbers: Sequence[int]) -> Index | None:
    """Return the index of `home` where it tells of the oldest of `numbers`.

    None where there is none, it is damaged, or it tells of others. Raise
    `sqlite3.OperationalError` where another process holds it for too long.
    """
    connection = None
    try:
        connection = _opened(home / FILE)
        known = _known(connection, numbers)
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            raise
        known = []
    # a release is made after the one before it, so the newest tells of all
    if connection is not None and known and _is_same(connection, home, known[-1]):
        return Index(connection, known)
    if connection is not None:
        connection.close()
    return None


def _opened(path: Path) -> sqlite3.Connection:
    # opened as if for writing: so it takes back what a killed writer has left
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=rw",
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
        uri=True,
    )
    connection.execute("PRAGMA query_only = ON")
    return connection


def _known(rows: sqlite3.Connection, numbers: Sequence[int]) -> list[int]:
    if rows.execute("PRAGMA user_version").fetchone() != (EDITION,):
        return []
    found = rows.execute(
        "SELECT number FROM release WHERE number <= ? ORDER BY number",
        (max(numbers, default=0),),
    )
    known = [number for (number,) in found]
    return known if known == list(numbers[: len(known)]) else []


def _is_same(rows: sqlite3.Connection, home: Path, number: int) -> bool:
    query = "SELECT fingerprint FROM release WHERE number = ?"
    (found,) = rows.execute(query, (number,)).fetchone()
    return bool(found == fingerprint(pointer.release_folder(home, number)))
