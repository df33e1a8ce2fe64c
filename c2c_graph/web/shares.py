"""Share the query slots among clients: one client gets at most half of them."""

import asyncio
import fcntl
import os
import zlib
from collections import deque
from pathlib import Path
from typing import Final

from c2c_graph import errors

_FILE: Final = "seats"
# a seat that another worker gives back is seen so much later
_LOOK_SECONDS: Final = 0.02


class Seats:
    """Seats of each client at the query slots, over all workers of a server.

    A seat is a byte of a file in `folder` that this process has locked: so the kernel
    counts for all workers, exactly, and takes back what a dead one held. Which bytes
    are a client's follows from the checksum of its name, which one pair in four
    thousand million has in common. Without a folder this worker counts alone.

    A client has `seats` in all and `longest` queries waiting in each worker, which
    are served in order; between workers, who asks first when a seat is free.
    """

    def __init__(self, seats: int, longest: int, folder: Path | None = None) -> None:
        self._seats = seats
        self._longest = longest
        self._queues: dict[str, _Queue] = {}
        flags = os.O_RDWR | os.O_CREAT | os.O_CLOEXEC
        self._file = None if folder is None else os.open(folder / _FILE, flags, 0o600)

    def seat(self, client: str, patience_seconds: float) -> "_Seat":
        """Return an asynchronous context that holds a seat of `client` as it lasts.

        Entering it raises `errors.QueryBusy` where none gets free in time, and at
        once where `longest` queries of the client wait already.
        """
        return _Seat(self, client, patience_seconds)

    def close(self) -> None:
        """Give up all seats."""
        if self._file is not None:
            os.close(self._file)

    def __len__(self) -> int:
        """Return how many clients hold seats here or wait for one."""
        return len(self._queues)

    def queue(self, client: str) -> "_Queue":
        """Return the seats and the waiting queries of `client` in this worker."""
        queue = self._queues.get(client)
        if queue is None:
            first = zlib.crc32(client.encode()) * self._seats
            queue = self._queues[client] = _Queue(first)
        return queue

    def take(self, queue: "_Queue") -> bool:
        """Return whether there was a seat; it is then held."""
        for number in range(queue.first, queue.first + self._seats):
            if number not in queue.held and self._lock(number):
                queue.held.append(number)
                return True
        return False

    def release(self, client: str, queue: "_Queue") -> None:
        """Give one seat back, and let the next in the queue try."""
        number = queue.held.pop()
        if self._file is not None:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, number)
        self.leave(client, queue)

    def leave(self, client: str, queue: "_Queue") -> None:
        """Let the next in the queue try; forget a queue that is empty."""
        if queue.waiting:
            queue.waiting[0].set()
        elif not queue.held:
            self._queues.pop(client, None)

    async def wait(self, client: str, queue: "_Queue", patience_seconds: float) -> None:
        """Return when a seat is held; raise `errors.QueryBusy`."""
        if len(queue.waiting) >= self._longest:
            raise _busy("and more are waiting")
        turn = asyncio.Event()
        queue.waiting.append(turn)
        try:
            async with asyncio.timeout(patience_seconds):
                while queue.waiting[0] is not turn or not self.take(queue):
                    await self._turn(queue, turn)
        except TimeoutError:
            raise _busy(f"for {patience_seconds:g} s") from None
        finally:
            queue.waiting.remove(turn)
            self.leave(client, queue)

    async def _turn(self, queue: "_Queue", turn: asyncio.Event) -> None:
        """Return when it may be worth another try: as seen here, or in other workers.

        Only the first in the queue looks at what the others hold.
        """
        turn.clear()
        looks = self._file is not None and queue.waiting[0] is turn
        loop = asyncio.get_running_loop()
        timer = loop.call_later(_LOOK_SECONDS, turn.set) if looks else None
        try:
            await turn.wait()
        finally:
            if timer is not None:
                timer.cancel()

    def _lock(self, number: int) -> bool:
        if self._file is None:
            return True
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number)
        except (BlockingIOError, PermissionError):  # POSIX allows either
            return False
        return True


class _Queue:
    """What one client has in one worker: seats held, from byte `first`, and waiting."""

    __slots__ = ("first", "held", "waiting")

    def __init__(self, first: int) -> None:
        self.first = first
        self.held: list[int] = []
        self.waiting: deque[asyncio.Event] = deque()


class _Seat:
    __slots__ = ("_client", "_patience_seconds", "_queue", "_seats")

    def __init__(self, seats: Seats, client: str, patience_seconds: float) -> None:
        self._seats = seats
        self._client = client
        self._patience_seconds = patience_seconds

    async def __aenter__(self) -> None:
        self._queue = self._seats.queue(self._client)
        if self._queue.waiting or not self._seats.take(self._queue):
            await self._seats.wait(self._client, self._queue, self._patience_seconds)

    async def __aexit__(self, *ending: object) -> None:
        self._seats.release(self._client, self._queue)


def _busy(how: str) -> errors.QueryBusy:
    return errors.QueryBusy(
        f"other queries from your address have its share of the query slots {how}; "
        "ask one after another"
    )
