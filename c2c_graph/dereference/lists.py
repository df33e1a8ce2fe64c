"""Where the lists of a release are kept, and who makes them: whoever asks first.

`C2C_HOME/lists` is a cache beside the releases: what is missing there is made again.
A process of its own makes it, whose memory goes with it and which keeps no reader of
another page waiting.
"""

import fcntl
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.index import Index
from c2c_graph.dereference.listing import write_index
from c2c_graph.release.pointer import remove
from c2c_graph.release.store import Release
from c2c_graph.release.store import open_release

FOLDER: Final = "lists"
# raise it when the same release would give other lists than before
EDITION: Final = 1
# so many releases are read at once, by workers that have not seen the newest yet
_KEPT: Final = 3
_MAKING: Final = ".making-"
_MAKE: Final = (sys.executable, "-P", "-m", "c2c_graph.dereference.lists")


def kept_index(home: Path, release: Release) -> Index:
    """Return the lists of `release`, made first where nobody has made them yet.

    Raise `errors.DumpFailed` where they cannot be made.
    """
    content = release.manifest.dataset_hash.rpartition(":")[2][:12]
    path = home / FOLDER / f"{release.number:04d}-{content}-{EDITION}.sqlite"
    if not path.exists():
        try:
            _have_made(home, release.number, path)
        except (OSError, subprocess.CalledProcessError) as error:
            raise errors.DumpFailed(
                f"the lists of release {release.number} could not be made: see that "
                f"C2C_HOME/{FOLDER} can be written and has room; the log tells more"
            ) from error
    return Index(path)


def _have_made(home: Path, number: int, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with (path.parent / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one makes them, the others wait
        if not path.exists():
            arguments = (str(home), str(number), str(path))
            subprocess.run([*_MAKE, *arguments], check=True)


def main() -> None:
    """Make the lists of a release; arguments: its home, its number, the new file."""
    home, number, path = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    for left in path.parent.glob(f"{_MAKING}*"):  # by one that was killed
        remove(left)
    facts = Facts(open_release(home, number).store)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=_MAKING) as folder:
        made = Path(folder) / path.name
        write_index(facts, made)
        os.replace(made, path)
    by_age = sorted(path.parent.glob("*.sqlite"), key=lambda old: old.stat().st_mtime)
    for old in by_age[:-_KEPT]:
        remove(old)


if __name__ == "__main__":
    main()
