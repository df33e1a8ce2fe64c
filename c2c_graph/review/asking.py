"""Ask validators: what the web does with what strangers hand in."""

import asyncio
import math
import socket
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final
from typing import NamedTuple
from typing import Protocol

from c2c_graph import errors
from c2c_graph.query import asking
from c2c_graph.query.wire import Death
from c2c_graph.query.wire import Reply
from c2c_graph.review import wire
from c2c_graph.review.limits import out_of_memory
from c2c_graph.review.limits import past_deadline
from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.review.task import Task
from c2c_graph.settings import Settings
from c2c_graph.validation.report import ValidationReport

# a validator does not end so soon
_PREPARED_SECONDS: Final = 60.0


class Reviewed(NamedTuple):
    """A report on a submission, and the seconds that it took to make."""

    report: ValidationReport
    seconds: float


class Judged(NamedTuple):
    """A SHACL report in the media type asked for, and the seconds that it took."""

    graph: bytes
    seconds: float


class Reviewers(Protocol):
    """Who validates what strangers hand in."""

    async def validate(self, documents: Sequence[Part], options: Options) -> Reviewed:
        """Return what our rules say of `documents`.

        To cancel the task ends the validation. Raise `errors.ValidationTimeout` and
        `errors.ValidationTooLarge` at a limit, `errors.ValidatorsBusy` and
        `errors.ValidatorUnavailable` where it is not possible now.
        """

    async def validate_with(
        self,
        data: Sequence[Part],
        shapes: Sequence[Part],
        *,
        media_type: str,
        base: str | None = None,
    ) -> Judged:
        """Return what `shapes` say of `data`, as the W3C has it.

        Raise as `validate`, and `errors.RdfSyntaxError` for what is no RDF,
        `errors.ShapesUnusable`.
        """

    def prepare(self) -> None:
        """Get ready: somebody is going to ask."""


class SlotReviewers:
    """Sends each task to the next free validator behind the socket at `socket_path`."""

    def __init__(self, socket_path: Path, settings: Settings) -> None:
        self._socket_path = str(socket_path)
        self._settings = settings
        self._watch = asking.Watch()
        self._prepared = -math.inf

    def prepare(self) -> None:
        """Have a validator started where none is; see `Reviewers`."""
        now = time.monotonic()
        if now - self._prepared < _PREPARED_SECONDS:
            return
        self._prepared = now
        with socket.socket(socket.AF_UNIX) as connection, suppress(OSError):
            connection.setblocking(False)
            connection.connect(self._socket_path)

    async def validate(self, documents: Sequence[Part], options: Options) -> Reviewed:
        """Return what our rules say; see `Reviewers`."""
        content, seconds = await self._done(Task(tuple(documents), options))
        return Reviewed(await asyncio.to_thread(wire.report_of, content), seconds)

    async def validate_with(
        self,
        data: Sequence[Part],
        shapes: Sequence[Part],
        *,
        media_type: str,
        base: str | None = None,
    ) -> Judged:
        """Return what `shapes` say; see `Reviewers`."""
        task = Task(tuple(data), Options(), tuple(shapes), media_type, base)
        content, seconds = await self._done(task)
        return Judged(wire.graph_of(content), seconds)

    async def _done(self, task: Task) -> tuple[bytes, float]:
        seconds = self._settings.validate_seconds
        try:
            reply = await asking.exchange(
                self._socket_path,
                wire.encoded(task, seconds),
                deadline_seconds=seconds,
                wait_seconds=self._settings.wait_seconds,
                watch=self._watch,
            )
        except errors.QueryBusy:
            raise errors.ValidatorsBusy(
                f"every validator was busy for {self._settings.wait_seconds:g} s; ask "
                "again a little later"
            ) from None
        except errors.EngineUnavailable as fault:
            raise errors.ValidatorUnavailable(
                "no validator can be reached; ask again later"
            ) from fault
        if isinstance(reply, Death):
            raise _fault_of(reply, self._settings)
        return await asyncio.to_thread(_read, reply), reply.seconds


def _read(reply: Reply) -> bytes:
    if isinstance(reply.body, bytes):
        return reply.body
    with reply.body as file:
        return file.read()


def _fault_of(death: Death, settings: Settings) -> errors.C2CError:
    if death is Death.DEADLINE:
        return past_deadline(settings)
    if death is Death.MEMORY:
        return out_of_memory(settings)
    return errors.ValidatorUnavailable(
        "the process that validated ended before it was done, so there is no report; "
        "ask again, and report it to us if it happens again"
    )
