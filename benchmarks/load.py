"""A small HTTP load generator: distinct prepared requests over kept connections.

It speaks just enough HTTP/1.1 to count whole answers (Content-Length and chunked,
RFC 9112 §6-§7), so that it takes little of the cores it shares with the server.
"""

import itertools
import socket
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Round:
    """What one round measured: requests a second, and latencies in milliseconds."""

    rate: float
    median_ms: float
    p99_ms: float


def get(path: str, accept: str) -> bytes:
    """Return a prepared GET request for `path`."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\n\r\n".encode()
    )


def measure(
    address: str, requests: Sequence[bytes], *, seconds: float, connections: int
) -> Round:
    """Send `requests` in turn over `connections` for `seconds`; return what came.

    Raise `RuntimeError` at the first answer that is not 200.
    """
    turn = itertools.cycle(requests)
    end = time.perf_counter() + seconds
    latencies: list[float] = []
    faults: list[BaseException] = []

    def client() -> None:
        try:
            latencies.extend(_ask(address, turn, end))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=client) for _ in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise RuntimeError(f"{address}: {faults[0]}") from faults[0]
    cuts = statistics.quantiles(latencies, n=100)
    rate = len(latencies) / (time.perf_counter() - start)
    return Round(rate, cuts[49] * 1000, cuts[98] * 1000)


def _ask(address: str, turn: "itertools.cycle[bytes]", end: float) -> list[float]:
    parts = urlsplit(address)
    latencies = []
    with socket.create_connection((parts.hostname, parts.port)) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while (start := time.perf_counter()) < end:
            request = next(turn)
            connection.sendall(request)
            _read_answer(connection, request)
            latencies.append(time.perf_counter() - start)
    return latencies


def _read_answer(connection: socket.socket, request: bytes) -> None:
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += _more(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(f"{head[:80]!r} for {request[:120]!r}")
    length = _content_length(head)
    while (len(body) < length) if length >= 0 else not body.endswith(b"0\r\n\r\n"):
        body += _more(connection)


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(65536)
    if not received:
        raise RuntimeError("the server closed the connection")
    return received


def _content_length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    return -1
