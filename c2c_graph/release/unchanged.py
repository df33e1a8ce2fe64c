"""Tell in milliseconds that there is nothing to release: the common start of a server.

Stands apart from `build` so that whoever asks need not load what checks a dataset.
"""

from c2c_graph import errors
from c2c_graph.release import pointer
from c2c_graph.release.manifest import RECIPE
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.seen import read_seen
from c2c_graph.release.sources import Sources
from c2c_graph.settings import Settings


def is_current(settings: Settings) -> bool:
    """Return whether `build.make_release` with its gate would surely do nothing.

    The files' stamps are compared and nothing is read. Whatever is in doubt, or
    cannot be read, is False: a run then finds out and tells.
    """
    home, folder = settings.home, settings.dataset_folder()
    try:
        number = pointer.current_number(home)
        found = Sources(folder, home, keep=False).found
        seen = read_seen(home, number, folder)
        recipe = read_manifest(pointer.release_folder(home, number)).recipe
    except (errors.C2CError, OSError):
        return False
    if seen is None or not seen.checked or recipe != RECIPE:
        return False
    return seen.are_same(found) and _stores_are_kept(settings, number)


def _stores_are_kept(settings: Settings, current: int) -> bool:
    """Return whether the current release has its store, and none a store too many."""
    published = pointer.published_numbers(settings.home)
    with_store = {
        number
        for number in published
        if (pointer.release_folder(settings.home, number) / pointer.STORE).is_dir()
    }
    return current in with_store and with_store <= {*published[-settings.kept_stores :]}
