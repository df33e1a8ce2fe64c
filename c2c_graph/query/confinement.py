"""What ends a query slot needs no help from it: the kernel sees to it.

- the deadline: a timer, whose signal ends the process;
- the memory limit: `RLIMIT_AS`, at which Oxigraph aborts;
- the asker hanging up: `O_ASYNC` on the connection, whose SIGIO ends the process;
- the end of the parent: `PR_SET_PDEATHSIG`.
"""

import contextlib
import ctypes
import faulthandler
import fcntl
import os
import resource
import select
import signal
from pathlib import Path
from typing import Final

from c2c_graph.query.seccomp import forbid_sockets
from c2c_graph.query.wire import Connection
from c2c_graph.settings import Settings

_DIE_WITH_PARENT: Final = 1
# others come first: those who ask, and whoever asks for something short
_NICENESS: Final = 5


def confine(settings: Settings, parent: int, *, may_connect: bool = False) -> None:
    """Bind this process to its parent and to its limits; take the network away.

    Where it `may_connect`, the network stays.
    """
    libc = ctypes.CDLL(None)
    libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the line above
        raise SystemExit
    for stop in (signal.SIGINT, signal.SIGTERM):
        # the parent ends slots, after the last query
        signal.signal(stop, signal.SIG_IGN)
    os.nice(_NICENESS)
    # nobody is interrupted for it: what waits is then asked for and taken together;
    # where a sandbox forbids this, all works without
    with contextlib.suppress(OSError):
        os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    _limit(resource.RLIMIT_AS, settings.slot_memory_mb * 2**20)
    _limit(resource.RLIMIT_FSIZE, settings.result_mb * 2**20)
    _limit(resource.RLIMIT_CORE, 0)
    if not may_connect:
        forbid_sockets()


def _limit(kind: int, most: int) -> None:
    _, ceiling = resource.getrlimit(kind)
    if ceiling != resource.RLIM_INFINITY:
        most = min(most, ceiling)
    resource.setrlimit(kind, (most, most))


def arm(connection: Connection, seconds: float) -> None:
    """Let the kernel end this process after `seconds`, or when the asker hangs up.

    Raise `ConnectionResetError` where that has happened already.
    """
    handle = connection.fileno()
    # last words go to this asker; the handlers stay, idle until the next query
    faulthandler.enable(handle, all_threads=False)
    faulthandler.register(signal.SIGALRM, handle, all_threads=False, chain=True)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    fcntl.fcntl(handle, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(handle, fcntl.F_SETFL, os.O_ASYNC)
    # the request is read and nothing more is to come but the end
    if select.select([handle], [], [], 0)[0]:
        raise ConnectionResetError


def disarm(connection: Connection) -> None:
    """Let this process live on."""
    fcntl.fcntl(connection, fcntl.F_SETFL, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)


def has_held(kib: int) -> bool:
    """Return whether this process has held so much memory at once."""
    if resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < kib:
        return False
    # Linux counts the parent's peak before exec too; this one, dearer, is ours alone
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split(maxsplit=1)[0]) >= kib
