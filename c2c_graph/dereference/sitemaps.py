"""Which documents there are and when each last changed, in parts for sitemaps.

`C2C_HOME/sitemaps` is a cache beside the releases: what is missing there is made
again by a process of its own, as it reads every graph. A part is a text of lines,
`path TAB time`, so that it can be sent under any host, and is read line by line.
"""

import fcntl
import gzip
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.release.history import History
from c2c_graph.release.history import open_history
from c2c_graph.release.pointer import remove

FOLDER: Final = "sitemaps"
# a sitemap may have 50,000 addresses and 50 MB (sitemaps.org, "Sitemap file
# requirements"); a byte of an IRI takes three in a path where it is encoded, and
# around an address stand less than `_AROUND` bytes
MOST: Final = 50_000
_MOST_BYTES: Final = 45_000_000
_AROUND: Final = 400
# raise it when the same release would give other parts than before
_EDITION: Final = 1
_KEPT: Final = 3
_INDEX: Final = "index.json"
_MAKING: Final = ".making-"
_MAKE: Final = (sys.executable, "-P", "-m", "c2c_graph.dereference.sitemaps")
_PAUSE: Final = 0.05


@dataclass(frozen=True)
class Entry:
    """What has a document, and when that last changed (xsd:dateTime)."""

    iri: str
    changed: str


@dataclass(frozen=True)
class Sitemaps:
    """The parts of one release; `changed` tells of each when it last changed."""

    folder: Path
    changed: tuple[str, ...]

    def part(self, number: int) -> Iterator[Entry]:
        """Yield the documents of part `number`, counted from 1, sorted by IRI."""
        with gzip.open(_part(self.folder, number), "rt", encoding="utf-8") as lines:
            for line in lines:
                iri, _, changed = line.rstrip("\n").partition("\t")
                yield Entry(iri, changed)


def kept_sitemaps(home: Path, history: History, seconds: float) -> Sitemaps | None:
    """Return the parts of the newest release of `home` that `history` tells of.

    Where nobody has made them yet, that is begun and waited for at most `seconds`;
    then None is returned. Raise `errors.DumpFailed` where they cannot be made.
    """
    folder = _folder(home, history)
    limit = time.monotonic() + seconds
    process = None if folder.is_dir() else _begun(home, history.number, folder)
    while not folder.is_dir():
        if process is not None and process.poll():
            raise _failed(history.number)
        if time.monotonic() > limit:
            return None
        time.sleep(_PAUSE)
    changed = json.loads((folder / _INDEX).read_text(encoding="utf-8"))
    return Sitemaps(folder, tuple(changed))


def _folder(home: Path, history: History) -> Path:
    content = history.events()[-1].dataset_hash.rpartition(":")[2][:12]
    name = f"{history.number:04d}-{content}-{_EDITION}"
    return home / FOLDER / name


def _part(folder: Path, number: int) -> Path:
    return folder / f"{number}.txt.gz"


def _failed(number: int) -> errors.DumpFailed:
    return errors.DumpFailed(
        f"the sitemaps of release {number} could not be made: see that "
        f"C2C_HOME/{FOLDER} can be written and has room; the log tells more"
    )


def _begun(home: Path, number: int, folder: Path) -> subprocess.Popen[bytes] | None:
    """Return the process that makes `folder`, started unless one is at work."""
    try:
        return _begin(home, number, folder)
    except OSError as error:
        raise _failed(number) from error


def _begin(home: Path, number: int, folder: Path) -> subprocess.Popen[bytes] | None:
    """Start a process that makes `folder`, unless one is at work.

    It inherits the lock, which the kernel frees however it ends.
    """
    folder.parent.mkdir(exist_ok=True)
    with (folder.parent / ".lock").open("wb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return None
        process = subprocess.Popen(
            [*_MAKE, str(home), str(number), str(folder)],
            pass_fds=[lock.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
    # nobody waits for the process, but the kernel wants to be asked how it ended
    threading.Thread(target=process.wait, daemon=True).start()
    return process


def write_parts(history: History, folder: Path, most: int = MOST) -> None:
    """Write the parts of what `history` tells, each of at most `most`, to `folder`."""
    times: dict[int, str] = {}
    changed = []
    for number, part in enumerate(_parted(history.last_changes(), most), start=1):
        newest = 0
        with gzip.open(_part(folder, number), "wt", encoding="utf-8") as file:
            for iri, release in part:
                if release not in times:
                    times[release] = f"{history.created(release):%Y-%m-%dT%H:%M:%SZ}"
                newest = max(newest, release)
                file.write(f"{iri}\t{times[release]}\n")
        changed.append(times[newest])
    (folder / _INDEX).write_text(json.dumps(changed), encoding="utf-8")


def _parted(
    changes: Iterable[tuple[str, int]], most: int
) -> Iterator[list[tuple[str, int]]]:
    part: list[tuple[str, int]] = []
    size = 0
    for iri, release in changes:
        # the dataset's own page changes with every release, and stands among pages
        if not namespaces.is_ours(iri) or iri == namespaces.DATASET:
            continue
        weight = 3 * len(iri.encode()) + _AROUND
        if part and (len(part) == most or size + weight > _MOST_BYTES):
            yield part
            part, size = [], 0
        part.append((iri, release))
        size += weight
    if part:
        yield part


def main() -> None:
    """Make the parts of a release; arguments: its home, its number, the new folder."""
    home, number, folder = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    for left in folder.parent.glob(f"{_MAKING}*"):  # by one that was killed
        remove(left)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=_MAKING) as making:
        made = Path(making) / folder.name
        made.mkdir()
        write_parts(open_history(home, number), made)
        if not folder.is_dir():
            os.replace(made, folder)
    by_age = sorted(folder.parent.glob("[0-9]*"), key=lambda old: old.stat().st_mtime)
    for old in by_age[:-_KEPT]:
        remove(old)


if __name__ == "__main__":
    main()
