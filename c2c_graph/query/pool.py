"""Keep the query slots: start them, and start another one when one has ended."""

import contextlib
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final
from typing import Self

from c2c_graph.errors import EngineUnavailable
from c2c_graph.query.services import allowed_services
from c2c_graph.query.slot_kinds import QUERIES
from c2c_graph.query.slot_kinds import QUERIES_WITH_SERVICES
from c2c_graph.query.slot_kinds import SlotKind
from c2c_graph.settings import Settings

_FOLDER: Final = "c2c-slots-"
_BACKLOG: Final = 1024
# -P: no module of the folder that we happen to be started in
_SLOT: Final = (sys.executable, "-P", "-m")
# after lives as short as this, one after another, there is a pause before the next
_SHORT_LIFE_SECONDS: Final = 1.0
_LONGEST_PAUSE_SECONDS: Final = 1.0
_HOPELESS: Final = 3
# a slot that is idle takes who asks within a moment; and a second slot is started
# for who waits while the first one works, not while it starts
_MOMENT_SECONDS: Final = 0.02
_PATIENCE_SECONDS: Final = 2.0


class SlotPool:
    """Slots of one kind behind one Unix socket, for as long as the context lasts.

    `report` is told in a sentence when a slot has ended. With `quiet`, what slots
    write to standard error (a memory limit reached, a crash) is not shown. There are
    as many as the settings say.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        report: Callable[[str], None] = lambda sentence: None,
        quiet: bool = False,
        kind: SlotKind = QUERIES,
    ) -> None:
        self._settings = settings
        self._slots: int = getattr(settings, kind.number)
        self._kind = kind
        self._report = report
        self._quiet = quiet
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._threads: list[threading.Thread] = []
        self._failure: str | None = None
        self._errors: Path | None = None

    @property
    def socket_path(self) -> Path:
        """Return where `engine.SlotEngine` finds the slots."""
        return self._folder / "socket"

    def process_ids(self) -> frozenset[int]:
        """Return the process ids of the slots that are alive."""
        with self._lock:
            return frozenset(process.pid for process in self._running)

    def wait_until_ready(self) -> None:
        """Return when a slot takes queries.

        Raise `errors.EngineUnavailable` where slots end as soon as they start, or the
        pool is closed.
        """
        while self._failure is None and not self._closing.is_set():
            with contextlib.suppress(ConnectionError):  # that slot ended; the next
                if self._is_accepted():
                    return
        failure = self._failure or "the pool was closed"
        raise EngineUnavailable(f"no {self._kind.noun} can work here: {failure}")

    def _is_accepted(self) -> bool:
        """Return whether a slot takes a connection before all hope is gone."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
            connection.connect(str(self.socket_path))
            connection.shutdown(socket.SHUT_WR)  # a slot that sees this closes it
            connection.settimeout(0.05)
            while self._failure is None and not self._closing.is_set():
                with contextlib.suppress(TimeoutError):
                    connection.recv(1)
                    return True
        return False

    def __enter__(self) -> Self:
        _remove_abandoned_folders()
        # a path below C2C_HOME could be longer than the 107 bytes a socket may have
        self._folder = Path(tempfile.mkdtemp(prefix=_FOLDER))
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._errors = self._folder / "errors" if self._quiet else None
        # what has the name is listened to: so others tell an abandoned folder
        unready = self._folder / "unready"
        self._listener.bind(str(unready))
        self._listener.listen(_BACKLOG)
        unready.rename(self.socket_path)
        self._ended, self._ending = socket.socketpair()
        for number in range(self._slots):
            # one thread a slot: a slot dies with the thread that started it
            thread = threading.Thread(
                target=self._keep, args=(number,), name=f"slot-{number}", daemon=True
            )
            self._threads.append(thread)
            thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._closing.set()
            self._ending.close()  # wakes who waits for somebody to ask
            for process in self._running:
                process.kill()
        for thread in self._threads:
            thread.join()
        self._listener.close()
        self._ended.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _keep(self, number: int) -> None:
        """Start a slot, wait for its end, start another: until the pool closes."""
        short_lives = 0
        if number and not self._kind.on_demand:
            # whoever starts beside us should not wait for all
            with contextlib.suppress(EngineUnavailable):
                self.wait_until_ready()
        while not self._closing.wait(_pause(short_lives)):
            if self._kind.on_demand and not self._is_needed(number):
                return
            started = time.monotonic()
            ending = self._live()
            if self._closing.is_set():
                return
            if ending:
                self._report(f"{self._kind.noun} {ending}; starting another")
            is_short = time.monotonic() - started < _SHORT_LIFE_SECONDS
            short_lives = short_lives + 1 if is_short else 0
            hopeless = short_lives >= _HOPELESS
            self._failure = f"slot {ending}; {self._last_words()}" if hopeless else None

    def _is_needed(self, number: int) -> bool:
        """Return, when somebody waits for a slot, true; false when the pool closes.

        The first slot is started for whoever waits, the others for who waits long.
        """
        patience = _MOMENT_SECONDS + number * _PATIENCE_SECONDS
        while not self._closing.is_set():
            select.select([self._listener, self._ended], [], [])
            if not self._closing.wait(patience) and self._is_asked():
                return True
        return False

    def _is_asked(self) -> bool:
        return bool(select.select([self._listener], [], [], 0)[0])

    def _live(self) -> str:
        """Start a slot and return how it ended, when it has; "" for one unused."""
        try:
            with self._lock:
                if self._closing.is_set():
                    return "was not needed"
                process = self._start()
                self._running.add(process)
        except OSError as error:
            return f"could not be started: {error}"
        code = process.wait()
        with self._lock:
            self._running.discard(process)
        if not code and self._kind.on_demand:
            return ""
        return f"{process.pid} {_ending(code)}"

    def _last_words(self) -> str:
        if self._errors is None:
            return "standard error tells why"
        lines = self._errors.read_text(errors="replace").split("\n")
        return next(filter(None, reversed(lines)), "it said nothing")

    def _start(self) -> subprocess.Popen[bytes]:
        handle, kind = self._listener.fileno(), self._kind
        with contextlib.ExitStack() as stack:
            path = self._errors
            told = stack.enter_context(path.open("ab")) if path else None
            return subprocess.Popen(
                [*_SLOT, kind.module, str(handle), str(os.getpid()), *kind.arguments],
                pass_fds=[handle],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=told,
                env=_HUGE_PAGES
                | os.environ
                | _FEW_ARENAS
                | self._settings.to_environment(),
                process_group=0,  # Ctrl-C on a terminal is not for slots
            )


