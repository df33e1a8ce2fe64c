"""The two-million-triple release that every server under measurement reads."""

import fcntl
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import cities
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.release.afresh import Progress
from c2c_graph.release.build import make_release
from c2c_graph.release.pointer import STORE
from c2c_graph.release.store import Release
from c2c_graph.release.store import open_release
from c2c_graph.release.unchanged import is_current
from c2c_graph.settings import Settings
from c2c_graph.validation.report import ValidationReport

# file times this close to the look at them are not trusted by the next look
_TICK_SECONDS: Final = 0.1


@dataclass(frozen=True)
class Corpus:
    """A release of the made-up dataset; `folder` is where more may be kept."""

    folder: Path

    @property
    def settings(self) -> Settings:
        """Return the settings under which it is made and served."""
        return Settings(home=self.folder / "home", dataset=self.folder / "dataset")

    @property
    def store(self) -> Path:
        """Return the folder of the store that all servers open read-only."""
        return self.open().folder / STORE

    def open(self) -> Release:
        """Return the release, open."""
        return open_release(self.settings.home)


def corpus(progress: Progress) -> Corpus:
    """Return the release, made first where the cache of this user has none.

    `progress` gets lines for people. Its folder, of 1.3 GB, is `city2city-benchmarks`
    in the user's cache folder.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = f"{cities.CITIES}-{cities.EDITION}"
    made = Corpus(cache / "city2city-benchmarks" / name)
    made.folder.parent.mkdir(parents=True, exist_ok=True)
    with (made.folder.parent / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # one makes it, the others wait
        if not is_current(made.settings):
            _make(made, progress)
    return made


def _make(made: Corpus, progress: Progress) -> None:
    shutil.rmtree(made.folder, ignore_errors=True)
    made.folder.mkdir(parents=True)
    progress("making a release of two million triples (once; about two minutes)")
    cities.write_dataset(made.folder / "dataset")
    time.sleep(_TICK_SECONDS)
    # made-up cities are no test of the shapes, and checking takes many minutes
    make_release(made.settings, progress=progress, gate=_pass)


def _pass(_: Dataset) -> ValidationReport:
    return ValidationReport()
