"""A saved query about today asks about the day of the request, every day anew."""

from datetime import date

import pytest

from tests.web.conftest import client_of

PATH = "/queries/networks-of-a-city-today?city=gb-london"
CSV = {"Accept": "text/csv"}


@pytest.fixture
def calendar():
    """The day on which the server is asked; the test turns the leaf."""
    return [date(2026, 11, 21)]


@pytest.fixture
def client(shipped_settings, shipped_engine, calendar):
    return client_of(shipped_settings, shipped_engine, today=lambda: calendar[-1])


def test_an_answer_about_today_is_not_kept_overnight(client, calendar):
    first = client.get(PATH, headers=CSV)
    assert client.get(PATH, headers=CSV).data == first.data
    calendar.append(date(2026, 11, 22))
    second = client.get(PATH, headers=CSV)
    assert b"2026-11-21" in first.data
    assert b"2026-11-22" in second.data
    assert b"2026-11-21" not in second.data


def test_who_has_the_answer_of_yesterday_gets_that_of_today(client, calendar):
    tag = client.get(PATH, headers=CSV).headers["ETag"]
    asked = CSV | {"If-None-Match": tag}
    assert client.get(PATH, headers=asked).status_code == 304
    calendar.append(date(2026, 11, 22))
    assert client.get(PATH, headers=asked).status_code == 200


def test_a_day_that_is_given_is_kept(client, calendar):
    given = f"{PATH}&today=2015-06-01"
    tag = client.get(given, headers=CSV).headers["ETag"]
    calendar.append(date(2026, 11, 22))
    assert client.get(given, headers=CSV).headers["ETag"] == tag
