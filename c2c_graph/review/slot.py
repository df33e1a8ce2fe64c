"""A validator: a process that validates one thing at a time and may be killed.

Started as `python -m c2c_graph.review.slot SOCKET-DESCRIPTOR PARENT-PID` when
somebody asks, with its settings in the environment; confined as query slots are. It
ends when nobody has asked for some minutes.
"""

import dataclasses
import logging
import select
import socket
import sys
import time
import warnings
from contextlib import suppress
from typing import Final

from rdflib.plugins import sparql

from c2c_graph.errors import QueryTooLarge
from c2c_graph.errors import ValidatorUnavailable
from c2c_graph.query import confinement
from c2c_graph.query.spool import Spool
from c2c_graph.query.wire import send_result
from c2c_graph.review import wire
from c2c_graph.review.limits import out_of_memory
from c2c_graph.review.limits import too_long
from c2c_graph.review.task import Task
from c2c_graph.review.work import Workbench
from c2c_graph.settings import Settings

LOG = logging.getLogger(__name__)
# nobody asked for so long: the memory is for others
IDLE_SECONDS: Final = 300.0
# who has held this part of what it may hold makes room for a fresh one
_WORN_OUT_PART: Final = 4


class Validator:
    """Validates one thing after another, until something ends the process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._longest = settings.result_mb * 2**20
        self._bench = Workbench(settings)

    def serve(self, listener: socket.socket) -> None:
        """Answer what comes in at `listener`; return when idle or worn out."""
        waiting = select.epoll()
        waiting.register(listener, select.EPOLLIN | select.EPOLLEXCLUSIVE)
        most = self._settings.validate_mb * 2**10 // _WORN_OUT_PART
        while not confinement.has_held(most):
            try:
                connection, _ = listener.accept()
            except BlockingIOError:
                if not waiting.poll(IDLE_SECONDS):
                    return
                continue
            with connection, suppress(OSError):
                task = wire.read_task(connection)
                if task is None:  # somebody is going to ask
                    self._bench.prepare()
                else:
                    self._answer(connection, *task)

    def _answer(self, connection: socket.socket, task: Task, deadline: float) -> None:
        started = time.monotonic()
        try:
            try:
                confinement.arm(connection, deadline)
                content = self._done(task)
            finally:
                confinement.disarm(connection)
        except MemoryError:
            content = wire.fault_bytes(out_of_memory(self._settings))
            send_result(connection, content, len(content), 0.0)
            raise
        seconds = time.monotonic() - started
        with suppress(QueryTooLarge):
            spool = Spool(self._settings.home / "spool", self._longest)
            spool.write(content)
            send_result(connection, spool.content(), spool.length, seconds)
            return
        content = wire.fault_bytes(too_long(self._settings))
        send_result(connection, content, len(content), seconds)

    def _done(self, task: Task) -> bytes:
        try:
            return self._bench.done(task)
        except MemoryError:
            raise
        except Exception:
            LOG.exception("a fault of ours while validating")
            return wire.fault_bytes(
                ValidatorUnavailable(
                    "a fault of ours: this could not be validated; it is in the "
                    "server's log. Tell us, or validate at home: c2c validate"
                )
            )


def main() -> None:
    """Serve the socket whose descriptor is the first argument."""
    settings = Settings.from_environment()
    # the same limits by which query slots are confined
    own = dataclasses.replace(settings, slot_memory_mb=settings.validate_mb)
    confinement.confine(own, int(sys.argv[2]))
    # what strangers' shapes make the engine say is nothing for our log
    warnings.simplefilter("ignore")
    # FROM must read neither files nor addresses
    sparql.SPARQL_LOAD_GRAPHS = False
    listener = socket.socket(
        socket.AF_UNIX, socket.SOCK_STREAM, fileno=int(sys.argv[1])
    )
    listener.setblocking(False)
    Validator(settings).serve(listener)


if __name__ == "__main__":
    main()
