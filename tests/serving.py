"""Start the real server for tests, on a free port, and stop it again."""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

READY_SECONDS = 90
# for a test that asks more than one client may
NO_BUDGETS = {"client_requests": 10**9, "client_seconds": 10**9}


@dataclass(frozen=True)
class Served:
    """A running `c2c serve`: where it answers, where it writes, its process."""

    address: str
    home: Path
    process: subprocess.Popen


@contextlib.contextmanager
def serving(
    home,
    *arguments,
    command=(sys.executable, "-m", "c2c_graph"),
    cwd=None,
    settings=None,
):
    """Run `c2c serve` with `arguments` until the block ends; yield a `Served`.

    `settings` maps names of `c2c_graph.settings.TABLE` to their values.
    """
    port = free_port()
    given = {f"C2C_{name.upper()}": str(v) for name, v in (settings or {}).items()}
    environment = {**os.environ, **given, "C2C_HOME": str(home)}
    log = Path(home).parent / f"serve-{port}.log"
    # processes that test side by side share homes, in which one at a time may look
    # whether there is something to release
    starting = (Path(home).parent / "starting.lock").open("w")
    fcntl.flock(starting, fcntl.LOCK_EX)
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, "serve", "--port", str(port), *arguments],
            env=environment,
            cwd=cwd,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        address = f"http://127.0.0.1:{port}"
        with starting:
            wait_until_ready(address, process, log)
        yield Served(address, Path(home), process)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_until_ready(address, process, log):
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address + "/ready", timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"the server is not ready:\n{log.read_text()[-4000:]}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
