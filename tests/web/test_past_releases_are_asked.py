"""Any past release answers at `/releases/{n}/sparql`, its store made again at need."""

import json
import shutil
import time

import pytest

from c2c_graph.release.pointer import STORE
from c2c_graph.release.pointer import release_folder
from tests.web.conftest import released

COUNT = "query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20%3Fp%20%3Fo%7D&format=csv"
ADDED = "\n<http://e.example/s> <http://e.example/p> <http://e.example/o> .\n"


def counted(server, address):
    status, headers, body = server.ask("GET", f"{address}?{COUNT}")
    assert status == 200, body
    return int(body.split()[1]), headers


@pytest.fixture(scope="module")
def two_releases(serve):
    server = serve(slots=1)
    with (server.settings.dataset / "data" / "places.ttl").open("a") as file:
        file.write(ADDED)
    released(server.settings)
    return server


def test_an_old_release_answers_as_it_did(two_releases):
    newest, headers = counted(two_releases, "/sparql")
    assert headers["c2c-release"] == "2"
    first, headers = counted(two_releases, "/releases/1/sparql")
    assert (first, headers["c2c-release"]) == (newest - 1, "1")
    assert "/releases/1/city2city.nq.gz" in headers["link"]
    assert counted(two_releases, "/releases/2/sparql")[0] == newest


def test_a_store_that_is_gone_is_made_again_while_the_asker_is_told_how_far(
    two_releases,
):
    before, _ = counted(two_releases, "/releases/1/sparql")
    shutil.rmtree(release_folder(two_releases.settings.home, 1) / STORE)
    two_releases.ask("GET", f"/releases/2/sparql?{COUNT}&x=1")
    status, headers, body = two_releases.ask("GET", f"/releases/1/sparql?{COUNT}&x=2")
    assert status == 202
    assert int(headers["retry-after"]) > 0
    assert 0 <= json.loads(body)["done"] <= 1
    end = time.monotonic() + 30
    while status == 202 and time.monotonic() < end:
        time.sleep(0.1)
        status, _, body = two_releases.ask("GET", f"/releases/1/sparql?{COUNT}&x=3")
    assert int(body.split()[1]) == before


def test_a_release_that_never_was_is_not_found(two_releases):
    status, headers, body = two_releases.ask("GET", f"/releases/99/sparql?{COUNT}")
    assert (status, headers["content-type"]) == (404, "application/problem+json")
    assert "there is no release 99" in json.loads(body)["detail"]
