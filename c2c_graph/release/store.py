"""Open a release to read it; make its store again where it has been dropped."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.filling import fill
from c2c_graph.release.holding import Hold
from c2c_graph.release.holding import held_alone
from c2c_graph.release.keeping import mark_used
from c2c_graph.release.manifest import Manifest
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.objects import Objects


@dataclass(frozen=True)
class Release:
    """A published release: nothing in it ever changes; `store` is read-only.

    The store stays on the disk while `hold` lives.
    """

    number: int
    folder: Path
    manifest: Manifest
    store: Store
    hold: Hold = field(repr=False)


def open_release(home: Path, number: int | None = None) -> Release:
    """Return release `number`, or the current one.

    Raise `errors.NoRelease` where there is none, or where its store has been
    dropped and has to be made again first.
    """
    if number is None:
        number = pointer.current_number(home)
    manifest = published_manifest(home, number)
    store, hold = open_store(home, number)
    return Release(number, pointer.release_folder(home, number), manifest, store, hold)


def open_store(home: Path, number: int) -> tuple[Store, Hold]:
    """Return the store of release `number`, read-only, and what keeps it on the disk.

    Raise `errors.NoRelease` where it is not there or cannot be read.
    """
    folder = pointer.release_folder(home, number) / pointer.STORE
    try:
        hold = Hold(folder)
        return Store.read_only(str(folder)), hold
    except (OSError, RuntimeError) as error:  # damage is told as either
        raise errors.NoRelease(
            f"release {number} has no readable store ({error}); "
            f"make it again with: c2c release --home {home} --rebuild {number}"
        ) from error


def published_manifest(home: Path, number: int) -> Manifest:
    """Return the manifest of release `number`; raise `errors.NoRelease`."""
    if number > pointer.current_number(home):
        raise errors.NoRelease(
            f"{home}: there is no release {number}; "
            f"the newest is {pointer.current_number(home)}"
        )
    return read_manifest(pointer.release_folder(home, number))


def rebuild_store(home: Path, number: int) -> None:
    """Make the store of release `number` again from the objects it names.

    The release itself does not change. Raise `errors.NoRelease` where there is
    no such release or an object is missing, `errors.Locked` while another
    process makes a release or reads the store that would be replaced.
    """
    manifest = published_manifest(home, number)
    with pointer.locked(home), _unread(home, number):
        remake_store(home, manifest)
        mark_used(home, number, remade=True)


@contextlib.contextmanager
def _unread(home: Path, number: int) -> Iterator[None]:
    """Keep others from opening the store of release `number`, if there is one."""
    folder = pointer.release_folder(home, number) / pointer.STORE
    with held_alone(folder) as is_alone:
        if not is_alone and folder.exists():
            raise errors.Locked(
                f"{folder}: another process reads this store; "
                "stop the server that does, and try again"
            )
        yield


def remake_store(home: Path, manifest: Manifest) -> None:
    """Do the work of `rebuild_store` under a lock that is held already."""
    objects = Objects(home)
    with pointer.building(home) as building:
        made = building / pointer.STORE
        fill(made, manifest.graphs, lambda e: objects.read(e.object)).flush()
        pointer.sync_tree(made)
        place = pointer.release_folder(home, manifest.number) / pointer.STORE
        if place.exists():
            os.rename(place, building / "unreadable")
        os.rename(made, place)
