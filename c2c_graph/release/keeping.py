"""Which stores stay on the disk: a store is a cache, and can be made again.

Those of the newest releases stay. Of older ones that were made again because
somebody asked for them, those used last stay; how many of each are settings.
"""

import contextlib
import os
from pathlib import Path

from c2c_graph.release import pointer
from c2c_graph.release.holding import held_alone


def drop_old_stores(home: Path, keep: int, remade: int) -> None:
    """Remove the stores of all but the newest `keep` releases.

    Of older ones that were made again, the `remade` used last stay, and so does
    what somebody reads at this moment. A store is a cache: `again.begin` makes it
    anew. It is renamed first, so that a kill leaves no half store in a release.
    """
    older = [n for n in pointer.published_numbers(home)[:-keep] if has_store(home, n)]
    used = {number: _last_use(home, number) for number in older}
    marked = sorted((n for n in older if used[n]), key=lambda n: used[n])
    for number in set(older).difference(marked[-remade:]):
        _drop_store(home, number)


def has_store(home: Path, number: int) -> bool:
    """Return whether the store of release `number` is on the disk, whole."""
    return (pointer.release_folder(home, number) / pointer.STORE).is_dir()


def mark_used(home: Path, number: int, *, remade: bool = False) -> None:
    """Note that the store of release `number`, once made again, is used now.

    Nothing is noted of a store that is there since its release, unless `remade`.
    """
    mark = _mark(home, number)
    if remade:
        mark.touch()
    with contextlib.suppress(FileNotFoundError):
        os.utime(mark)


def _last_use(home: Path, number: int) -> int:
    try:
        return _mark(home, number).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _mark(home: Path, number: int) -> Path:
    return pointer.releases(home) / f".used-{number:04d}"


def _drop_store(home: Path, number: int) -> None:
    store = pointer.release_folder(home, number) / pointer.STORE
    with held_alone(store) as is_free:
        if is_free:
            gone = pointer.releases(home) / f"{pointer.BUILDING}gone-{number}"
            pointer.remove(gone)  # a killed run may have left it
            os.rename(store, gone)
            _mark(home, number).unlink(missing_ok=True)
            pointer.remove(gone)
