"""Whatever a query does, it is ended with a reason and the others are answered."""

import dataclasses
import os
import resource
import signal
import socket
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from c2c_graph import errors
from c2c_graph.query import asking
from c2c_graph.query import wire
from c2c_graph.query.engine import SlotEngine
from c2c_graph.rdf.formats import RESULT_FORMATS
from tests.query.conftest import LONG
from tests.query.conftest import THINGS
from tests.query.conftest import status

JSON = RESULT_FORMATS[0].media_type
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
MEMORY_BOMB = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?f ?i ?c"
NESTED = "ASK " + "{" * 5000 + "}" * 5000
LONG_SUM = "ASK { FILTER(" + "1+" * 60_000 + "1 > 0) }"
# 93 MB of text made from 400 things
LARGE = "SELECT ?c ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 45000"
# 2 MB, which comes in a file
IN_A_FILE = "SELECT ?c ?f { ?a ?b ?c . ?d ?e ?f } LIMIT 1000"

# 110,000 texts of 2 kB to sort
MEMORY_MB = 512
HALF_OF_THE_MEMORY = """SELECT (STRLEN(?t) AS ?n) {
  { SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 110000 }
  BIND(CONCAT(?c, ?f) AS ?t) } ORDER BY ?t LIMIT 1"""


def unguarded(pool, text, seconds=20.0):
    request = wire.Request(text, JSON, 1, seconds, {})
    return asking.ask_now(str(pool.socket_path), request, wait_seconds=10)


def refusals(ask, pool):
    """Return, for each hostile query, how it is tried and what must come of it."""
    return {
        "endless": (
            lambda: ask(ENDLESS, deadline_seconds=1),
            errors.QueryTimeout("ran for 1 s"),
        ),
        "memory": (lambda: ask(MEMORY_BOMB), errors.QueryTooLarge("512 MiB")),
        "nested": (lambda: ask(NESTED), errors.QueryTooDeep("nested deeper than 200")),
    }


@pytest.mark.parametrize("name", ["endless", "memory", "nested"])
def test_others_are_answered_while_a_query_is_ended(name, ask, pool):
    attempt, expected = refusals(ask, pool)[name]
    with ThreadPoolExecutor(1) as hostile:
        outcome = hostile.submit(attempt)
        answered = 0
        while not outcome.done() or answered < 3:
            assert b"true" in ask("ASK { ?s ?p ?o }").read()
            answered += 1
    with pytest.raises(type(expected), match=str(expected)):
        outcome.result()


@pytest.mark.parametrize("text", [NESTED, LONG_SUM], ids=["nested", "long sum"])
def test_a_query_that_exhausts_the_stack_takes_only_its_slot(text, pool, ask):
    before = pool.process_ids()
    assert unguarded(pool, text) is wire.Death.MEMORY
    for _ in range(4):
        assert b"true" in ask("ASK { ?s ?p ?o }").read()
    assert replaced(pool, before, 1)


def replaced(pool, before, number):
    """Wait until `number` slots of `before` have successors."""
    patience = time.monotonic() + 10
    while time.monotonic() < patience:
        now = pool.process_ids()
        if len(now) == len(before) and len(before - now) >= number:
            return True
        time.sleep(0.02)
    return False


def test_a_slot_killed_in_the_middle_is_an_honest_fault(own_pool, settings, ask):
    pool = own_pool(slots=1)
    engine = SlotEngine(pool.socket_path, settings)
    (slot,) = pool.process_ids()
    threading.Timer(0.3, os.kill, (slot, signal.SIGKILL)).start()
    with pytest.raises(errors.EngineUnavailable, match="ended before it was done"):
        ask(ENDLESS, engine=engine)
    assert b"true" in ask("ASK { ?s ?p ?o }", engine=engine).read()
    assert replaced(pool, {slot}, 1)


def test_the_deadline_of_a_query_can_only_be_shorter(own_pool, settings, ask):
    pool = own_pool(slots=1)
    engine = SlotEngine(
        pool.socket_path, dataclasses.replace(settings, deadline_seconds=0.3)
    )
    with pytest.raises(errors.QueryTimeout, match=r"ran for 0\.3 s"):
        ask(ENDLESS, engine=engine, deadline_seconds=60)


