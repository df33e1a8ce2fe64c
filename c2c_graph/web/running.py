"""The queries at work in this worker: cancelled by their id, or when the asker goes."""

import asyncio
from collections import defaultdict
from collections.abc import Coroutine
from typing import Any
from typing import Final
from typing import TypeVar

from c2c_graph import errors
from c2c_graph.web.asked import ClientLeft
from c2c_graph.web.asked import Receive

# most queries are done sooner, and cost no watch over their connection
WATCHED_AFTER_SECONDS: Final = 0.02

T = TypeVar("T")
Task = asyncio.Task[Any]


class Running:
    """Tasks by the client that asked and the id of the query."""

    def __init__(self) -> None:
        self._tasks: defaultdict[tuple[str, str], list[Task]] = defaultdict(list)

    def __len__(self) -> int:
        """Return how many queries are at work."""
        return sum(map(len, self._tasks.values()))

    def cancel(self, client: str, query_id: str) -> bool:
        """End the queries of `client` called `query_id`; return whether any ran."""
        found = self._tasks.get((client, query_id), [])
        for task in found:
            task.cancel(msg=query_id)
        return bool(found)

    async def run(
        self,
        work: Coroutine[Any, Any, T],
        *,
        client: str,
        query_id: str,
        receive: Receive,
    ) -> T:
        """Return what `work` returns, unless it is ended before.

        Raise `errors.QueryCancelled` where its id was cancelled, `ClientLeft` where
        the client closed the connection.
        """
        task = asyncio.ensure_future(work)
        same = self._tasks[client, query_id]
        same.append(task)
        watch = _Watch(task, receive)
        try:
            return await task
        except asyncio.CancelledError:
            if watch.saw_the_client_leave:
                raise ClientLeft from None
            if task.cancelled() and not _is_being_cancelled():
                raise errors.QueryCancelled(
                    f"the query {query_id} was cancelled by its id before it was done"
                ) from None
            raise
        finally:
            watch.end()
            task.cancel()
            same.remove(task)
            if not same:
                self._tasks.pop((client, query_id), None)


def _is_being_cancelled() -> bool:
    current = asyncio.current_task()
    return current is not None and current.cancelling() > 0


class _Watch:
    """Cancels a task when the client goes, from some time after its start."""

    def __init__(self, task: Task, receive: Receive) -> None:
        self.saw_the_client_leave = False
        self._task = task
        self._receive = receive
        self._watching: asyncio.Future[None] | None = None
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(WATCHED_AFTER_SECONDS, self._begin)

    def end(self) -> None:
        self._timer.cancel()
        if self._watching is not None:
            self._watching.cancel()

    def _begin(self) -> None:
        self._watching = asyncio.ensure_future(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.saw_the_client_leave = True
        self._task.cancel()
