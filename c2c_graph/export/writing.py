"""Write answers of the server to files, several at a time."""

import multiprocessing
import os
from collections.abc import Iterable
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED
from concurrent.futures import Future
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures import wait
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final

from c2c_graph import errors
from c2c_graph.export.asking import Got
from c2c_graph.export.asking import Inside
from c2c_graph.export.site import Wanted
from c2c_graph.export.site import is_writable
from c2c_graph.settings import Settings

# requests that a process gets at once
_BATCH: Final = 200
GONE: Final = 410
# where the texts of what has been withdrawn are
GONE_FOLDER: Final = "_gone"
# the web server adds it
_CHARSET: Final = "; charset=utf-8"
_FOUND: Final = 200
_ABSENT: Final = (404, 406)
_LEADING_ON: Final = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Written:
    """What became of one address: its status, and where it leads if elsewhere.

    `media_type` is told where the name of the file does not tell it.
    """

    address: str
    status: int
    size: int = 0
    location: str = ""
    media_type: str = ""


def write_all(
    wanted: Iterable[Wanted],
    settings: Settings,
    address: str,
    folder: Path,
    jobs: int,
) -> Iterator[Written]:
    """Write the answers to `wanted` below `folder` and yield what became of each.

    They are those of a server that is published at `address`. `jobs` processes do so
    side by side, each a batch ahead. Raise `errors.ExportFailed` where the server
    answers as it should not.
    """
    context = multiprocessing.get_context("spawn")
    batches = _batches(wanted)
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:

        def begun(count: int) -> set[Future[list[Written]]]:
            ahead = islice(batches, count)
            return {
                pool.submit(_write_batch, settings, address, folder, b) for b in ahead
            }

        running = begun(2 * jobs)
        while running:
            done, running = wait(running, return_when=FIRST_COMPLETED)
            running |= begun(len(done))
            for future in done:
                yield from future.result()


def write(inside: Inside, wanted: Wanted, folder: Path) -> Written:
    """Write one answer, stamped with the time of its last change."""
    if not is_writable(wanted.file):
        return Written(wanted.address, 404)
    got = inside.get(wanted.address, wanted.accept)
    location = got.headers.get("location", "")
    if got.status == _FOUND:
        _put(folder / wanted.file, got)
    elif got.status == GONE:
        _put(folder / GONE_FOLDER / wanted.file, got)
    elif got.status not in (*_ABSENT, *_LEADING_ON):
        told = got.body[:200].decode(errors="replace")
        raise errors.ExportFailed(f"{wanted.address} was answered {got.status}: {told}")
    named = "." in wanted.file.rpartition("/")[2]
    kind = "" if named else got.headers.get("content-type", "").removesuffix(_CHARSET)
    return Written(wanted.address, got.status, len(got.body), location, kind)


def _put(path: Path, got: Got) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(got.body)
    modified = got.headers.get("last-modified")
    if modified:  # the web server tells it, and makes its tags from it
        moment = parsedate_to_datetime(modified).timestamp()
        os.utime(path, (moment, moment))


def _batches(wanted: Iterable[Wanted]) -> Iterator[list[Wanted]]:
    source = iter(wanted)
    while batch := list(islice(source, _BATCH)):
        yield batch


def _write_batch(
    settings: Settings, address: str, folder: Path, batch: list[Wanted]
) -> list[Written]:
    inside = _inside(settings, address)
    return [write(inside, wanted, folder) for wanted in batch]


@cache
def _inside(settings: Settings, address: str) -> Inside:
    """Return the web tier of this process, made for its first batch."""
    return Inside(settings, address)
