"""What the last run saw of the source files, so that the next need not read them.

A note beside the releases, not part of any: without it everything is read again
and compared by hash.
"""

import dataclasses
import json
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from c2c_graph.durable import write_atomically
from c2c_graph.release.pointer import SEEN
from c2c_graph.release.pointer import releases
from c2c_graph.release.sources import Found

# file times come from a clock that ticks every few milliseconds: a file changed
# that shortly before it was looked at may change again within the same tick
_TICK_NS: Final = 50_000_000


@dataclass(frozen=True)
class Seen:
    """The files of release `number` as they were at `time` (ns since 1970).

    `stamps` and `graphs` give for each file its stamp and the graphs it holds;
    `checked` is whether the gate has let them pass.
    """

    number: int
    folder: str
    time: int
    checked: bool
    stamps: Mapping[str, tuple[int, ...]]
    graphs: Mapping[str, tuple[str, ...]]

    def is_same(self, file: Found) -> bool:
        """Return whether `file` is surely as it was."""
        stamp = self.stamps.get(file.name)
        return stamp == file.stamp and max(stamp[2:]) < self.time - _TICK_NS

    def are_same(self, files: Iterable[Found]) -> bool:
        """Return whether `files` are surely all the files there were, unchanged."""
        files = tuple(files)
        return len(files) == len(self.stamps) and all(map(self.is_same, files))


def read_seen(home: Path, number: int | None, folder: Path) -> Seen | None:
    """Return the note on release `number` made from `folder`, or None."""
    try:
        values = json.loads((releases(home) / SEEN).read_text(encoding="utf-8"))
        values["stamps"] = {k: tuple(v) for k, v in values["stamps"].items()}
        values["graphs"] = {k: tuple(v) for k, v in values["graphs"].items()}
        seen = Seen(**values)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    known = seen.number == number and seen.folder == str(folder.resolve())
    return seen if known else None


def write_seen(home: Path, seen: Seen) -> None:
    """Keep `seen` for the next run."""
    text = json.dumps(dataclasses.asdict(seen), ensure_ascii=False)
    write_atomically(releases(home) / SEEN, text.encode())
