"""Parts of a file: byte ranges (RFC 9110 §14), over several files as if one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from typing import Final

from c2c_graph import errors

# one range alone: more may be asked for, and are answered by the whole (§14.2)
_RANGE: Final = re.compile(r"\s*bytes\s*=\s*([0-9]*)-([0-9]*)\s*", re.IGNORECASE)
# a longer number is past every file, and costs time to read
_LONGEST: Final = 64


@dataclass(frozen=True)
class Span:
    """The bytes from `start` on, `length` of them."""

    start: int
    length: int

    def content_range(self, whole: int) -> str:
        """Return the value of Content-Range in a file of `whole` bytes (§14.4)."""
        return f"bytes {self.start}-{self.start + self.length - 1}/{whole}"


def span_of(header: str, whole: int) -> Span | None:
    """Return the range that the header `Range` asks for of `whole` bytes.

    None where the whole is to be sent: without a range, where the header is not
    understood (§14.2: it may be ignored), or where it names several ranges. Raise
    `errors.RangeNotSatisfiable` where the range holds no byte (§14.1.2).
    """
    found = _RANGE.fullmatch(header) if len(header) <= _LONGEST else None
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        start = max(0, whole - int(last))  # so many from the end
        end = whole if int(last) else start
    else:
        start = int(first)
        end = min(whole, int(last) + 1) if last else whole
        if last and int(last) < start:
            return None  # §14.1.1: invalid
    if start >= end:
        raise errors.RangeNotSatisfiable(
            f"Range: {header.strip()}: the file has {whole} bytes", length=whole
        )
    return Span(start, end - start)


class Joined:
    """Reads the bytes of `span` from the files at `paths`, one after the other.

    Raise `OSError` where one cannot be looked at, or opened when it is its turn.
    """

    def __init__(self, paths: Sequence[Path], span: Span) -> None:
        self._left = span.length
        self._skipped = span.start
        self._sizes = [path.stat().st_size for path in paths]
        self._paths = list(zip(paths, self._sizes, strict=True))[::-1]
        self._file: BinaryIO | None = None
        self._next()

    def read(self, size: int) -> bytes:
        """Return `size` bytes, fewer at the end alone."""
        pieces = []
        size = min(size, self._left)
        while size > 0 and self._file is not None:
            piece = self._file.read(size)
            if not piece:
                self._next()
            pieces.append(piece)
            size -= len(piece)
            self._left -= len(piece)
        return b"".join(pieces)

    def close(self) -> None:
        """Let go of the file that is open."""
        if self._file is not None:
            self._file.close()
        self._paths.clear()

    def _next(self) -> None:
        """Open the next file that has a byte of the span."""
        if self._file is not None:
            self._file.close()
            self._file = None
        while self._paths and self._left:
            path, size = self._paths.pop()
            if self._skipped < size:
                self._file = path.open("rb")
                self._file.seek(self._skipped)
                self._skipped = 0
                return
            self._skipped -= size
