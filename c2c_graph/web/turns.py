"""Let small documents be made in the event loop without keeping others waiting."""

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from c2c_graph.web.running import Running

# while queries are at work documents rest so many times as long as one took: a crawl
# leaves them nearly all of a worker
_RESTS: Final = 8


class Turns:
    """Gives one document of a worker its turn at a time, each client's in order.

    Who asks for many at once stands in the line once, as everybody does.
    """

    def __init__(self, running: Running) -> None:
        self._running = running
        self._line = asyncio.Lock()
        self._clients: dict[str, asyncio.Lock] = {}
        self._asking: Counter[str] = Counter()

    @asynccontextmanager
    async def of(self, client: str) -> AsyncIterator[None]:
        """Wait for a turn of `client`, and rest before the next one has its own."""
        own = self._clients.setdefault(client, asyncio.Lock())
        self._asking[client] += 1
        try:
            async with own:
                await self._line.acquire()
                started = time.perf_counter()
                try:
                    yield
                finally:
                    self._rest(time.perf_counter() - started)
        finally:
            self._asking[client] -= 1
            if not self._asking[client]:
                del self._asking[client], self._clients[client]

    def _rest(self, lasted: float) -> None:
        """Give the line to the next one, later where queries are at work."""
        if self._running:
            asyncio.get_running_loop().call_later(_RESTS * lasted, self._line.release)
        else:
            self._line.release()
