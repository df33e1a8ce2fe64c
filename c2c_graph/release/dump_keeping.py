"""Which files of releases stay on the disk: they are a cache, and can be made again.

Those of the newest releases stay; of older ones that were asked for, those used last.
"""

import contextlib
import os
from pathlib import Path
from typing import Final

from c2c_graph.release import dumps
from c2c_graph.release import pointer

GONE: Final = ".gone-"


def drop_old_dumps(home: Path, keep: int, remade: int) -> None:
    """Remove what was made of all but the newest `keep` releases.

    The `remade` older ones used last stay. Who reads a file meanwhile reads it to
    its end. N-Quads stay for ever, and so does the note of what was made.
    """
    older = pointer.published_numbers(home)[:-keep]
    folders = [dumps.folder_of(home, number) for number in older]
    there = [folder for folder in folders if folder.is_dir()]
    by_use = sorted(there, key=lambda folder: folder.stat().st_mtime_ns)
    for folder in by_use[:-remade]:
        gone = folder.with_name(GONE + folder.name)
        os.rename(folder, gone)  # so that a kill leaves nothing half there
        pointer.remove(gone)


def mark_used(home: Path, number: int) -> None:
    """Note that somebody fetches a file that was made of release `number`."""
    with contextlib.suppress(OSError):  # a folder that we may only read from
        os.utime(dumps.folder_of(home, number))
