"""Play an answer again over a connection that breaks off at a chosen byte."""

import socket
import threading
import urllib.parse
from dataclasses import dataclass


@dataclass(frozen=True)
class Recorded:
    """An answer as it came over the wire: `raw`, whose body begins at `start`."""

    raw: bytes
    start: int

    @property
    def head(self):
        return self.raw[: self.start].lower()

    @property
    def body(self):
        return self.raw[self.start :]

    def cuts(self, count):
        """Return about `count` places to cut the body, the last bytes among them."""
        step = max(1, len(self.body) // count)
        spread = range(self.start, len(self.raw), step)
        last = range(max(self.start, len(self.raw) - 6), len(self.raw))
        return sorted({*spread, *last})


def record(host, query, accept, coding="identity"):
    """Ask `host` and return all the bytes that it sends."""
    name, port = host.split(":")
    target = "/sparql?" + urllib.parse.urlencode({"query": query})
    head = {"Host": host, "Accept": accept, "Accept-Encoding": coding}
    lines = [f"GET {target} HTTP/1.1", *(f"{n}: {v}" for n, v in head.items())]
    with socket.create_connection((name, int(port)), timeout=30) as wire:
        wire.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode())
        raw = b"".join(iter(lambda: wire.recv(65536), b""))
    assert raw.startswith(b"HTTP/1.1 200 "), raw[:200]
    return Recorded(raw, raw.index(b"\r\n\r\n") + 4)


class BrokenServer:
    """Answers every request with the first `cut` bytes of `recorded`, and hangs up."""

    def __init__(self):
        self.recorded = None
        self.cut = None
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.host = f"127.0.0.1:{self._socket.getsockname()[1]}"
        self.address = f"http://{self.host}/sparql"
        threading.Thread(target=self._answer, daemon=True).start()

    def cuts(self, count):
        """Yield about `count` times, each time set to break off at another byte."""
        for cut in self.recorded.cuts(count):
            self.cut = cut
            yield cut

    def _answer(self):
        while True:
            try:
                wire, _ = self._socket.accept()
            except OSError:
                return  # closed
            with wire:
                asked = b""
                while b"\r\n\r\n" not in asked and (piece := wire.recv(65536)):
                    asked += piece
                wire.sendall(self.recorded.raw[: self.cut])

    def close(self):
        self._socket.close()
