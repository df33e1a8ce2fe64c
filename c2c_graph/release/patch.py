"""Write the difference between two releases as RDF Patch.

The text format of Apache Jena (https://jena.apache.org/documentation/rdf-patch/):
rows of an operation and terms as in N-Quads. Its headers `id` and `prev` name the
state after and before, so that patches from any release to any other chain.
"""

import gzip
import zlib
from collections.abc import Iterable
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.release.differences import Difference
from c2c_graph.release.differences import state_id

MEDIA_TYPE: Final = "application/rdf-patch"
SUFFIX: Final = "rdfp"
_BLOCK: Final = 2**18


def patch(home: Path, difference: Difference) -> Iterator[bytes]:
    """Yield the patch in pieces: header, then one transaction.

    First all deletions, then all additions: each quad is in one of them only. Raise
    `errors.NoRelease` where a file cannot be read.
    """
    yield _header(home, difference)
    yield from _rows(b"D ", difference.removed)
    yield from _rows(b"A ", difference.added)
    yield b"TC .\n"


def unpacked(paths: Iterable[Path]) -> Iterator[bytes]:
    """Yield what the files of gzip at `paths` hold, in pieces."""
    for path in paths:
        try:
            with gzip.open(path) as file:
                while piece := file.read(_BLOCK):
                    yield piece
        except (OSError, EOFError, zlib.error) as error:
            raise errors.NoRelease(f"{path}: cannot be read ({error})") from error


def _header(home: Path, difference: Difference) -> bytes:
    rows = [f"H id <{state_id(home, difference.new)}> ."]
    if difference.old:
        rows.append(f"H prev <{state_id(home, difference.old)}> .")
    return "\n".join([*rows, "TX .", ""]).encode()


def _rows(operation: bytes, paths: Iterable[Path]) -> Iterator[bytes]:
    at_start = True
    for piece in unpacked(paths):
        ends = piece.endswith(b"\n")
        body = piece[:-1] if ends else piece
        rows = body.replace(b"\n", b"\n" + operation) + (b"\n" if ends else b"")
        yield operation + rows if at_start else rows
        at_start = ends
