"""The published facts that submissions are validated against, by release."""

from collections import OrderedDict
from pathlib import Path
from typing import Final

from c2c_graph.release import pointer
from c2c_graph.release.published_facts import released
from c2c_graph.release.store import open_release
from c2c_graph.review.task import CURRENT
from c2c_graph.review.task import NOTHING
from c2c_graph.validation.facts import Published

_KEPT: Final = 2


class PublishedReleases:
    """The facts of the releases in `home` that were asked for last."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._open: OrderedDict[int, Published] = OrderedDict()

    def of(self, against: str) -> Published | None:
        """Return the facts to validate against, None for nothing.

        The newest release is looked up each time. Raise `errors.NoRelease`.
        """
        if against == NOTHING:
            return None
        current = against == CURRENT
        number = pointer.current_number(self._home) if current else int(against)
        if number not in self._open:
            opened = open_release(self._home, number)
            # a validator has no time to index the names of all entries
            self._open[number] = released(opened, may_make=False)
            if len(self._open) > _KEPT:
                self._open.popitem(last=False)
        self._open.move_to_end(number)
        return self._open[number]
