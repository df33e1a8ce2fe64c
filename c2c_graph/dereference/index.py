"""The list of things of each kind, by name and group, made once for a release.

It is a file of SQLite, so that its size costs no worker any memory, and a page of a
list is found at once wherever it stands. `listing` writes it.
"""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

# `place` counts from 0 within a kind; `searched` is what search looks in
SCHEMA: Final = """
CREATE TABLE thing (
    kind TEXT, place INTEGER, iri TEXT, grouping TEXT, searched TEXT,
    PRIMARY KEY (kind, place)
) WITHOUT ROWID
"""


@dataclass(frozen=True)
class Entry:
    """One thing in a list, and the name of its group."""

    node: NamedNode
    group: str


@dataclass(frozen=True)
class Index:
    """What there is, by kind; each list is sorted by group and name.

    `path` is the file that `listing.write_index` has written.
    """

    path: Path

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many things of each kind there are; only of kinds that there are."""
        with self._open() as rows:
            return dict(
                rows.execute("SELECT kind, max(place) + 1 FROM thing GROUP BY 1")
            )

    def page(self, kind: str, first: int, size: int) -> list[Entry]:
        """Return at most `size` entries of the list of `kind` from `first` on."""
        with self._open() as rows:
            found = rows.execute(
                "SELECT iri, grouping FROM thing WHERE kind = ? AND place >= ?"
                " ORDER BY place LIMIT ?",
                (kind, first, size),
            )
            return [Entry(NamedNode(iri), group) for iri, group in found]

    def search(self, text: str, limit: int) -> list[tuple[str, NamedNode]]:
        """Return at most `limit` (kind, thing) whose name holds `text`.

        Case and accents are folded; names that begin with `text` come first.
        """
        wanted = fold(text)
        if not wanted:
            return []
        with self._open() as rows:
            hits = rows.execute(
                "SELECT kind, iri, searched FROM thing WHERE instr(searched, ?)"
                " ORDER BY kind, place LIMIT ?",
                (wanted, 10 * limit),
            ).fetchall()
        hits.sort(key=lambda hit: _closeness(wanted, hit[2]))
        return [(kind, NamedNode(iri)) for kind, iri, _ in hits[:limit]]

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        # for each request: threads do not share connections, and it takes 0.1 ms
        address = f"{self.path.resolve().as_uri()}?mode=ro&immutable=1"
        with closing(sqlite3.connect(address, uri=True)) as rows:
            yield rows


def fold(text: str) -> str:
    """Return `text` in lower case without accents, for comparing names."""
    if text.isascii():
        return text.strip().lower()
    apart = unicodedata.normalize("NFKD", text.strip())
    return "".join(c for c in apart if not unicodedata.combining(c)).casefold()


def _closeness(wanted: str, searched: str) -> tuple[bool, bool, str]:
    return (
        not searched.startswith(wanted),
        f" {wanted}" not in f" {searched}",
        searched,
    )
