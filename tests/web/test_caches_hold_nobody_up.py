"""Caches that are being made, or cannot be, hold nobody up and are told of."""

import fcntl
from concurrent.futures import FIRST_COMPLETED
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import wait
from contextlib import contextmanager

import pytest

from c2c_graph.release import pointer
from c2c_graph.web import crawling
from c2c_graph.web.context import WAITING
from c2c_graph.web.making import THREADS
from tests.web.conftest import client_of
from tests.web.past_releases import NEW
from tests.web.past_releases import Past


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    past = Past(tmp_path_factory.mktemp("lists"))
    past.release()
    return past.settings


@contextmanager
def being_made(settings, folder):
    """Hold the lock of who makes what stands in `folder`."""
    (settings.home / folder).mkdir(exist_ok=True)
    with (settings.home / folder / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def begun(client, path, askers):
    """Return how `path` is answered to each of more clients than there are threads."""
    return {
        askers.submit(
            client.get, path, environ_base={"REMOTE_ADDR": f"198.51.100.{number}"}
        )
        for number in range(2 * THREADS)
    }


def refused(asking):
    """Return those of `asking` that go on, once all others are told to come again."""
    while len(asking) > WAITING:
        done, asking = wait(asking, 20, FIRST_COMPLETED)
        assert {answer.result().status_code for answer in done} == {503}
    return asking


@pytest.mark.parametrize(
    ("folder", "path"), [("lists", "/doc/city"), ("sitemaps", "/sitemap.xml")]
)
def test_pages_are_answered_meanwhile(settings, monkeypatch, folder, path):
    monkeypatch.setattr(crawling, "_WAIT_SECONDS", 1.0)
    client = client_of(settings)
    with ThreadPoolExecutor(2 * THREADS) as askers:
        with being_made(settings, folder):
            asking = refused(begun(client, path, askers))
            assert client.get("/graph").status_code == 200
            assert asking
        wait(asking)
    assert client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("folder", "path"), [("lists", "/search?q=a"), ("sitemaps", "/sitemap-1.xml")]
)
def test_what_cannot_be_made_is_told(tmp_path, folder, path):
    past = Past(tmp_path)
    past.release()
    (past.settings.home / folder).write_text("no folder, as on a disk that is full")
    answer = client_of(past.settings).get(path)
    assert answer.status_code == 503
    assert f"C2C_HOME/{folder}" in answer.json["detail"]


def test_what_cannot_be_known_without_caches_is_not_denied(tmp_path):
    past = Past(tmp_path)
    past.release()
    past.write("data/new.ttl", NEW)
    past.release()
    for name in ("differences", "history.sqlite"):
        pointer.remove(past.settings.home / name)
    (past.settings.home / "differences").write_text("no folder")
    (past.settings.home / "history.sqlite").mkdir()
    client = client_of(past.settings)
    assert client.get("/doc/city/xa-alpha.ttl").status_code == 200
    for path in ("/releases/2/diff", "/releases/1/doc/city/xa-alpha.ttl"):
        assert client.get(path).status_code == 503
