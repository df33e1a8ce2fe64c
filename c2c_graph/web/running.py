"""The queries at work in this worker: cancelled by their id, or when the asker goes."""

import asyncio
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
    """Queries by the client that asked and the id of the query."""

    def __init__(self) -> None:
        self._queries: dict[tuple[str, str], list[_Query]] = {}
        self._unwatched: dict[_Query, None] = {}
        self._looks = False

    def __len__(self) -> int:
        """Return how many queries are at work."""
        return sum(map(len, self._queries.values()))

    def cancel(self, client: str, query_id: str) -> bool:
        """End the queries of `client` called `query_id`; return whether any ran."""
        found = self._queries.get((client, query_id), [])
        for query in found:
            query.cancel()
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
        task = asyncio.current_task()
        assert task is not None  # this is a coroutine
        query = _Query(task, receive)
        same = self._queries.setdefault((client, query_id), [])
        same.append(query)
        self._watch_later(query)
        try:
            return await work
        except asyncio.CancelledError:
            if not query.ended:  # the server ends, not the query alone
                raise
            task.uncancel()
            if query.saw_the_client_leave:
                raise ClientLeft from None
            raise errors.QueryCancelled(
                f"the query {query_id} was cancelled by its id before it was done"
            ) from None
        finally:
            self._unwatched.pop(query, None)
            query.end()
            same.remove(query)
            if not same:
                self._queries.pop((client, query_id), None)

    def _watch_later(self, query: "_Query") -> None:
        """Watch the client of `query` from some time on: one timer for many."""
        self._unwatched[query] = None
        if not self._looks:
            self._looks = True
            loop = asyncio.get_running_loop()
            loop.call_later(WATCHED_AFTER_SECONDS, self._look, set(self._unwatched))

    def _look(self, before: "set[_Query]") -> None:
        """Watch the clients of those that are at work since the last look."""
        for query in before.intersection(self._unwatched):
            del self._unwatched[query]
            query.watch()
        self._looks = bool(self._unwatched)
        if self._looks:
            loop = asyncio.get_running_loop()
            loop.call_later(WATCHED_AFTER_SECONDS, self._look, set(self._unwatched))


class _Query:
    """One query: the task that waits for its answer, and the watch over its client."""

    def __init__(self, task: Task, receive: Receive) -> None:
        self.ended = False
        self.saw_the_client_leave = False
        self._task = task
        self._receive = receive
        self._watching: asyncio.Future[None] | None = None

    def cancel(self) -> None:
        """End the query, once."""
        if not self.ended:
            self.ended = True
            self._task.cancel()

    def watch(self) -> None:
        """End the query when its client closes the connection."""
        self._watching = asyncio.ensure_future(self._wait())

    def end(self) -> None:
        """Watch no longer."""
        if self._watching is not None:
            self._watching.cancel()

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        if not self.ended:
            self.saw_the_client_leave = True
            self.cancel()
