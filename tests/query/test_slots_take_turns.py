"""One slot takes short queries one after another; others step in when it is busy."""

import time

import pytest

from c2c_graph.query import precedence
from c2c_graph.query.precedence import Precedence


@pytest.fixture
def slots(tmp_path):
    first, second = Precedence(tmp_path), Precedence(tmp_path)
    second._own += 1
    return first, second


def lasted(slot):
    started = time.monotonic()
    slot.let_pass()
    return time.monotonic() - started


def test_who_is_woken_leaves_what_waits_to_the_slot_at_work(slots):
    first, second = slots
    first.take(time.monotonic())
    assert lasted(second) >= precedence.GETS_ON_SECONDS / 2


def test_nobody_waits_for_a_slot_that_rests(slots):
    first, second = slots
    first.take(time.monotonic())
    first.rest()
    assert lasted(second) < precedence.GETS_ON_SECONDS / 2


def test_nobody_waits_for_a_slot_that_is_held_up(slots):
    first, second = slots
    first.take(time.monotonic())
    time.sleep(precedence.GETS_ON_SECONDS)
    assert lasted(second) < precedence.GETS_ON_SECONDS / 2


def test_more_slots_step_in_where_queries_wait_long(slots):
    first, second = slots
    first.take(time.monotonic() - 1)
    assert lasted(second) < precedence.GETS_ON_SECONDS / 2


def test_a_slot_does_not_wait_for_itself(slots):
    first, _ = slots
    first.take(time.monotonic())
    assert lasted(first) < precedence.GETS_ON_SECONDS / 2
