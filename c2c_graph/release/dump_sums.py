"""Length and SHA-256 of files that never change, looked at once and noted."""

import contextlib
import hashlib
import json
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from typing import NamedTuple

from c2c_graph import durable
from c2c_graph import errors

_READ: Final = 2**20


class Sum(NamedTuple):
    """The length of a file in bytes, and its SHA-256 in hex."""

    bytes: int
    sha256: str


def sums_of(paths: Sequence[Path], note: Path) -> list[Sum]:
    """Return the sum of all `paths` one after another, then that of each.

    They are read from `note` where it fits the lengths that the files have; else the
    files are read, and the note is written for the next who asks. Raise
    `errors.NoRelease` where a file cannot be read.
    """
    lengths = [_length(path) for path in paths]
    noted = _noted(note)
    if [sum.bytes for sum in noted[1:]] == lengths and noted:
        return noted
    found = _read(paths)
    # without the note the next one only takes longer
    with contextlib.suppress(OSError):
        note.parent.mkdir(parents=True, exist_ok=True)
        durable.write_atomically(note, json.dumps(found).encode())
    return found


def _read(paths: Sequence[Path]) -> list[Sum]:
    whole, size, sums = hashlib.sha256(), 0, []
    for path in paths:
        own, length = hashlib.sha256(), 0
        for piece in _pieces(path):
            whole.update(piece)
            own.update(piece)
            length += len(piece)
        size += length
        sums.append(Sum(length, own.hexdigest()))
    return [Sum(size, whole.hexdigest()), *sums]


def _noted(note: Path) -> list[Sum]:
    try:
        return [Sum(*pair) for pair in json.loads(note.read_bytes())]
    except (OSError, ValueError, TypeError):
        return []


def _length(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise _unreadable(error) from error


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            yield from iter(lambda: file.read(_READ), b"")
    except OSError as error:
        raise _unreadable(error) from error


def _unreadable(error: OSError) -> errors.NoRelease:
    return errors.NoRelease(f"a graph of the release cannot be read: {error}")
