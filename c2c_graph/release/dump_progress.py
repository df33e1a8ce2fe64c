"""How far the making of dumps is, told to other processes through a small file."""

import dataclasses
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from c2c_graph import durable
from c2c_graph.release import dumps
from c2c_graph.release.again import State
from c2c_graph.release.again import Status

_FILE: Final = "progress.json"
_SECONDS: Final = 0.5


class Progress:
    """Counts lines out of `every`, and reports the share now and then."""

    def __init__(self, report: Callable[[float], None], every: int) -> None:
        self._report = report
        self._every = max(every, 1)
        self._lines = 0
        self._told = 0.0

    def more(self, lines: int) -> None:
        """Count `lines` more."""
        self._lines += lines
        if time.monotonic() > self._told + _SECONDS:
            self._told = time.monotonic()
            self._report(min(1.0, self._lines / self._every))


def read_status(home: Path) -> tuple[int, Status]:
    """Return the release whose dumps were made last, or are now, and how it stands."""
    try:
        values = json.loads((home / dumps.FOLDER / _FILE).read_bytes())
        number = int(values.pop("number"))
        return number, Status(**{**values, "state": State[values["state"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return 0, Status(State.ABSENT)


def write_status(home: Path, number: int, now: Status) -> None:
    """Tell how it stands with the dumps of release `number`; raise `OSError`."""
    values = {**dataclasses.asdict(now), "state": now.state.name, "number": number}
    durable.replace(home / dumps.FOLDER / _FILE, json.dumps(values).encode())