@dataclass(frozen=True)
class SlotPools:
    """Slots for queries, and slots for those that call `services` where any may."""

    queries: SlotPool
    services: SlotPool | None

    def wait_until_ready(self) -> None:
        """Return when a slot of each kind takes queries, or raise as one pool does."""
        for pool in filter(None, (self.queries, self.services)):
            pool.wait_until_ready()


@contextlib.contextmanager
def slot_pools(
    settings: Settings, *, report: Callable[[str], None]
) -> Iterator[SlotPools]:
    """Keep slots for as long as the context lasts: both kinds if need be.

    Raise `errors.InvalidSetting` for services that are no addresses.
    """
    services = bool(allowed_services(settings))
    kinds = (QUERIES, QUERIES_WITH_SERVICES) if services else (QUERIES,)
    with contextlib.ExitStack() as stack:
        pools = [
            stack.enter_context(SlotPool(settings, report=report, kind=kind))
            for kind in kinds
        ]
        yield SlotPools(pools[0], pools[1] if len(pools) > 1 else None)


# glibc reserves address space for each thread, which RLIMIT_AS counts
_FEW_ARENAS: Final = {"MALLOC_ARENA_MAX": "2"}
# what the store keeps in memory is found 5 % faster so, measured on long queries
_HUGE_PAGES: Final = {"GLIBC_TUNABLES": "glibc.malloc.hugetlb=1"}


def _pause(short_lives: int) -> float:
    """Return the seconds to wait: none after one accident, more after many."""
    return min(0.1 * max(0, short_lives - 1), _LONGEST_PAUSE_SECONDS)


def _ending(code: int) -> str:
    if code < 0:
        return f"was ended by {signal.Signals(-code).name}"
    return f"ended with exit code {code}" if code else "was worn out"


def _remove_abandoned_folders() -> None:
    """Remove the socket folders that killed processes of this user have left."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError):
            if folder.stat().st_uid == os.getuid() and not _is_served(folder):
                shutil.rmtree(folder)


def _is_served(folder: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
        try:
            connection.connect(str(folder / "socket"))
        except ConnectionRefusedError:
            return False
    return True
