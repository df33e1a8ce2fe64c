"""Answer queries: the one interface that web and command line use.

`SlotEngine` sends a query to a process that can be killed (see `slot`) and tells a
wait, a time-out, a memory limit and a crash apart.
"""

import asyncio
from collections.abc import Collection
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO
from typing import Final
from typing import NamedTuple
from typing import Protocol

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Variable

from c2c_graph import errors
from c2c_graph.query import asking
from c2c_graph.query import wire
from c2c_graph.query.answer_formats import formats_of
from c2c_graph.query.dataset import Dataset
from c2c_graph.query.emptiness import is_empty
from c2c_graph.query.guard import Kind
from c2c_graph.query.guard import calls_service
from c2c_graph.query.guard import inspect
from c2c_graph.query.limits import out_of_memory
from c2c_graph.query.limits import past_deadline
from c2c_graph.query.services import allowed_services
from c2c_graph.settings import Settings

# looking through a text of so many characters takes longer than others should wait
_LONG_TEXT: Final = 8192

Substitutions = Mapping[Variable, NamedNode | Literal]


class Query(NamedTuple):
    """A question to one release; `format` is the media type of the answer.

    `deadline_seconds` may shorten the deadline of the settings, not lengthen it.
    `substitutions` bind variables to terms, so that no text is glued together.
    `dataset` stands in for the release's own and for what `FROM` names.
    """

    text: str
    kind: Kind
    format: str
    release: int
    deadline_seconds: float | None = None
    substitutions: Substitutions = MappingProxyType({})
    dataset: Dataset | None = None


class Answer(NamedTuple):
    """A whole result: `length` bytes, and how long they took, in seconds.

    `body` is a file without a name where the result is long; whoever takes it
    closes it. `empty`: no solution or no triple was found; a boolean is something.
    """

    media_type: str
    length: int
    body: bytes | BinaryIO
    release: int
    seconds: float
    empty: bool = False

    def read(self) -> bytes:
        """Return the whole body and close it."""
        if isinstance(self.body, bytes):
            return self.body
        with self.body as file:
            return file.read()


class Engine(Protocol):
    """What answers queries."""

    async def answer(self, query: Query) -> Answer:
        """Return the whole answer, or raise why there is none.

        To cancel the task ends the query. `errors.QueryRefused`, `QuerySyntaxError`,
        `BadRequest`, `NotAcceptable`: the query or its format is at fault.
        `QueryTimeout`, `QueryTooLarge`: it reached a limit. `QueryBusy`,
        `EngineUnavailable`, `NoRelease`: not now.
        """

    def answer_now(self, query: Query) -> Answer:
        """Do what `answer` does, blocking this thread."""


class _Asked(NamedTuple):
    """What is sent where, and whether it calls an endpoint elsewhere."""

    path: str
    request: wire.Request
    calls_service: bool


class SlotEngine:
    """Sends each query to the next free slot behind the socket at `socket_path`.

    Queries that call an endpoint of the settings' `services` go to the slots behind
    `services_socket_path`; without it, none may call any.
    """

    def __init__(
        self,
        socket_path: Path,
        settings: Settings,
        services_socket_path: Path | None = None,
    ) -> None:
        self._socket_path = str(socket_path)
        self._services_socket_path = str(services_socket_path)
        self._services = allowed_services(settings) if services_socket_path else ()
        self._settings = settings
        self._watch = asking.Watch()

    async def answer(self, query: Query) -> Answer:
        """Return what a slot answers; see `Engine.answer`."""
        if len(query.text) < _LONG_TEXT:
            asked = self._asked(query)
        else:
            asked = await asyncio.to_thread(self._asked, query)
        wait = self._settings.wait_seconds
        reply = await asking.ask(
            asked.path, asked.request, wait_seconds=wait, watch=self._watch
        )
        return self._answer(query, asked, reply)

    def answer_now(self, query: Query) -> Answer:
        """Do what `answer` does, blocking this thread."""
        asked = self._asked(query)
        wait = self._settings.wait_seconds
        reply = asking.ask_now(asked.path, asked.request, wait_seconds=wait)
        return self._answer(query, asked, reply)

    def _asked(self, query: Query) -> _Asked:
        require_answerable(query, self._settings, self._services)
        calls = bool(self._services) and calls_service(query.text)
        request = wire.Request(
            query.text,
            query.format,
            query.release,
            _deadline(query, self._settings),
            {v.value: str(term) for v, term in query.substitutions.items()},
            query.dataset,
        )
        path = self._services_socket_path if calls else self._socket_path
        return _Asked(path, request, calls)

    def _answer(
        self, query: Query, asked: _Asked, reply: wire.Reply | wire.Death
    ) -> Answer:
        if isinstance(reply, wire.Death):
            raise _fault_of(reply, asked, self._settings)
        return Answer(
            query.format,
            reply.length,
            reply.body,
            query.release,
            reply.seconds,
            is_empty(query.kind, query.format, reply.body),
        )


def require_answerable(
    query: Query, settings: Settings, services: Collection[str] = ()
) -> None:
    """Raise why `query` is not evaluated: see `guard.inspect`, or its format."""
    kind = inspect(
        query.text,
        allowed_services=services,
        nesting=settings.nesting,
        longest=settings.query_kb * 2**10,
    )
    if kind is not query.kind:
        raise errors.BadRequest(f"this is {kind}, not {query.kind}")
    if query.format not in _media_types(kind):
        choice = ", ".join(_media_types(kind))
        raise errors.NotAcceptable(
            f"the answer to {kind} cannot be written as {query.format}; "
            f"choose one of: {choice}"
        )


@cache
def _media_types(kind: Kind) -> tuple[str, ...]:
    return tuple(format.media_type for format in formats_of(kind))


def _deadline(query: Query, settings: Settings) -> float:
    return min(
        query.deadline_seconds or settings.deadline_seconds, settings.deadline_seconds
    )


def _fault_of(death: wire.Death, asked: _Asked, settings: Settings) -> errors.C2CError:
    if death is wire.Death.DEADLINE:
        return past_deadline(
            asked.request.deadline_seconds, settings, calls_service=asked.calls_service
        )
    if death is wire.Death.MEMORY:
        return out_of_memory(settings)
    return errors.EngineUnavailable(
        "the process that evaluated the query ended before it was done, so there is no "
        "result; ask again, and report it to us if it happens again"
    )
