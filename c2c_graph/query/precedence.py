"""Let the slot that is at work take short queries one after another, while others rest.

A slot that has just answered has its code and its data in the processor's caches; one
that is woken for the next query has not, and takes half as long again. So a slot that
is woken leaves what waits to another one, as long as that one gets on with it: it has
begun with its query a moment ago, and what it took had not waited long.
"""

import mmap
import os
import struct
import time
from pathlib import Path
from typing import Final

# a query that takes longer keeps others waiting, who need another slot
GETS_ON_SECONDS: Final = 0.005
# what has waited longer needs more slots than are at work
_PATIENCE_SECONDS: Final = 0.01
_FILE: Final = "precedence"
# the slot that took a query last (0: it rests), when, and how long that had waited
_LAST: Final = struct.Struct("qdd")


class Precedence:
    """What the slots behind one socket know of each other, in a file of `folder`.

    They write without a lock: who reads a half of two entries rests, or steps in, once
    where it need not. A slot that ends at work keeps nobody waiting: its entry is old
    soon.
    """

    def __init__(self, folder: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        file = os.open(folder / _FILE, flags, 0o600)
        try:
            os.ftruncate(file, mmap.PAGESIZE)
            self._page = mmap.mmap(file, mmap.PAGESIZE)
        finally:
            os.close(file)
        self._own = os.getpid()

    def take(self, sent: float) -> None:
        """Say that this slot begins with a query `sent` then, by `time.monotonic`."""
        now = time.monotonic()
        _LAST.pack_into(self._page, 0, self._own, now, now - sent)

    def rest(self) -> None:
        """Say that this slot has nothing to do."""
        if _LAST.unpack_from(self._page)[0] == self._own:
            _LAST.pack_into(self._page, 0, 0, 0.0, 0.0)

    def let_pass(self) -> None:
        """Return when what waits is for this slot, or there is nothing any more."""
        while self._is_for_another():
            time.sleep(GETS_ON_SECONDS / 2)

    def _is_for_another(self) -> bool:
        slot, began, waited = _LAST.unpack_from(self._page)
        gets_on = time.monotonic() - began < GETS_ON_SECONDS
        return slot not in (0, self._own) and gets_on and waited < _PATIENCE_SECONDS
