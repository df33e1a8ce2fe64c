"""Conditional requests for documents (RFC 9110 §8.8, §13.1)."""

from datetime import timedelta

import pytest
from werkzeug.http import http_date
from werkzeug.http import parse_date

from c2c_graph.web import software
from tests.counting_store import CountingStore
from tests.web.conftest import client_of
from tests.web.past_releases import NEW
from tests.web.past_releases import Past

ALPHA, GAMMA = "/doc/city/xa-alpha", "/doc/city/xb-gamma"
SUFFIXES = ("html", "ttl", "nq", "jsonld")
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """Two releases, an hour apart; the second changes Alpha, and not Gamma."""
    past = Past(tmp_path_factory.mktemp("conditions"))
    made = software.installed().replace(microsecond=0) + HOUR
    past.release(made)
    past.replace("data/places.ttl", '"Alpha"@en', '"Alfa"@en')
    past.write("data/new.ttl", NEW)
    past.release(made + HOUR)
    past.made = (made, made + HOUR)
    return past


@pytest.fixture
def client(past):
    """Return a client of a front that has kept nothing yet."""
    return client_of(past.settings)


@pytest.fixture
def ask(client):
    def ask(path, accept="text/turtle", **given):
        headers = {name.replace("_", "-"): value for name, value in given.items()}
        return client.get(path, headers={"Accept": accept, **headers})

    return ask


@pytest.mark.parametrize(("path", "release"), [(GAMMA, 0), (ALPHA, 1)])
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_last_modified_is_the_time_of_the_release_that_changed_it(
    ask, past, path, release, suffix
):
    answer = ask(f"{path}.{suffix}")
    assert parse_date(answer.headers["Last-Modified"]) == past.made[release]
    assert answer.headers["ETag"].startswith(f'"{release + 1}-')


def test_last_modified_is_not_before_the_software_was_installed(ask, monkeypatch, past):
    later = past.made[1] + HOUR
    monkeypatch.setattr(software, "installed", lambda: later)
    assert parse_date(ask(GAMMA).headers["Last-Modified"]) == later


def test_another_version_of_the_software_changes_the_tag(ask, monkeypatch, past):
    tag = ask(GAMMA).headers["ETag"]
    monkeypatch.setattr(software, "version", lambda: "999.0")
    newer = client_of(past.settings)
    assert newer.get(f"{GAMMA}.ttl").headers["ETag"] != tag


@pytest.mark.parametrize(
    ("since", "status"),
    [(-HOUR, 200), (timedelta(seconds=-1), 200), (0 * HOUR, 304), (HOUR, 304)],
    ids=["an hour before", "a second before", "as told", "later"],
)
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_who_asks_by_date_gets_what_is_newer(ask, past, suffix, since, status):
    date = http_date(past.made[0] + since)
    for _ in ("made", "kept"):  # the second time from memory, where it is kept
        answer = ask(f"{GAMMA}.{suffix}", If_Modified_Since=date)
        assert answer.status_code == status
        assert bool(answer.data) == (status == 200)
        ask(f"{GAMMA}.{suffix}")


@pytest.mark.parametrize(
    "date", ["yesterday", "Sun, 99 Nov 2026 04:00:00 GMT", "0", "x" * 3_000]
)
def test_what_is_no_date_is_no_condition(ask, date):
    assert ask(GAMMA, If_Modified_Since=date).status_code == 200


@pytest.mark.parametrize(("tag", "status"), [("{}", 304), ('"other"', 200)])
def test_a_tag_counts_before_a_date(ask, past, tag, status):
    told = ask(GAMMA).headers
    given = {"If_None_Match": tag.format(told["ETag"])}
    date = told["Last-Modified"] if status == 200 else http_date(past.made[0] - HOUR)
    assert ask(GAMMA, If_Modified_Since=date, **given).status_code == status


@pytest.mark.parametrize("given", [{"If_None_Match": "*"}, {"If_Modified_Since": ""}])
def test_a_condition_makes_nothing_of_what_is_not_there(ask, past, given):
    date = http_date(past.made[1] + HOUR)
    condition = {name: value or date for name, value in given.items()}
    assert ask("/doc/city/nowhere", **condition).status_code == 404


def test_a_304_carries_what_a_cache_needs_and_no_more(ask):
    told = ask(GAMMA).headers
    answer = ask(GAMMA, If_None_Match=told["ETag"])
    same = ("ETag", "Last-Modified", "Cache-Control", "Content-Location", "Vary")
    assert [answer.headers[n] for n in same] == [told[n] for n in same]
    assert not {"Content-Type", "Content-Encoding"} & set(answer.headers.keys())


def test_a_304_asks_the_store_nothing(client):
    tag = client.get(f"{GAMMA}.ttl").headers["ETag"]
    facts = client.front._parts.releases.current().facts
    facts.store = counting = CountingStore(facts.store)
    for path in (f"{GAMMA}.ttl", f"{GAMMA}.ttl?anew"):
        answer = client.get(path, headers={"If-None-Match": tag})
        assert answer.status_code == 304
    assert counting.asked == 0


@pytest.mark.parametrize("path", [GAMMA, f"{GAMMA}.nq", "/id/city/xb-gamma"])
def test_head_tells_what_get_tells_without_the_body(client, path):
    head, get = client.head(path), client.get(path)
    assert (head.status_code, head.data) == (get.status_code, b"")
    told = [dict(answer.headers) for answer in (head, get)]
    for headers in told:
        headers.pop("x-request-id", None)
        if headers.get("content-length") == "0":  # which HEAD may leave out
            headers.pop("content-length")
    assert told[0] == told[1]


@pytest.mark.parametrize("header", ["Accept-Datetime", "Range", "If-Range"])
def test_what_asks_for_the_past_or_for_a_part_gets_no_kept_answer(client, header):
    kept = client.get(f"{GAMMA}.ttl").headers["X-Request-Id"]
    answer = client.get(f"{GAMMA}.ttl", headers={header: "bytes=0-9"})
    assert answer.headers["X-Request-Id"] != kept
    assert answer.status_code in (200, 206, 302, 400)


def test_profiles_are_kept_apart(client):
    wanted = {"Accept-Profile": "<https://schema.org/>"}
    plain = client.get(f"{ALPHA}.ttl").data
    assert client.get(f"{ALPHA}.ttl", headers=wanted).data != plain
    assert client.get(f"{ALPHA}.ttl").data == plain
