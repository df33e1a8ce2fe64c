"""How `c2c serve` ends: at once at Ctrl-C, and without litter however it ends."""

import contextlib
import os
import signal
import subprocess
import sys
import time

import pytest


def group_of(process):
    """Return who is in the process group that `process` leads: who gets its Ctrl-C."""
    found = []
    for name in os.listdir("/proc"):
        with contextlib.suppress(ValueError, ProcessLookupError):
            if os.getpgid(int(name)) == process.pid:
                found.append(int(name))
    return found


@pytest.mark.long
def test_ctrl_c_ends_the_server_though_every_process_gets_it(serve):
    server = serve(slots=1)
    assert server.stop() == 0
    place = {"C2C_PORT": str(server.port)}
    for _ in range(3):
        # a terminal sends SIGINT to the whole group, not to one process
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "c2c_graph", "serve"],
            env=os.environ | server.settings.to_environment() | place,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            process_group=0,
        )
        with process:
            told = b""
            while b"Try:" not in told:
                line = process.stderr.readline()
                assert line, told
                told += line
            # two of the group stay: the server and what tracks its resources
            end = time.monotonic() + 20
            while len(group_of(process)) > 2 and time.monotonic() < end:
                time.sleep(0.05)
            os.killpg(process.pid, signal.SIGINT)
            # it would wait for its workers for as long as a query may last
            assert process.wait(timeout=15) == 0
            assert process.stderr.read().splitlines()[1:] == []


@pytest.mark.long
def test_a_signal_that_is_repeated_ends_the_server_as_one_does(serve):
    for _ in range(3):
        process = serve(slots=1).process
        for _ in range(200):
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=15) == 0


@pytest.mark.long
def test_what_a_killed_server_leaves_is_removed_by_the_next(
    serve, tmp_path, monkeypatch
):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    killed = serve(slots=1)
    killed.process.kill()
    killed.process.wait()
    assert list(tmp_path.iterdir())
    second = serve(slots=1)
    assert second.ask("GET", "/metrics")[0] == 200
    assert second.stop() == 0
    assert not list(tmp_path.iterdir())
