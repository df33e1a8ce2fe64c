"""What the workers of one server tell each other, over Unix datagram sockets.

Each worker has a socket `worker-PID` in the folder of the query slots, which is for
this user alone. Nobody waits for anybody: what a neighbour has no room for (the kernel
keeps ten datagrams) is not told to it.
"""

import asyncio
import itertools
import json
import logging
import os
import socket
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from typing import Final

LOG = logging.getLogger(__name__)

# bytes of one message; the kernel takes twice as many by default
LONGEST: Final = 100_000
_PREFIX: Final = "worker-"
_ANSWER: Final = ""
# messages read at a time, before others have their turn
_READ_AT_ONCE: Final = 32

Payload = Mapping[str, Any]
Callback = Callable[[dict[str, Any]], object]


@dataclass
class _Question:
    answer: asyncio.Future[bool]
    unanswered: int


class Neighbours:
    """The other workers; `loop` is that of this one, called `name`.

    A callback is called with the payload of each message of its kind.
    """

    def __init__(
        self, folder: Path, loop: asyncio.AbstractEventLoop, name: str = ""
    ) -> None:
        self.loop = loop
        self._folder = str(folder)
        self._name = name or f"{_PREFIX}{os.getpid()}"
        self._callbacks: dict[str, Callback] = {}
        self._asked: dict[int, _Question] = {}
        self._tickets = itertools.count(1)
        self._socket = self._opened()
        loop.add_reader(self._socket.fileno(), self._read)

    def on(self, kind: str, callback: Callback) -> None:
        """Call `callback` for messages of `kind`; what it returns answers `ask`."""
        self._callbacks[kind] = callback

    def tell(self, kind: str, payload: Payload) -> int:
        """Send a message to all others at once; return how many took it."""
        return self._send_to_all([kind, payload, self._name, 0])

    async def ask(self, kind: str, payload: Payload, timeout_seconds: float) -> bool:
        """Return whether the callback of any other worker gives a true answer.

        False where none did before the timeout, and at once when all have said no.
        """
        ticket = next(self._tickets)
        question = _Question(self.loop.create_future(), 0)
        self._asked[ticket] = question
        try:
            message = [kind, payload, self._name, ticket]
            question.unanswered = self._send_to_all(message)
            if not question.unanswered:
                return False
            async with asyncio.timeout(timeout_seconds):
                return await question.answer
        except TimeoutError:
            return False
        finally:
            del self._asked[ticket]

    def close(self) -> None:
        """Hear nothing more, and be no neighbour to anybody."""
        self.loop.remove_reader(self._socket.fileno())
        self._socket.close()
        with suppress(OSError):
            os.unlink(self._path(self._name))

    def _opened(self) -> socket.socket:
        path = self._path(self._name)
        with suppress(FileNotFoundError):
            os.unlink(path)  # of a dead worker that had our process id
        opened = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        opened.setblocking(False)
        opened.bind(path)
        return opened

    def _path(self, name: str) -> str:
        return f"{self._folder}/{name}"

    def _others(self) -> Iterator[str]:
        with suppress(FileNotFoundError):  # the server is ending
            for name in os.listdir(self._folder):
                if name.startswith(_PREFIX) and name != self._name:
                    yield name

    def _send_to_all(self, message: list[Any]) -> int:
        content = json.dumps(message).encode()
        if len(content) > LONGEST:
            raise ValueError(f"a message of {len(content)} bytes is too long")
        return sum(self._send(name, content) for name in self._others())

    def _send(self, name: str, content: bytes) -> bool:
        try:
            self._socket.sendto(content, self._path(name))
        except ConnectionRefusedError:  # its worker has died
            with suppress(OSError):
                os.unlink(self._path(name))
            return False
        except OSError as error:
            LOG.debug("%s is not told: %s", name, error)
            return False
        return True

    def _read(self) -> None:
        with suppress(BlockingIOError):
            for _ in range(_READ_AT_ONCE):
                self._take(*json.loads(self._socket.recv(LONGEST)))

    def _take(self, kind: str, payload: Any, sender: str, ticket: int) -> None:
        if kind == _ANSWER:
            self._answered(ticket, payload)
            return
        callback = self._callbacks.get(kind)
        answer = callback is not None and bool(callback(payload))
        if ticket:
            content = json.dumps([_ANSWER, answer, self._name, ticket]).encode()
            self._send(sender, content)

    def _answered(self, ticket: int, positive: bool) -> None:
        question = self._asked.get(ticket)
        if question is None or question.answer.done():
            return
        question.unanswered -= 1
        if positive or not question.unanswered:
            question.answer.set_result(positive)
