"""A small HTTP load generator: prepared requests over kept connections, one thread.

It speaks just enough HTTP/1.1 to count whole answers (Content-Length and chunked,
RFC 9112 §6-§7), so that it takes little of the cores it shares with the server.
Each connection comes from a loopback address of its own, as clients do.
"""

import select
import socket
import statistics
import time
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_LENGTH: Final = b"\r\ncontent-length:"
_PATIENCE_SECONDS: Final = 60
# 127.0.1.1 and up; 127.0.0.2 is left to whoever is to be told apart
_FIRST_CLIENT: Final = 256


@dataclass(frozen=True)
class Round:
    """What one round measured: answers, how many a second, milliseconds of each.

    `cost_us` is what an answer cost the load generator itself, in microseconds of
    processor time.
    """

    answers: int
    rate: float
    median_ms: float
    p99_ms: float
    cost_us: float


# what is told of each answer: the request, and the answer's head
Hear = Callable[[bytes, bytes], None]


def get(path: str, accept: str, more: str = "") -> bytes:
    """Return a prepared GET request for `path`; `more` are whole lines of headers."""
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n"
    return f"{head}{more}\r\n".encode()


def measure(
    port: int,
    requests: Iterator[bytes],
    *,
    seconds: float,
    connections: int,
    hear: Hear | None = None,
    source: str = "",
) -> Round:
    """Send `requests` over `connections` for `seconds`, or until there are no more.

    Each connection asks again as soon as it has its answer, of which `hear` is told.
    Where `source` is a loopback address, all connections come from it, as those of
    one client do.
    Raise `RuntimeError` at the first answer that is neither 200 nor 304.
    """
    clients = [_Client(port, source or _own(number)) for number in range(connections)]
    spent, start = time.process_time(), time.perf_counter()
    try:
        latencies = _exchange(clients, requests, start + seconds, hear)
    finally:
        for client in clients:
            client.socket.close()
    lasted = time.perf_counter() - start
    cost = (time.process_time() - spent) / len(latencies)
    cuts = statistics.quantiles(latencies, n=100)
    rate = len(latencies) / lasted
    return Round(len(latencies), rate, cuts[49] * 1000, cuts[98] * 1000, cost * 1e6)


class _Client:
    """One kept connection, and the answer that is coming in over it."""

    def __init__(self, port: int, source: str) -> None:
        self.socket = socket.create_connection(
            ("127.0.0.1", port), source_address=(source, 0)
        )
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked = 0.0
        self.request = b""
        self._received = b""

    def ask(self, request: bytes) -> None:
        self.request, self._received = request, b""
        self.asked = time.perf_counter()
        self.socket.sendall(request)

    @property
    def head(self) -> bytes:
        """Return the head of the answer that has come."""
        return self._received.partition(b"\r\n\r\n")[0]

    def is_answered(self) -> bool:
        """Read what has come; return whether the answer is whole."""
        more = self.socket.recv(262_144)
        if not more:
            raise RuntimeError("the server closed the connection")
        self._received = received = self._received + more
        end = received.find(b"\r\n\r\n")
        if end < 0:
            return False
        if received.startswith(b"HTTP/1.1 304"):
            return True
        if not received.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(f"not 200: {received[:80]!r}")
        _, found, rest = received[:end].lower().partition(_LENGTH)
        if not found:
            return received.endswith(b"0\r\n\r\n")
        return len(received) >= end + 4 + int(rest.partition(b"\r")[0])


def _own(number: int) -> str:
    """Return the loopback address of the client `number`, from 0."""
    place = number + _FIRST_CLIENT + 1
    return f"127.0.{place // 256}.{place % 256}"


def _exchange(
    clients: list[_Client], requests: Iterator[bytes], end: float, hear: Hear | None
) -> list[float]:
    """Return how long each answer took, in seconds."""
    latencies = []
    waiting = {client.socket.fileno(): client for client in clients}
    poll = select.epoll()
    for handle, client in list(waiting.items()):
        poll.register(handle, select.EPOLLIN)
        client.ask(next(requests))
    while waiting:
        events = poll.poll(_PATIENCE_SECONDS)
        if not events:
            raise RuntimeError(f"no answer within {_PATIENCE_SECONDS} s")
        for handle, _ in events:
            client = waiting[handle]
            if not client.is_answered():
                continue
            now = time.perf_counter()
            latencies.append(now - client.asked)
            if hear is not None:
                hear(client.request, client.head)
            request = next(requests, None) if now < end else None
            if request is None:
                poll.unregister(handle)
                del waiting[handle]
            else:
                client.ask(request)
    poll.close()
    return latencies
