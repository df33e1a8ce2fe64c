"""`timeout=` shortens the deadline of one query, never lengthens it."""

import time

import pytest

from tests.protocol.asking import FORM
from tests.protocol.asking import PROBLEM

DIGITS = " ".join(f"VALUES ?{v} {{ 0 1 2 3 4 5 6 7 8 9 }}" for v in "abcdefghij")
ENDLESS = f"SELECT (COUNT(*) AS ?n) {{ {DIGITS} }}"


def test_a_query_ends_at_the_deadline_that_it_names(endpoint):
    started = time.monotonic()
    answer = endpoint.ask(ENDLESS, None, ("timeout", "0.5"))
    assert (answer.status, answer.media_type) == (503, PROBLEM)
    assert answer.json["type"] == "/problem/QueryTimeout"
    assert "0.5 s" in answer.json["detail"]
    assert time.monotonic() - started < 3


def test_a_form_may_name_it_too(endpoint):
    body = f"timeout=0.5&query={ENDLESS.replace(' ', '+').replace('?', '%3F')}"
    assert endpoint.post(FORM, body).status == 503


@pytest.mark.parametrize("seconds", ["10", "1e1", "86400", "5.5"])
def test_a_quick_query_is_answered_all_the_same(endpoint, seconds):
    assert endpoint.ask("ASK {}", None, ("timeout", seconds)).status == 200


@pytest.mark.parametrize("seconds", ["0", "-1", "soon", "nan", "inf", "", "1 s"])
def test_what_is_no_number_of_seconds_is_refused(endpoint, seconds):
    answer = endpoint.ask("ASK {}", None, ("timeout", seconds))
    assert (answer.status, answer.media_type) == (400, PROBLEM)
    assert "timeout" in answer.json["detail"]
