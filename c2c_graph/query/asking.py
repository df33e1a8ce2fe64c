"""Ask a slot over its Unix socket and wait for the reply, without blocking a loop.

A connection carries one query; to close it, as a cancelled task does, ends the
query. One coroutine speaks for both kinds of asker: in an event loop it waits with
the loop's readers and writers, elsewhere with `poll`, and then never suspends.
"""

import asyncio
import errno
import fcntl
import math
import select
import socket
import termios
import time
from collections.abc import Awaitable
from collections.abc import Callable
from typing import Final

from c2c_graph import errors
from c2c_graph.query import wire

# malloc tidies up whenever 64 KiB or more come free
_CHUNK: Final = 16384
_DESCRIPTOR: Final = socket.CMSG_SPACE(4)
# a slot that the kernel's timer should have ended by now does not live
_GRACE_SECONDS: Final = 10.0

# a slot that ends so soon after it was asked was ended by mistake
_MISTAKEN_SECONDS: Final = 0.2

# waits until a descriptor can be read (or written); raises TimeoutError
_Wait = Callable[[int, bool, float], Awaitable[None]]


class Watch:
    """Waits in an event loop for connections to slots, over one epoll for them all.

    A loop takes six calls of the kernel to watch a descriptor for one event, and this
    one; and all share a timer. It serves one loop after another, not several at once.
    """

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        # until when each is waited for, by `loop.time`
        self._waiting: dict[int, tuple[asyncio.Future[None], float]] = {}
        self._looks = math.inf

    async def wait(self, handle: int, writing: bool, seconds: float) -> None:
        """Return when `handle` can be read or written; raise `TimeoutError`."""
        loop = asyncio.get_running_loop()
        if loop is not self._loop:
            self._begin(loop)
        ready, until = loop.create_future(), loop.time() + seconds
        self._waiting[handle] = ready, until
        self._add(handle, select.EPOLLOUT if writing else select.EPOLLIN)
        if until < self._looks:
            self._look_at(loop, until)
        try:
            await ready
        finally:
            del self._waiting[handle]

    def _begin(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop, self._poll = loop, select.epoll()
        self._looks = math.inf
        loop.add_reader(self._poll.fileno(), self._settle)

    def _look_at(self, loop: asyncio.AbstractEventLoop, moment: float) -> None:
        self._looks = moment
        loop.call_at(moment, self._look, loop, moment)

    def _look(self, loop: asyncio.AbstractEventLoop, moment: float) -> None:
        """Let those go who have waited too long; look again when the next one has."""
        if loop is not self._loop or moment > self._looks:
            return  # there was one before
        for ready, until in self._waiting.values():
            if until <= moment:
                _expire(ready)
        later = (until for _, until in self._waiting.values() if until > moment)
        self._looks = math.inf
        if (soonest := min(later, default=math.inf)) < math.inf:
            self._look_at(loop, soonest)

    def _add(self, handle: int, events: int) -> None:
        """Watch `handle` for one event; the kernel forgets it when it is closed."""
        try:
            self._poll.register(handle, events | select.EPOLLONESHOT)
        except FileExistsError:  # it was waited for before
            self._poll.modify(handle, events | select.EPOLLONESHOT)

    def _settle(self) -> None:
        for handle, _ in self._poll.poll(0):
            found = self._waiting.get(handle)
            if found is not None and not found[0].done():
                found[0].set_result(None)


async def ask(
    path: str, request: wire.Request, *, wait_seconds: float, watch: Watch
) -> wire.Reply | wire.Death:
    """Send `request` to a slot behind the socket at `path` and return its reply.

    Raise `errors.QueryBusy` where no slot took it within `wait_seconds` or too many
    wait already, and the fault that the slot reports.
    """
    content, longest = wire.encoded(request), request.deadline_seconds
    return await _exchange(path, content, longest, wait_seconds, watch.wait)


async def exchange(
    path: str,
    content: bytes,
    *,
    deadline_seconds: float,
    wait_seconds: float,
    watch: Watch,
) -> wire.Reply | wire.Death:
    """Do what `ask` does, with the `content` of a request to another kind of slot."""
    return await _exchange(path, content, deadline_seconds, wait_seconds, watch.wait)


def ask_now(
    path: str, request: wire.Request, *, wait_seconds: float
) -> wire.Reply | wire.Death:
    """Do what `ask` does, blocking this thread."""
    content, longest = wire.encoded(request), request.deadline_seconds
    try:
        _exchange(path, content, longest, wait_seconds, _in_thread).send(None)
    except StopIteration as done:
        reply: wire.Reply | wire.Death = done.value
        return reply
    raise AssertionError("a wait with poll has been suspended")


async def _exchange(
    path: str, content: bytes, longest: float, wait_seconds: float, wait: _Wait
) -> wire.Reply | wire.Death:
    """Return what a slot makes of `content`; ask another one where that one ended.

    The kernel puts what is sent where it is read, and only then sends SIGIO. Where
    another process has its turn in between, the slot has read already, and is ended
    by that signal as if we had hung up.
    """
    asked = time.monotonic()
    reply = await _once(path, content, longest, wait_seconds, wait)
    if reply is wire.Death.OUTSIDE and time.monotonic() - asked < _MISTAKEN_SECONDS:
        return await _once(path, content, longest, wait_seconds, wait)
    return reply


async def _once(
    path: str, content: bytes, longest: float, wait_seconds: float, wait: _Wait
) -> wire.Reply | wire.Death:
    connection = wire.connection()
    try:
        try:
            connection.connect(path)
            # at once, as it wakes a slot: which else would have to wait for more
            sent = connection.send(content)
            if sent < len(content):
                await _send(connection, content[sent:], wait_seconds, wait)
        except (BlockingIOError, TimeoutError):
            raise _busy(wait_seconds) from None
        except OSError as error:
            raise _unavailable(error) from error
        try:
            return await _reply(connection, longest, wait_seconds, wait)
        except TimeoutError as error:
            raise _unavailable(error) from error
        except OSError as error:
            if error.errno == errno.ECONNRESET:
                return wire.Death.OUTSIDE
            raise _unavailable(error) from error
    finally:
        connection.close()


async def _send(
    connection: wire.Connection, content: bytes, seconds: float, wait: _Wait
) -> None:
    while content:
        await wait(connection.fileno(), True, seconds)
        content = content[connection.send(content) :]


async def _reply(
    connection: wire.Connection, deadline: float, wait_seconds: float, wait: _Wait
) -> wire.Reply | wire.Death:
    handle, longest = connection.fileno(), deadline + _GRACE_SECONDS
    try:
        await wait(handle, False, wait_seconds)
    except TimeoutError:
        if _unread(handle):
            raise _busy(wait_seconds) from None
        await wait(handle, False, longest)
    content, passed, _, _ = connection.recvmsg(
        _CHUNK, _DESCRIPTOR, socket.MSG_CMSG_CLOEXEC
    )
    missing = wire.missing(content)
    if missing:
        chunks = [content]
        while missing and (chunk := await _receive(connection, missing, longest, wait)):
            chunks.append(chunk)
            missing -= len(chunk)
        content = b"".join(chunks)
    return wire.decoded(content, passed)


async def _receive(
    connection: wire.Connection, missing: int, seconds: float, wait: _Wait
) -> bytes:
    while True:
        try:
            return connection.recv(min(missing, 2**20))
        except BlockingIOError:
            await wait(connection.fileno(), False, seconds)


def _expire(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_exception(TimeoutError())


async def _in_thread(handle: int, writing: bool, seconds: float) -> None:
    poll = select.poll()
    poll.register(handle, select.POLLOUT if writing else select.POLLIN)
    if not poll.poll(seconds * 1000):
        raise TimeoutError


def _unread(handle: int) -> bool:
    """Return whether the other side has not yet read all that was sent."""
    return any(fcntl.ioctl(handle, termios.TIOCOUTQ, bytes(4)))


def _busy(wait_seconds: float) -> errors.QueryBusy:
    return errors.QueryBusy(
        f"every query slot was busy for {wait_seconds:g} s; ask again a little later"
    )


def _unavailable(error: OSError) -> errors.EngineUnavailable:
    return errors.EngineUnavailable(
        f"no query slot can be reached ({error.strerror or error}); ask again later"
    )
