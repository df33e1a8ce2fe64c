"""A validator is started when it is asked, held to its limits, and replaced."""

import asyncio
import dataclasses
import os
import signal
import socket
import time
from pathlib import Path

import pytest

from c2c_graph import errors
from c2c_graph.query.pool import SlotPool
from c2c_graph.review import wire
from c2c_graph.review.asking import SlotReviewers
from c2c_graph.review.slot_kind import VALIDATORS
from c2c_graph.review.task import Task
from tests.query.conftest import status
from tests.review.conftest import asking
from tests.review.conftest import part
from tests.review.conftest import shape

HARMLESS = shape("sh:property [ sh:path ex:p ; sh:minCount 1 ]")
ENDLESS = shape("sh:property [ sh:path ex:p ; sh:pattern '^(a+)+$' ]")
LARGE = "SELECT $this ?value { $this ?a ?b . ?c ?d ?e . ?f ?g ?h . ?i ?j ?k"
# rows of long texts, which the engine sorts in memory
MEMORY_BOMB = shape(
    f"""sh:sparql [ sh:select '''{LARGE} .
    BIND(CONCAT(STR(?b), "{"x" * 20_000}", STR(?e), STR(?h), STR(?k)) AS ?value) }}
    ORDER BY ?value''' ]"""
)
THINGS = "@prefix ex: <http://example.org/> .\n" + "".join(
    f"ex:t{number} a ex:Thing ; ex:p {number} .\n" for number in range(40)
)


def test_none_is_started_before_somebody_asks(review_settings):
    with SlotPool(review_settings, quiet=True, kind=VALIDATORS) as pool:
        time.sleep(0.2)
        assert pool.process_ids() == frozenset()
        assert "sh:conforms true" in asking(pool, review_settings)(HARMLESS)
        assert len(pool.process_ids()) == 1


def test_it_is_cut_off_and_limited(ask, validators):
    ask(HARMLESS)
    (process_id,) = validators.process_ids()
    assert status(process_id, "Seccomp") == "2"
    limits = Path(f"/proc/{process_id}/limits").read_text()
    assert limits.partition("Max address space")[2].split()[0] == str(400 * 2**20)


def test_what_never_ends_is_ended_and_the_next_is_answered(ask):
    with pytest.raises(errors.ValidationTimeout, match=r"ran for 2 s.*c2c validate"):
        ask(ENDLESS)
    assert "sh:conforms true" in ask(HARMLESS)


@pytest.mark.long
def test_what_takes_all_memory_is_ended(validators, review_settings):
    patient = dataclasses.replace(review_settings, validate_seconds=60.0)
    with pytest.raises(errors.ValidationTooLarge, match="400 MiB"):
        asking(validators, patient)(MEMORY_BOMB, THINGS)
    assert "sh:conforms true" in asking(validators, review_settings)(HARMLESS)


def test_too_many_triples_are_told_with_the_way_on(review_settings, validators):
    few = dataclasses.replace(review_settings, validate_triples=10)
    with (
        SlotPool(few, quiet=True, kind=VALIDATORS) as pool,
        pytest.raises(errors.DocumentTooLarge, match="more than 10 triples"),
    ):
        asking(pool, few)(HARMLESS, THINGS)


def test_who_hangs_up_frees_the_validator(ask, validators, review_settings):
    ask(HARMLESS)
    (before,) = validators.process_ids()
    task = Task((part(THINGS),), shapes=(part(ENDLESS_QUERY),))
    with socket.socket(socket.AF_UNIX) as asker:
        asker.connect(str(validators.socket_path))
        asker.sendall(wire.encoded(task, 60.0))
        time.sleep(0.5)
    assert "sh:conforms true" in ask(HARMLESS)
    assert before not in validators.process_ids()


def test_a_validator_killed_in_the_middle_is_an_honest_fault(
    ask, validators, review_settings
):
    ask(HARMLESS)
    (before,) = validators.process_ids()

    async def killed():
        reviewers = SlotReviewers(validators.socket_path, review_settings)
        work = reviewers.validate_with(
            [part(THINGS)], [part(ENDLESS_QUERY)], media_type="text/turtle"
        )
        asyncio.get_running_loop().call_later(0.5, os.kill, before, signal.SIGKILL)
        await work

    with pytest.raises(errors.ValidatorUnavailable, match="ended before it was done"):
        asyncio.run(killed())
    assert "sh:conforms true" in ask(HARMLESS)


ENDLESS_QUERY = shape(f'sh:sparql [ sh:select "{LARGE} . ?l ?m ?n . ?o ?q ?r }}" ]')
