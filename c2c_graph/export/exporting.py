"""Write a whole site beside the one that is served, and put it in its place."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Final

from c2c_graph import durable
from c2c_graph import errors
from c2c_graph.export import dumps
from c2c_graph.export.asking import Inside
from c2c_graph.export.nginx import Site
from c2c_graph.export.nginx import configuration
from c2c_graph.export.site import wanted
from c2c_graph.export.told import write_told
from c2c_graph.export.writing import GONE
from c2c_graph.export.writing import Written
from c2c_graph.export.writing import write_all
from c2c_graph.settings import Settings
from c2c_graph.web.variants import SUFFIXES
from c2c_graph.web.view import Releases

CURRENT: Final = "site"
_SITE: Final = "site-"
_MAKING: Final = ".making-"
_CONFIGURATION: Final = ("city2city.conf", "nginx.conf")
# of a configuration that a killed export was writing
_HALF: Final = tuple(f".{name}." for name in _CONFIGURATION)
# a thing that was merged with another leads there for ever
_FOR_EVER: Final = (301, 308)
_TOLD_EVERY: Final = 1_000
# nobody's budget counts while we ask ourselves
_UNLIMITED: Final = 10**9

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Place:
    """Where a site is written, where nginx listens, and its address for the world.

    `upstream` is the address of a server for what has to be computed, or empty.
    """

    folder: Path
    listen: str
    address: str
    upstream: str = ""


@dataclass
class Exported:
    """What an export has written: answers, bytes, and what leads elsewhere."""

    release: int
    files: int = 0
    size: int = 0
    moved: dict[str, str] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    untyped: dict[str, str] = field(default_factory=dict)

    def count(self, written: Written) -> None:
        """Take `written` into account."""
        if written.status in _FOR_EVER:
            self.moved[_stem(written.address)] = _stem(written.location)
        elif written.status == GONE:
            self.gone.add(_stem(written.address))
        if written.size and written.media_type:
            self.untyped[written.address] = written.media_type
        if written.size:
            self.files += 1
            self.size += written.size


def export(
    settings: Settings,
    place: Place,
    *,
    jobs: int,
    progress: Progress,
) -> Exported:
    """Write the newest release as a site at `place`, with its configuration.

    The site that is there is served until the new one is whole; then the link
    `site` leads to the new one. `jobs` processes write. Raise `errors.NoRelease`,
    `errors.BadRequest` for a setting that no configuration can hold,
    `errors.Locked`, `errors.ExportFailed`, and `OSError` as files do.
    """
    settings = replace(settings, client_requests=_UNLIMITED, client_seconds=_UNLIMITED)
    view = Releases(settings).current()
    folder = place.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    _require_ours(folder)
    site = Site(folder, view.number, place.listen, place.upstream)
    configuration(site)  # what cannot be written is told before the work
    with (
        _alone(folder),
        tempfile.TemporaryDirectory(dir=folder, prefix=_MAKING) as name,
        closing(Inside(settings, place.address)) as inside,
    ):
        made = Path(name)
        found = Exported(view.number)
        every = wanted(view, inside)
        for written in write_all(every, settings, place.address, made, jobs):
            found.count(written)
            if written.size and found.files % _TOLD_EVERY == 0:
                progress(f"{found.files:,} files, {found.size / 2**20:,.0f} MB")
        for written in dumps.write(inside, view.number, settings.home, made):
            found.count(written)
        write_told(settings, made)
        _publish(folder, made, _told_of(site, found))
    return found


def _told_of(site: Site, found: Exported) -> Site:
    return replace(
        site,
        moved=tuple(sorted(found.moved.items())),
        gone=tuple(sorted(found.gone)),
        untyped=tuple(sorted(found.untyped.items())),
    )


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Keep other exports out of `folder`, and clear what a killed one has left.

    Raise `errors.Locked` while another is at work there.
    """
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for left in folder.glob(f"{_MAKING}*"):
            shutil.rmtree(left)
        for left in chain.from_iterable(folder.glob(f"{half}*") for half in _HALF):
            left.unlink()
        yield
    except BlockingIOError:
        raise errors.Locked(f"{folder}: another export writes there") from None
    finally:
        os.close(handle)


def _publish(folder: Path, made: Path, site: Site) -> None:
    """Put the site `made` where the server reads, and its configuration."""
    made.chmod(0o755)  # a temporary folder is its owner's alone
    os.sync()  # many small files: all at once is quicker than one by one
    place = folder / f"{_SITE}{site.release:04d}-{made.name.removeprefix(_MAKING)}"
    former = {path for path in folder.glob(f"{_SITE}*") if path.is_dir()}
    os.rename(made, place)
    made.mkdir()  # what a temporary folder removes at its end
    for name, text in configuration(site).items():
        durable.write_atomically(folder / name, text.encode())
    (folder / "run").mkdir(exist_ok=True)
    link = folder / f".{CURRENT}"
    link.unlink(missing_ok=True)
    link.symlink_to(place.name)
    os.replace(link, folder / CURRENT)
    durable.sync(folder)
    for old in former - {place}:
        shutil.rmtree(old)


def _require_ours(folder: Path) -> None:
    """Raise `errors.BadRequest` where `folder` holds what no export has written."""
    for path in folder.iterdir():
        ours = path.name in (*_CONFIGURATION, "run", CURRENT)
        begun = (_SITE, _MAKING, f".{CURRENT}", *_HALF)
        if not ours and not path.name.startswith(begun):
            raise errors.BadRequest(
                f"{folder}: holds {path.name}, which no export has written; "
                "name a folder that is empty or new"
            )


def _stem(address: str) -> str:
    """Return the path `address` without the suffix of a variant."""
    stem, dot, suffix = address.rpartition(".")
    return stem if dot and suffix in SUFFIXES else address
