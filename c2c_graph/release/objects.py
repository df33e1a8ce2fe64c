"""The graphs of all releases, kept for ever: sorted N-Quads named by their hash.

Equal graphs share one file, so a release costs only what changed in it.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterable
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from c2c_graph import durable
from c2c_graph import errors

# the level at which a repetitive text of 150 MB is packed in half a second
_LEVEL: Final = 4


class Objects:
    """The folder `graphs/` of a home."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "graphs"

    def path(self, name: str) -> Path:
        """Return the file of the object `name`, the hex SHA-256 of its N-Quads."""
        return self.folder / f"{name}.nq.gz"

    def write(self, bodies: Mapping[str, bytes]) -> None:
        """Keep each of `bodies`, given by name; those that are there stay as is."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = [name for name in bodies if not self.path(name).exists()]
        # waiting for the disk is what takes time, so files wait together
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda name: self._write(name, bodies[name]), new))
        durable.sync(self.folder)

    def read(self, name: str) -> bytes:
        """Return the sorted N-Quads of the object `name`.

        Raise `errors.NoRelease` where it is missing or not what its name says.
        """
        try:
            body = gzip.decompress(self.path(name).read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise errors.NoRelease(
                f"{self.path(name)}: cannot be read ({error}); restore it from a copy"
            ) from error
        if name_of(body) != name:
            raise errors.NoRelease(
                f"{self.path(name)}: damaged, its content has another hash; "
                "restore it from a copy"
            )
        return body

    def sweep(self, named: Iterable[str]) -> None:
        """Remove half-written files, and objects that are not among `named`."""
        kept = {self.path(name).name for name in named}
        for path in self.folder.glob("*") if self.folder.is_dir() else ():
            if path.name not in kept:
                path.unlink()

    def _write(self, name: str, body: bytes) -> None:
        durable.replace(self.path(name), pack(body))


def name_of(body: bytes) -> str:
    """Return the name under which `body` is kept."""
    return hashlib.sha256(body).hexdigest()


def pack(body: bytes) -> bytes:
    """Return `body` compressed; equal bodies give equal bytes."""
    return gzip.compress(body, _LEVEL, mtime=0)