def test_who_waits_too_long_is_told_that_all_slots_are_busy(own_pool, settings, ask):
    pool = own_pool(slots=1)
    patient = SlotEngine(pool.socket_path, settings)
    hasty = SlotEngine(
        pool.socket_path, dataclasses.replace(settings, wait_seconds=0.3)
    )
    with ThreadPoolExecutor(1) as other:
        running = other.submit(ask, ENDLESS, engine=patient, deadline_seconds=1.2)
        time.sleep(0.3)
        with pytest.raises(errors.QueryBusy, match=r"busy for 0\.3 s"):
            ask("ASK {}", engine=hasty)
        assert ask("ASK {}", engine=patient).length
    with pytest.raises(errors.QueryTimeout):
        running.result()


def test_a_query_longer_than_the_wait_is_not_taken_for_a_wait(own_pool, settings, ask):
    pool = own_pool(slots=1)
    hasty = SlotEngine(
        pool.socket_path,
        dataclasses.replace(settings, wait_seconds=0.2, deadline_seconds=1.0),
    )
    started = time.monotonic()
    with pytest.raises(errors.QueryTimeout):
        ask(ENDLESS, engine=hasty)
    assert time.monotonic() - started > 0.9


@pytest.mark.long
def test_a_large_result_needs_no_memory_here_nor_there(own_pool, settings, ask):
    pool = own_pool(slots=1)
    engine = SlotEngine(pool.socket_path, settings)
    (slot,) = pool.process_ids()
    ask("SELECT * { ?s ?p ?o }", engine=engine).read()
    slot_before, here_before = (int(status(p, "VmHWM")) for p in (slot, os.getpid()))
    answer = ask(LARGE, engine=engine)
    assert answer.length > 80 * 2**20
    assert not isinstance(answer.body, bytes)
    assert int(status(slot, "VmHWM")) - slot_before < 16 * 1024
    assert int(status(os.getpid(), "VmHWM")) - here_before < 16 * 1024
    assert answer.read().count(b'"c":') == 45_000


def test_who_can_open_no_more_files_is_told_to_ask_later(ask):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    next_number = os.dup(0)
    os.close(next_number)
    resource.setrlimit(resource.RLIMIT_NOFILE, (next_number + 1, hard))
    try:
        with pytest.raises(errors.EngineUnavailable, match="too many long results"):
            ask(IN_A_FILE)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_result_above_the_limit_is_not_sent_in_part(own_pool, settings, ask):
    pool = own_pool(slots=1, result_mb=2)
    engine = SlotEngine(pool.socket_path, settings)
    with pytest.raises(errors.QueryTooLarge, match="more than 2 MiB"):
        ask(LARGE, engine=engine)
    assert list(settings.home.glob("spool/*")) == []
    assert ask("SELECT * { ?s ?p ?o } LIMIT 9", engine=engine).length > 9 * len(LONG)


def test_who_hangs_up_frees_the_slot_at_once(own_pool, settings, ask):
    pool = own_pool(slots=1)
    (slot,) = pool.process_ids()
    asker = socket.socket(socket.AF_UNIX)
    asker.connect(str(pool.socket_path))
    asker.sendall(wire.encoded(wire.Request(ENDLESS, JSON, 1, 20.0, {})))
    time.sleep(0.3)
    asker.close()
    started = time.monotonic()
    engine = SlotEngine(pool.socket_path, settings)
    assert b"true" in ask("ASK { ?s ?p ?o }", engine=engine).read()
    assert time.monotonic() - started < 3
    assert slot not in pool.process_ids()


@pytest.mark.long
def test_a_slot_that_grew_big_is_replaced_after_its_answer(own_pool, settings, ask):
    pool = own_pool(slots=1, slot_memory_mb=MEMORY_MB)
    before = pool.process_ids()
    engine = SlotEngine(pool.socket_path, settings)
    assert ask(HALF_OF_THE_MEMORY, engine=engine).length
    assert replaced(pool, before, 1)


@pytest.mark.long
def test_slots_of_a_big_parent_work_too(own_pool, settings, ask):
    ballast = bytearray(os.urandom(1 << 20) * 400)  # more than half of a slot's limit
    pool = own_pool(slots=1, slot_memory_mb=MEMORY_MB)
    before = pool.process_ids()
    engine = SlotEngine(pool.socket_path, settings)
    assert ask("ASK {}", engine=engine).length
    assert pool.process_ids() == before
    assert ask(HALF_OF_THE_MEMORY, engine=engine).length
    assert replaced(pool, before, 1)
    assert len(ballast) > MEMORY_MB * 2**20 // 2


def test_every_thing_is_counted_once(ask):
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert f'"value":"{THINGS}"'.encode() in ask(text).read()
