"""A query slot: a process that evaluates one query at a time and may be killed.

Started as `python -m c2c_graph.query.slot SOCKET-DESCRIPTOR PARENT-PID [services]`,
with its settings in the environment; with `services` it may call other endpoints.

All slots accept on one socket. The kernel wakes the first of them that is free, so
that a slot that has just been at work is asked again while its memory is still in
the processor's caches.
"""

import select
import socket
import sys
import time
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from typing import NamedTuple

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Store
from pyoxigraph import Variable
from pyoxigraph import parse

from c2c_graph import errors
from c2c_graph.query import confinement
from c2c_graph.query import wire
from c2c_graph.query.datasets import ReleasedGraphs
from c2c_graph.query.evaluation import evaluate
from c2c_graph.query.limits import out_of_memory
from c2c_graph.query.precedence import Precedence
from c2c_graph.query.services import FOR_SERVICES
from c2c_graph.query.silent import without_endpoint
from c2c_graph.query.spool import Spool
from c2c_graph.rdf.prefixes import released_prefixes
from c2c_graph.release.holding import Hold
from c2c_graph.release.store import open_store
from c2c_graph.settings import Settings

_STORES_KEPT: Final = 2
# so soon no query comes to hold much memory
_SHORT_SECONDS: Final = 0.005


class Opened(NamedTuple):
    """A release to evaluate over: its store, read-only, its prefixes and graphs.

    Nobody removes the store while `hold` lives.
    """

    store: Store
    prefixes: Mapping[str, str]
    graphs: ReleasedGraphs
    hold: Hold


class Stores:
    """The stores of the releases asked for last."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._open: OrderedDict[int, Opened] = OrderedDict()

    def of(self, release: int) -> Opened:
        """Return the store and prefixes of `release`; raise `errors.NoRelease`."""
        if release not in self._open:
            self._open[release] = self._opened(release)
            if len(self._open) > _STORES_KEPT:
                self._open.popitem(last=False)
        self._open.move_to_end(release)
        return self._open[release]

    def _opened(self, release: int) -> Opened:
        store, hold = open_store(self._home, release)
        graphs = ReleasedGraphs(self._home, release)
        return Opened(store, released_prefixes(store), graphs, hold)


class Slot:
    """Answers queries one after another, until something ends the process."""

    def __init__(self, settings: Settings, *, for_services: bool = False) -> None:
        self._settings = settings
        self._for_services = for_services
        self._stores = Stores(settings.home)
        self._spool = settings.home / "spool"
        self._took_long = True

    def serve(self, listener: socket.socket) -> None:
        """Answer what comes in at `listener`; return when the slot is worn out.

        Memory that one big query scattered may be missing for the next one; a short
        one is not looked at.
        """
        precedence = Precedence(Path(listener.getsockname()).parent)
        waiting = select.epoll()
        waiting.register(listener, select.EPOLLIN | select.EPOLLEXCLUSIVE)
        most = self._settings.slot_memory_mb * 2**10 // 2
        while not (self._took_long and confinement.has_held(most)):
            self._took_long = False
            try:
                # what `accept` makes of it, in Python, takes as long as our own work
                handle, _ = listener._accept()  # type: ignore[attr-defined]
            except BlockingIOError:
                precedence.rest()
                waiting.poll()
                precedence.let_pass()
                continue
            connection = wire.connection(handle)
            try:
                request = wire.read_request(connection)
                if request is not None:
                    precedence.take(request.sent)
                    self._answer(connection, request)
            except OSError:
                pass
            finally:
                connection.close()

    def _answer(self, connection: wire.Connection, request: wire.Request) -> None:
        started = time.monotonic()
        try:
            try:
                confinement.arm(connection, request.deadline_seconds)
                spool = self._answered(request)
                content = spool.content()
            finally:
                confinement.disarm(connection)
                seconds = time.monotonic() - started
                self._took_long = seconds > _SHORT_SECONDS
        except MemoryError:
            wire.send_fault(connection, out_of_memory(self._settings))
            raise
        except errors.C2CError as error:
            wire.send_fault(connection, error)
        else:
            wire.send_result(connection, content, spool.length, seconds)

    def _answered(self, request: wire.Request) -> Spool:
        """Return the answer, without the endpoint that it calls where that fails."""
        if not self._for_services:
            return self._evaluated(request, request.text)
        try:
            return self._evaluated(request, request.text)
        except errors.C2CError as error:
            fault = _fault_elsewhere(error)
            failed = isinstance(fault, errors.ServiceFailed)
            text = without_endpoint(request.text) if failed else None
            if text is None:
                raise fault from None
        return self._evaluated(request, text)

    def _evaluated(self, request: wire.Request, text: str) -> Spool:
        spool = Spool(self._spool, self._settings.result_mb * 2**20)
        opened = self._stores.of(request.release)
        evaluate(
            opened.store,
            text,
            request.media_type,
            spool,
            prefixes=opened.prefixes,
            substitutions={
                Variable(name): _term(text)
                for name, text in request.substitutions.items()
            },
            dataset=request.dataset,
            graphs=opened.graphs,
            merged_triples=self._settings.merged_triples,
            constructed_triples=self._settings.constructed_triples,
        )
        return spool


def _fault_elsewhere(error: errors.C2CError) -> errors.C2CError:
    """Return the fault of the endpoint called where Oxigraph failed by evaluating."""
    reason = error.__context__
    by_evaluating = isinstance(error, errors.BadRequest | errors.EngineUnavailable)
    if not by_evaluating or not isinstance(reason, OSError | RuntimeError):
        return error
    return errors.ServiceFailed(
        f"the endpoint that the query calls did not answer as it should: {reason}; ask "
        "again later, or call no other endpoint and write SERVICE SILENT to go on "
        "without it"
    )


def _term(text: str) -> NamedNode | Literal:
    triple = f"<urn:x> <urn:x> {text} .".encode()
    (quad,) = parse(triple, format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object


def main() -> None:
    """Serve the socket whose descriptor is the first argument."""
    settings = Settings.from_environment()
    for_services = FOR_SERVICES in sys.argv[3:]
    confinement.confine(settings, int(sys.argv[2]), may_connect=for_services)
    slot = Slot(settings, for_services=for_services)
    listener = socket.socket(
        socket.AF_UNIX, socket.SOCK_STREAM, fileno=int(sys.argv[1])
    )
    listener.setblocking(False)
    slot.serve(listener)


if __name__ == "__main__":
    main()
