"""A query slot: a process that evaluates one query at a time and may be killed.

Started as `python -m c2c_graph.query.slot SOCKET-DESCRIPTOR PARENT-PID`, with its
settings in the environment. All slots accept on one socket, so the kernel hands
each query to a slot that is free. What ends a query needs no help from it:

- the deadline: a timer of the kernel, whose signal ends the process;
- the memory limit: `RLIMIT_AS`, at which Oxigraph aborts;
- the asker hanging up: `O_ASYNC` on the connection, whose SIGIO ends the process;
- the end of the parent: `PR_SET_PDEATHSIG`.
"""

import ctypes
import faulthandler
import fcntl
import os
import resource
import select
import signal
import socket
import sys
import time
from collections import OrderedDict
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from contextlib import suppress
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
from c2c_graph.query import wire
from c2c_graph.query.datasets import ReleasedGraphs
from c2c_graph.query.evaluation import evaluate
from c2c_graph.query.seccomp import forbid_sockets
from c2c_graph.query.spool import Spool
from c2c_graph.rdf.prefixes import released_prefixes
from c2c_graph.release.pointer import STORE
from c2c_graph.release.pointer import release_folder
from c2c_graph.settings import Settings

_DIE_WITH_PARENT: Final = 1
_STORES_KEPT: Final = 2
# an asker who neither sends nor reads for so long does not hold a slot
_PATIENCE_SECONDS: Final = 10.0


class Opened(NamedTuple):
    """A release to evaluate over: its store, read-only, its prefixes and graphs."""

    store: Store
    prefixes: Mapping[str, str]
    graphs: ReleasedGraphs


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
        folder = release_folder(self._home, release) / STORE
        if not folder.is_dir():
            raise errors.NoRelease(f"release {release} has no store at {folder}")
        store = Store.read_only(str(folder))
        graphs = ReleasedGraphs(self._home, release)
        return Opened(store, released_prefixes(store), graphs)


class Slot:
    """Answers queries one after another, until something ends the process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._stores = Stores(settings.home)
        self._spool = settings.home / "spool"

    def serve(self, listener: socket.socket) -> None:
        """Answer what comes in at `listener`; return when the slot is worn out.

        Memory that one big query scattered may be missing for the next one.
        """
        most = self._settings.slot_memory_mb * 2**10 // 2
        while not _has_held(most):
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                connection.settimeout(_PATIENCE_SECONDS)
                request = wire.read_request(connection)
                if request is not None:
                    self._answer(connection, request)

    def _answer(self, connection: socket.socket, request: wire.Request) -> None:
        try:
            with _ended_by_kernel(connection, request.deadline_seconds):
                started = time.monotonic()
                spool = self._evaluated(request)
                content = spool.content()
                seconds = time.monotonic() - started
        except MemoryError:
            limit = self._settings.slot_memory_mb
            wire.send_fault(
                connection, errors.QueryTooLarge(f"more than {limit} MiB of memory")
            )
            raise
        except errors.C2CError as error:
            wire.send_fault(connection, error)
        else:
            wire.send_result(connection, content, spool.length, seconds)

    def _evaluated(self, request: wire.Request) -> Spool:
        spool = Spool(self._spool, self._settings.result_mb * 2**20)
        opened = self._stores.of(request.release)
        evaluate(
            opened.store,
            request.text,
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


def _has_held(kib: int) -> bool:
    """Return whether this process has held so much memory at once."""
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < kib:
        return False
    # Linux counts the parent's peak before exec too; this one, dearer, is ours alone
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) >= kib


@contextmanager
def _ended_by_kernel(connection: socket.socket, seconds: float) -> Iterator[None]:
    """Let the kernel end this process after `seconds`, or when the asker hangs up."""
    handle = connection.fileno()
    # last words go to this asker; the handlers stay, idle until the next query
    faulthandler.enable(handle, all_threads=False)
    faulthandler.register(signal.SIGALRM, handle, all_threads=False, chain=True)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    fcntl.fcntl(handle, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(handle, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC)
    try:
        if _has_hung_up(connection):  # before SIGIO was asked for
            raise ConnectionResetError
        yield
    finally:
        fcntl.fcntl(handle, fcntl.F_SETFL, os.O_NONBLOCK)
        signal.setitimer(signal.ITIMER_REAL, 0)


def _has_hung_up(connection: socket.socket) -> bool:
    # the request is read and nothing more is to come but the end
    return bool(select.select([connection], [], [], 0)[0])


def _term(text: str) -> NamedNode | Literal:
    triple = f"<urn:x> <urn:x> {text} .".encode()
    (quad,) = parse(triple, format=RdfFormat.N_TRIPLES)
    assert isinstance(quad.object, NamedNode | Literal)
    return quad.object


def _confine(settings: Settings, parent: int) -> None:
    """Bind this process to its parent and to its limits; take the network away."""
    libc = ctypes.CDLL(None)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        raise SystemExit
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(
            stop, signal.SIG_IGN
        )  # the parent ends slots, after the last query
    _limit(resource.RLIMIT_AS, settings.slot_memory_mb * 2**20)
    _limit(resource.RLIMIT_FSIZE, settings.result_mb * 2**20)
    _limit(resource.RLIMIT_CORE, 0)
    forbid_sockets()


def _limit(kind: int, most: int) -> None:
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        most = min(most, ceiling)
    resource.setrlimit(kind, (most, most))


def main() -> None:
    """Serve the socket whose descriptor is the first argument."""
    settings = Settings.from_environment()
    _confine(settings, parent=int(sys.argv[2]))
    slot = Slot(settings)
    listener = socket.socket(
        socket.AF_UNIX, socket.SOCK_STREAM, fileno=int(sys.argv[1])
    )
    slot.serve(listener)


if __name__ == "__main__":
    main()
