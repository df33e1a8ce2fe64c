"""Start and stop the servers that are measured, and weigh their processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from benchmarks.load import get
from benchmarks.release import Corpus

JSON: Final = "application/sparql-results+json"
# no client of a benchmark runs out of its budget
_NO_BUDGETS: Final = {
    "C2C_CLIENT_REQUESTS": "1000000000",
    "C2C_CLIENT_SECONDS": "1000000000",
}
_START_SECONDS: Final = 120
_STOP_SECONDS: Final = 30


@dataclass(frozen=True)
class Server:
    """A running server: its name, process, port and the path that takes queries."""

    name: str
    process_id: int
    port: int
    path: str

    def query(self, text: str, accept: str = JSON) -> bytes:
        """Return a prepared request for the answer to the query `text`."""
        return get(f"{self.path}?query={quote(text, safe='')}", accept)

    def ask(self, text: str) -> float:
        """Return the seconds until the whole answer to `text` is here."""
        started = time.perf_counter()
        self._answer(text)
        return time.perf_counter() - started

    def size(self, text: str) -> int:
        """Return how many solutions `text` has; 0 or 1 for a boolean."""
        answer = json.loads(self._answer(text))
        if "boolean" in answer:
            return int(answer["boolean"])
        return len(answer["results"]["bindings"])

    def _answer(self, text: str) -> bytes:
        url = f"http://127.0.0.1:{self.port}{self.path}?query={quote(text, safe='')}"
        request = urllib.request.Request(url, headers={"Accept": JSON})
        with urllib.request.urlopen(request, timeout=_START_SECONDS) as answer:
            return bytes(answer.read())

    def megabytes(self) -> float:
        """Return the memory of all its processes in MB (10^6 bytes).

        Proportional set sizes are added up: what processes share counts once.
        """
        return sum(map(_proportional, self.process_ids())) / 1000

    def process_ids(self) -> list[int]:
        """Return the process ids of the server and all that it has started."""
        return list(_tree(self.process_id))


@contextmanager
def ours(corpus: Corpus) -> Iterator[Server]:
    """Run `c2c serve` with all its defaults but the budgets of clients."""
    command = [sys.executable, "-m", "c2c_graph", "serve"]
    settings = corpus.settings.to_environment() | _NO_BUDGETS
    port = free_port()
    with running("ours", [*command, "--port", str(port)], settings) as process:
        server = Server("ours", process.pid, port, "/sparql")
        wait_for(port, "/ready", process)
        yield server


@contextmanager
def oxigraph(corpus: Corpus) -> Iterator[Server]:
    """Run Oxigraph's own server on the same store."""
    binary = str(Path(sys.executable).with_name("oxigraph"))
    port = free_port()
    bind = ["--location", str(corpus.store), "--bind", f"127.0.0.1:{port}"]
    with running("oxigraph", [binary, "serve-read-only", *bind]) as process:
        wait_for(port, "/", process)
        yield Server("oxigraph", process.pid, port, "/query")


@contextmanager
def bare() -> Iterator[Server]:
    """Run the HTTP server that ours stands on, with nothing behind it."""
    port = free_port()
    command = [
        sys.executable,
        "-m",
        "granian",
        "--interface",
        "asgi",
        "--loop",
        "uvloop",
    ]
    options = ["--workers", "2", "--port", str(port), "benchmarks.bare:application"]
    with running("bare", [*command, *options]) as process:
        wait_for(port, "/", process)
        yield Server("bare", process.pid, port, "/")


@contextmanager
def running(
    name: str,
    command: list[str],
    environment: dict[str, str] | None = None,
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run `command` in `folder`; show the end of what it said where all goes wrong."""
    with tempfile.NamedTemporaryFile(prefix=f"{name}-", suffix=".log") as log:
        process = subprocess.Popen(
            command,
            env=os.environ | (environment or {}),
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=log,
        )
        try:
            yield process
        except BaseException:
            print(Path(log.name).read_text(errors="replace")[-2000:], file=sys.stderr)
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_STOP_SECONDS)


def wait_for(port: int, path: str, process: subprocess.Popen[bytes]) -> None:
    """Return once `path` answers 200; raise `RuntimeError` where it never does."""
    end = time.monotonic() + _START_SECONDS
    while not _answers(f"http://127.0.0.1:{port}{path}"):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError(f"{process.args!r} does not answer at {path}")
        time.sleep(0.005)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tree(process_id: int) -> Iterator[int]:
    yield process_id
    for children in Path(f"/proc/{process_id}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from _tree(int(child))


def _proportional(process_id: int) -> float:
    """Return the proportional set size of a process in thousands of bytes."""
    lines = Path(f"/proc/{process_id}/smaps_rollup").read_text().splitlines()
    sizes = dict(line.split(":", 1) for line in lines[1:])
    return int(sizes["Pss"].split()[0]) * 1.024
