"""Answer queries: the one interface that web and command line use.

`SlotEngine` sends a query to a process that can be killed (see `slot`) and tells a
wait, a time-out, a memory limit and a crash apart. `LocalEngine` evaluates in this
process: for our own queries only, since nothing can stop it.
"""

import time
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO
from typing import Protocol

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Store
from pyoxigraph import Variable

from c2c_graph import errors
from c2c_graph.query import wire
from c2c_graph.query.answer_formats import formats_of
from c2c_graph.query.evaluation import evaluate
from c2c_graph.query.guard import Kind
from c2c_graph.query.guard import inspect
from c2c_graph.query.spool import Spool
from c2c_graph.settings import Settings

Substitutions = Mapping[Variable, NamedNode | Literal]


@dataclass(frozen=True)
class Query:
    """A question to one release; `format` is the media type of the answer.

    `deadline_seconds` may shorten the deadline of the settings, not lengthen it.
    `substitutions` bind variables to terms, so that no text is glued together.
    """

    text: str
    kind: Kind
    format: str
    release: int
    deadline_seconds: float | None = None
    substitutions: Substitutions = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """A whole result: `length` bytes, and how long they took, in seconds.

    `body` is a file without a name where the result is long; whoever takes it
    closes it.
    """

    media_type: str
    length: int
    body: bytes | BinaryIO
    release: int
    seconds: float

    def read(self) -> bytes:
        """Return the whole body and close it."""
        if isinstance(self.body, bytes):
            return self.body
        with self.body as file:
            return file.read()


class Engine(Protocol):
    """What answers queries."""

    def answer(self, query: Query) -> Answer:
        """Return the whole answer, or raise why there is none.

        `errors.QueryRefused`, `QuerySyntaxError`, `BadRequest`, `NotAcceptable`:
        the query or its format is at fault. `QueryTimeout`, `QueryTooLarge`: it
        reached a limit. `QueryBusy`, `EngineUnavailable`, `NoRelease`: not now.
        """


class SlotEngine:
    """Sends each query to the next free slot behind the socket at `socket_path`."""

    def __init__(self, socket_path: Path, settings: Settings) -> None:
        self._socket_path = str(socket_path)
        self._settings = settings

    def answer(self, query: Query) -> Answer:
        """Return what a slot answers; see `Engine.answer`."""
        _require_answerable(query, self._settings)
        deadline = _deadline(query, self._settings)
        reply = wire.ask(
            self._socket_path,
            wire.Request(
                query.text,
                query.format,
                query.release,
                deadline,
                {v.value: str(term) for v, term in query.substitutions.items()},
            ),
            wait_seconds=self._settings.wait_seconds,
        )
        if isinstance(reply, wire.Death):
            raise _fault_of(reply, deadline, self._settings)
        return Answer(
            query.format, reply.length, reply.body, query.release, reply.seconds
        )


class LocalEngine:
    """Evaluates in this process, without deadline or memory limit.

    `open_store` returns the store of a release, read-only.
    """

    def __init__(
        self,
        open_store: Callable[[int], Store],
        settings: Settings,
        prefixes: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._open_store = open_store
        self._settings = settings
        self._prefixes = prefixes

    def answer(self, query: Query) -> Answer:
        """Return the answer of the store itself; see `Engine.answer`."""
        _require_answerable(query, self._settings)
        spool = Spool(self._settings.home / "spool", self._settings.result_mb * 2**20)
        started = time.monotonic()
        evaluate(
            self._open_store(query.release),
            query.text,
            query.format,
            spool,
            prefixes=self._prefixes,
            substitutions=query.substitutions,
        )
        seconds = time.monotonic() - started
        body = spool.content()
        return Answer(query.format, spool.length, body, query.release, seconds)


def _require_answerable(query: Query, settings: Settings) -> None:
    kind = inspect(
        query.text, nesting=settings.nesting, longest=settings.query_kb * 2**10
    )
    if kind is not query.kind:
        raise errors.BadRequest(f"this is {kind}, not {query.kind}")
    formats = tuple(format.media_type for format in formats_of(kind))
    if query.format not in formats:
        choice = ", ".join(formats)
        raise errors.NotAcceptable(
            f"the answer to {kind} cannot be written as {query.format}; "
            f"choose one of: {choice}"
        )


def _deadline(query: Query, settings: Settings) -> float:
    return min(
        query.deadline_seconds or settings.deadline_seconds, settings.deadline_seconds
    )


def _fault_of(
    death: wire.Death, deadline: float, settings: Settings
) -> errors.C2CError:
    if death is wire.Death.DEADLINE:
        return errors.QueryTimeout(
            f"the query ran for {deadline:g} s, its deadline, and was ended; ask for "
            "less at once: name graphs, classes or cities, leave out cross products, "
            "add LIMIT without ORDER BY, or fetch whole named graphs"
        )
    if death is wire.Death.MEMORY:
        return errors.QueryTooLarge(
            "the query needed more memory (or stack) than one query may use, "
            f"{settings.slot_memory_mb} MiB, and was ended; sort, group, construct or "
            "nest less at once, or fetch whole named graphs"
        )
    return errors.EngineUnavailable(
        "the process that evaluated the query ended before it was done, so there is no "
        "result; ask again, and report it to us if it happens again"
    )
