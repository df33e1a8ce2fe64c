"""Hold what is handed in, in memory, for as many at once as there is room for."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from c2c_graph import errors
from c2c_graph.web.asked import Asked

# bodies of the longest kind that a worker holds at once; one client has half
AT_ONCE: Final = 4


class Room:
    """Counts the bytes of bodies that this worker holds, each up to `longest`."""

    def __init__(self, longest: int) -> None:
        self._most = AT_ONCE * longest
        self._held: Counter[str] = Counter()

    def __len__(self) -> int:
        """Return how many bytes are held or expected."""
        return self._held.total()

    @contextmanager
    def of(self, asked: Asked, limit: int) -> Iterator[None]:
        """Hold the body of `asked`, which is read up to `limit` bytes.

        Raise `errors.ValidatorsBusy` where there is no room. What is announced to be
        longer is refused by who reads it.
        """
        announced = asked.headers.get("content-length", "")
        short = announced.isascii() and announced.isdigit() and len(announced) < 12
        length = min(limit, int(announced)) if short else limit
        client = asked.client
        if self._held[client] + length > self._most // 2 or (
            len(self) + length > self._most
        ):
            raise errors.ValidatorsBusy(
                "too many submissions are being received at once; send it again "
                "a little later"
            )
        self._held[client] += length
        try:
            yield
        finally:
            self._held[client] -= length
            if not self._held[client]:
                del self._held[client]
