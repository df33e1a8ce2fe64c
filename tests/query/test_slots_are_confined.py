"""A slot reaches no network, outlives nobody and leaves nothing behind."""

import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from c2c_graph import errors
from c2c_graph.query import asking
from c2c_graph.query import pool as pools
from c2c_graph.query import wire
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.query.pool import SlotPool
from c2c_graph.rdf.formats import RESULT_FORMATS
from tests.query import service_forms
from tests.query.conftest import status

FORMATS = {"json": RESULT_FORMATS[0].media_type, "graph": "text/turtle"}


def ask_unguarded(pool, text):
    format = FORMATS["graph" if "CONSTRUCT" in text or "DESC" in text else "json"]
    request = wire.Request(text, format, 2, 20.0, {})
    return asking.ask_now(str(pool.socket_path), request, wait_seconds=10)


@pytest.mark.parametrize("text", service_forms.FORMS.values(), ids=service_forms.FORMS)
def test_a_hole_in_the_guard_sends_no_packet(text, pool, listener):
    before = listener.calls
    with suppress(errors.EngineUnavailable):  # SILENT and OPTIONAL give an answer
        ask_unguarded(pool, service_forms.at(listener.address, text))
    assert listener.calls == before


def test_the_kernel_says_why_there_is_no_packet(pool, listener):
    text = service_forms.at(listener.address, service_forms.FORMS["plain"])
    with pytest.raises(errors.EngineUnavailable, match="ermission denied"):
        ask_unguarded(pool, text)


def run(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=30)


FORBIDDEN = """
import ctypes, socket, sys, threading
from c2c_graph.query.seccomp import forbid_sockets
ready, done = threading.Event(), threading.Event()
def attempt():
    ready.wait()
    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK):
        try:
            socket.socket(family)
        except PermissionError:
            print("denied")
thread = threading.Thread(target=attempt)
thread.start()
forbid_sockets()
ready.set()
thread.join()
libc = ctypes.CDLL(None, use_errno=True)
print(libc.syscall(425, 8, None), ctypes.get_errno())
sys.stdout.flush()
if sys.argv[1] == "x32":
    libc.syscall(0x40000000 + 41, socket.AF_INET, socket.SOCK_STREAM, 0)
print("alive")
"""


def test_no_thread_of_the_process_can_open_a_socket_afterwards():
    outcome = run(FORBIDDEN, "")
    assert outcome.stdout.split("\n")[:5] == ["denied"] * 4 + ["-1 13"]
    assert outcome.stdout.endswith("alive\n")


@pytest.mark.skipif(os.uname().machine != "x86_64", reason="x32 is of x86-64")
def test_the_numbers_of_another_architecture_end_the_process():
    assert run(FORBIDDEN, "x32").returncode == -signal.SIGSYS


@pytest.fixture
def started(pool, settings):
    """The processes of all slots, of which some may start while others answer."""
    patience = time.monotonic() + 20
    while time.monotonic() < patience:
        ids = pool.process_ids()
        if len(ids) == settings.slots and all(
            status(one, "Seccomp") == "2" for one in ids
        ):
            return ids
        time.sleep(0.02)
    raise AssertionError("not all slots have started")


def test_a_slot_has_its_limits(started, settings):
    for process_id in started:
        lines = Path(f"/proc/{process_id}/limits").read_text().splitlines()
        limits = {line[:26].strip(): line[26:].split()[:2] for line in lines}
        memory, file = settings.slot_memory_mb * 2**20, settings.result_mb * 2**20
        assert limits["Max address space"] == [str(memory)] * 2
        assert limits["Max file size"] == [str(file)] * 2
        assert limits["Max core file size"] == ["0", "0"]
        assert status(process_id, "Seccomp") == "2"


def test_ctrl_c_and_sigterm_do_not_end_slots(started, pool, ask):
    for process_id in started:
        os.kill(process_id, signal.SIGINT)
        os.kill(process_id, signal.SIGTERM)
    assert b"true" in ask("ASK {}").read()
    assert pool.process_ids() == started


IMPORTS = """
import sys
import c2c_graph.query.slot
print(*(name for name in sys.modules if name.startswith("c2c_graph.")))
"""


def test_a_slot_loads_nothing_that_makes_or_checks_releases():
    loaded = set(run(IMPORTS).stdout.split())
    assert "c2c_graph.query.slot" in loaded
    makers = {f"c2c_graph.release.{name}" for name in ("build", "afresh", "statistics")}
    assert not {*makers, "c2c_graph.validation"} & loaded


OWNER = """
import sys, time
from pathlib import Path
from c2c_graph.query.pool import SlotPool
from c2c_graph.settings import Settings
with SlotPool(Settings(home=Path(sys.argv[1]), slots=2)) as pool:
    pool.wait_until_ready()
    print(pool.socket_path, *pool.process_ids(), flush=True)
    time.sleep(60)
"""


def test_slots_die_with_a_killed_parent_and_its_folder_is_swept(home, settings):
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, str(home)], stdout=subprocess.PIPE, text=True
    )
    with owner:
        path, *slots = owner.stdout.readline().split()
        owner.kill()
    # a slot that was being started is in nobody's list, and it ends a moment later
    patience = time.monotonic() + 10
    while Path(path).parent.exists() and time.monotonic() < patience:
        with SlotPool(settings, quiet=True) as other:
            assert other.socket_path.exists()
    assert not Path(path).parent.exists()
    assert not any(map(alive, slots))


def alive(process_id):
    try:
        return status(process_id, "State") != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


CLOSING = """
import os, signal, sys, time
from pathlib import Path
from c2c_graph.query.pool import SlotPool
from c2c_graph.settings import Settings
with SlotPool(Settings(home=Path(sys.argv[1]), slots=2)) as pool:
    for _ in range(3):
        pool.wait_until_ready()
        for slot in pool.process_ids():
            os.kill(slot, signal.SIGKILL)
        time.sleep(0.3)
    folder = pool.socket_path.parent
children = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
print([children, folder.exists()])
"""


def test_a_closed_pool_leaves_no_process_and_no_folder(home):
    assert run(CLOSING, home).stdout == "['', False]\n"


def test_slots_that_cannot_start_are_reported_not_waited_for(settings, monkeypatch):
    broken = (sys.executable, "-c", "raise SystemExit('no such module')")
    monkeypatch.setattr(pools, "_SLOT", broken)
    sentences = []
    with SlotPool(settings, report=sentences.append, quiet=True) as pool:
        with pytest.raises(errors.EngineUnavailable, match="exit code 1; no such mod"):
            pool.wait_until_ready()
        time.sleep(0.5)
    # the pauses between attempts grow
    assert len(sentences) < 10


def test_a_release_without_a_store_is_named(engine):
    query = Query("ASK {}", Kind.ASK, FORMATS["json"], 77)
    with pytest.raises(errors.NoRelease, match="release 77 has no readable store"):
        engine.answer_now(query)


def test_a_damaged_store_is_named_with_its_repair_and_takes_no_slot(
    engine, home, pool, ask
):
    store = home / "releases" / "0003" / "store"
    shutil.copytree(home / "releases" / "0001" / "store", store)
    (store / "CURRENT").write_text("damaged")
    before = pool.process_ids()
    with pytest.raises(errors.NoRelease, match=r"no readable store .* --rebuild 3"):
        engine.answer_now(Query("ASK {}", Kind.ASK, FORMATS["json"], 3))
    assert b"true" in ask("ASK {}").read()
    assert pool.process_ids() == before
