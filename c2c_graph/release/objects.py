"""The graphs of all releases, kept for ever: sorted N-Quads named by their hash.

Equal graphs share one file, so a release costs only what changed in it.
"""

import gzip
import hashlib
import zlib
from collections.abc import Iterable
from pathlib import Path

from c2c_graph import errors


class Objects:
    """The folder `graphs/` of a home."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "graphs"

    def path(self, name: str) -> Path:
        """Return the file of the object `name`, the hex SHA-256 of its N-Quads."""
        return self.folder / f"{name}.nq.gz"

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


def name_of(body: bytes) -> str:
    """Return the name under which `body` is kept."""
    return hashlib.sha256(body).hexdigest()
