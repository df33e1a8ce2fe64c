"""Where a result is written: in memory while it is small, then in a file.

The file has no name from the start, so nothing is left when a process is killed.
"""

import os
import tempfile
from pathlib import Path
from typing import BinaryIO
from typing import Final

from c2c_graph.errors import QueryTooLarge
from c2c_graph.query.limits import too_long

INLINE: Final = 2**20


class Spool:
    """Takes the bytes of one result, up to `limit` of them."""

    def __init__(self, folder: Path, limit: int) -> None:
        self.length = 0
        self._folder = folder
        self._limit = limit
        self._chunks: list[bytes] = []
        self._file: BinaryIO | None = None

    @property
    def is_full(self) -> bool:
        """Return whether more was written than the limit allows."""
        return self.length > self._limit

    def write(self, chunk: bytes) -> int:
        """Take `chunk`; raise `errors.QueryTooLarge` above the limit."""
        self.length += len(chunk)
        if self.is_full:
            raise self.too_large()
        if self._file is not None:
            return self._file.write(chunk)
        self._chunks.append(chunk)
        if self.length > INLINE:
            self._move_to_file()
        return len(chunk)

    def flush(self) -> None:
        """Do nothing: `content` sees to it that all is written."""

    def content(self) -> bytes | BinaryIO:
        """Return the result: the bytes, or the file at its beginning."""
        if self._file is None:
            return b"".join(self._chunks)
        self._file.flush()
        self._file.seek(0)
        return self._file

    def too_large(self) -> QueryTooLarge:
        """Return the fault of a result above the limit."""
        return too_long(self._limit)

    def _move_to_file(self) -> None:
        os.makedirs(self._folder, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115
        self._file.writelines(self._chunks)
        self._chunks.clear()
