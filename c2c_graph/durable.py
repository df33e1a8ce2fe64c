"""Write files so that a crash leaves the old one or the new one, never half."""

import os
import stat
import tempfile
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content`, durably; raise as `replace`."""
    replace(path, content)
    sync(path.parent)


def replace(path: Path, content: bytes) -> None:
    """Replace the file at `path` by `content`: new file, fsync, rename.

    The folder must exist; the new name lasts once the folder is synced too. An
    `OSError` (disk full, no permission) leaves the old file as it was and no new
    one behind.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # a temporary file is its owner's alone; the one it replaces may not be
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o644
        os.chmod(temporary, mode)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Make durable what the file at `path` holds, or the names in that folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
