"""The tables of the index over the history of releases, and what each adds to them.

`release`  one row each; `everything` where every document may have changed, `told`
           where it is known which quads came and went
`thing`    the releases that changed what a document about a thing shows
`graph`    the releases that changed a named graph
`change`   the quads that came (`added`) or went, by subject and object
`predicate`  those of quads that went

Terms stand as 64 bits of their hash. Should two ever share them, a document counts as
changed that is not, and a quad too many is read and passed over.
"""

import gzip
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.release import manifest as manifests
from c2c_graph.release import pointer
from c2c_graph.release.changes import change_of
from c2c_graph.release.manifest import DERIVED
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.touched import read_touched

# raise it when the same releases would give another index than before
EDITION: Final = 1
# (whether what stands there was added, file), in the order in which it happened
_FILES: Final = ((False, "removed.nq.gz"), (True, "added.nq.gz"))
_TABLES: Final = """
CREATE TABLE release (
    number INTEGER PRIMARY KEY, created INTEGER, added INTEGER, removed INTEGER,
    triples INTEGER, dataset_hash TEXT, fingerprint TEXT, everything INTEGER,
    told INTEGER
);
CREATE TABLE thing (
    name INTEGER, number INTEGER, PRIMARY KEY (name, number)
) WITHOUT ROWID;
CREATE TABLE graph (
    name INTEGER, number INTEGER, PRIMARY KEY (name, number)
) WITHOUT ROWID;
CREATE TABLE change (
    id INTEGER PRIMARY KEY, subject INTEGER, object INTEGER, number INTEGER,
    added INTEGER, quad BLOB
);
CREATE INDEX change_of_subject ON change (subject, number);
CREATE INDEX change_of_object ON change (object) WHERE object IS NOT NULL;
CREATE TABLE predicate (iri TEXT PRIMARY KEY) WITHOUT ROWID
"""
_RELEASE: Final = "INSERT INTO release VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_CHANGE: Final = (
    "INSERT INTO change (subject, object, number, added, quad) VALUES (?, ?, ?, ?, ?)"
)

_Row = tuple[int, int | None, int, bool, bytes]


def key_of(text: str) -> int:
    """Return as what an IRI, or the N-Quads form of a term, stands in the tables."""
    return _key(text.encode())


def create(rows: sqlite3.Connection) -> None:
    """Make the tables of an index that tells of no release yet."""
    for statement in _TABLES.split(";"):
        rows.execute(statement)
    rows.execute(f"PRAGMA user_version = {EDITION}")


def forget(rows: sqlite3.Connection, first: int) -> None:
    """Remove what is told of the release `first` and later ones, never published."""
    (newest,) = rows.execute("SELECT max(number) FROM release").fetchone()
    if newest >= first:
        for table in ("release", "thing", "graph", "change"):
            rows.execute(f"DELETE FROM {table} WHERE number >= ?", (first,))


def fingerprint(folder: Path) -> str:
    """Return what tells the release in `folder` from every other."""
    return hashlib.sha256((folder / manifests.FILE).read_bytes()).hexdigest()


def write_release(
    rows: sqlite3.Connection, home: Path, last: Manifest | None, now: Manifest
) -> None:
    """Write what the release `now` changed, which comes after `last`."""
    folder = pointer.release_folder(home, now.number)
    follows = last is not None and last.number == now.parent
    touched = read_touched(folder) if follows else None
    told = last is not None and follows and _write_changes(rows, home, last, now)
    for table, iris in (("thing", touched), ("graph", _changed_graphs(last, now))):
        named = ((key_of(iri), now.number) for iri in iris or ())
        rows.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?)", sorted(named))
    created = int(datetime.fromisoformat(now.created).timestamp())
    counts = (now.added, now.removed, now.default_triples)
    content = (now.dataset_hash, fingerprint(folder), touched is None, told)
    rows.execute(_RELEASE, (now.number, created, *counts, *content))


def _changed_graphs(last: Manifest | None, now: Manifest) -> set[str]:
    old = {(e.iri, e.object, e.role) for e in last.graphs} if last else set()
    return {iri for iri, _, _ in old ^ {(e.iri, e.object, e.role) for e in now.graphs}}


def _write_changes(
    rows: sqlite3.Connection, home: Path, last: Manifest, now: Manifest
) -> bool:
    """Write which quads came and went; return False where that is not known."""
    gone: set[bytes] = set()
    rows.execute("SAVEPOINT changes")
    try:
        rows.executemany(_CHANGE, _changes(home, last, now, gone))
    except (OSError, EOFError, zlib.error, errors.NoRelease):
        rows.execute("ROLLBACK TO changes")
        return False
    finally:
        rows.execute("RELEASE changes")
    iris = ((predicate[1:-1].decode(),) for predicate in gone)
    rows.executemany("INSERT OR IGNORE INTO predicate VALUES (?)", iris)
    return True


def _changes(
    home: Path, last: Manifest, now: Manifest, gone: set[bytes]
) -> Iterator[_Row]:
    """Yield a row for each quad that came or went; note in `gone` the predicates."""
    for added, line in _lines(home, last, now):
        subject, predicate, rest = line.split(b" ", 2)
        value = None if rest.startswith(b'"') else _key(rest.split(b" ", 1)[0])
        if not added:
            gone.add(predicate)
        yield _key(subject), value, now.number, added, line


def _lines(home: Path, last: Manifest, now: Manifest) -> Iterator[tuple[bool, bytes]]:
    folder = pointer.release_folder(home, now.number)
    for added, file in _FILES:
        with gzip.open(folder / file) as lines:
            yield from ((added, line) for line in lines)
    objects = Objects(home)
    old = {e.iri: e for e in last.graphs if e.role == DERIVED}
    new = {e.iri: e for e in now.graphs if e.role == DERIVED}
    # of derived graphs the releases keep no differences, but whole texts
    for iri in sorted({*old, *new}):
        before, after = (
            objects.read(graphs[iri].object) if iri in graphs else b""
            for graphs in (old, new)
        )
        change = change_of(new.get(iri) or old[iri], before, after)
        yield from ((False, line) for line in change.removed)
        yield from ((True, line) for line in change.added)


def _key(text: bytes) -> int:
    digest = hashlib.blake2b(text, digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
