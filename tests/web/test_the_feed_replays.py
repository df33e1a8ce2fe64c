"""Who follows the feed has what the releases state, from wherever they begin."""

import http.client
import random
from urllib.parse import urlsplit

import pytest

from c2c_graph.release import feed
from c2c_graph.release import pointer
from c2c_graph.release import versions
from c2c_graph.release.dump_making import make
from c2c_graph.release.dumps import ASSERTED
from c2c_graph.release.dumps import find
from c2c_graph.release.manifest import read_manifest
from tests.serving import serving
from tests.web.conftest import client_of
from tests.web.growing_home import TEXTS
from tests.web.growing_home import Home
from tests.web.mirror import TYPES
from tests.web.mirror import Mirror

ROOT = "http://localhost/feed"


@pytest.fixture(scope="module")
def small_pages():
    """Pages of two members, blocks of three pages."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "PAGE_MEMBERS", 2)
        patch.setattr(feed, "BLOCK_PAGES", 3)
        yield


@pytest.fixture
def home(tmp_path, small_pages):
    return Home(tmp_path)


@pytest.fixture(scope="module")
def grown(tmp_path_factory, small_pages):
    """A home with releases of all the texts."""
    home = Home(tmp_path_factory.mktemp("grown"))
    for text in TEXTS:
        home.release(text)
    return home


@pytest.fixture
def mirror(grown):
    return Mirror(asking(client_of(grown.settings)), ROOT)


def asking(client):
    """Return a function with which a mirror asks `client`."""

    def fetch(address, accept, tag):
        headers = {"Accept": accept} | ({"If-None-Match": tag} if tag else {})
        answer = client.get(urlsplit(address).path, headers=headers)
        found = {name.lower(): value for name, value in answer.headers.items()}
        return answer.status_code, found, answer.data

    return fetch


def over_http(address, accept, tag):
    """Ask a real server."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    headers = {"Accept": accept} | ({"If-None-Match": tag} if tag else {})
    connection.request("GET", parts.path, headers=headers)
    answer = connection.getresponse()
    found = {name.lower(): value for name, value in answer.getheaders()}
    body = answer.read()
    connection.close()
    return answer.status, found, body


def follow_releases(home, texts, begin_at):
    """Release `texts`; mirrors begun on the way hold what each release states."""
    client, mirrors = client_of(home.settings), []
    for place, text in enumerate(texts):
        number = home.release(text)
        if place in begin_at:
            media_type = list(TYPES)[place % len(TYPES)]
            mirrors.append(Mirror(asking(client), ROOT, media_type))
        for mirror in mirrors:
            mirror.follow()
            assert mirror.sha256() == home.sha256(number)


def test_from_the_start_and_from_any_bookmark_it_gives_what_is_stated(home):
    follow_releases(home, TEXTS, begin_at=range(len(TEXTS)))


@pytest.mark.parametrize("media_type", TYPES)
def test_it_gives_the_same_in_each_format(grown, mirror, media_type):
    mirror.media_type = media_type
    mirror.follow()
    assert mirror.sha256() == grown.sha256(grown.last)


def test_it_gives_the_dump_of_the_asserted_graphs_blank_nodes_too(home):
    for text in TEXTS[:2]:
        home.release(text)
    mirror = Mirror(asking(client_of(home.settings)), ROOT)
    mirror.follow()
    make(home.settings, home.last, lambda seconds: None)
    dump = find(home.settings.home, home.last, f"{ASSERTED}.gz")
    assert ".well-known/genid/" in mirror.text()
    assert mirror.sha256() == dump.content_sha256


def test_who_has_seen_all_is_told_so_by_one_request(mirror):
    assert mirror.follow() > 0
    mirror.fetched.clear()
    assert mirror.follow() == 0
    assert mirror.fetched == [ROOT]


def test_who_comes_back_fetches_only_what_leads_to_news(grown, mirror):
    mirror.follow()
    every = set(mirror.fetched)
    late = Mirror(mirror.fetch, ROOT)
    late.position = mirror.position - 1  # a bookmark, and nothing else
    assert late.follow() == 1
    pages = [address for address in late.fetched if "/index/" not in address]
    assert len(every) > len(late.fetched)
    assert pages == [ROOT, f"{ROOT}/{grown.last}/1"]


def test_positions_and_times_only_grow(mirror):
    mirror.follow()
    positions = [position for _, position, *_ in mirror.members]
    assert positions == list(range(1, len(positions) + 1))
    times = [time for time, *_ in mirror.members]
    assert times == sorted(times)


def test_a_clock_set_back_does_not_disturb_the_order(home):
    home.release(TEXTS[0])
    file = pointer.release_folder(home.settings.home, 1) / "release.json"
    told, late = read_manifest(file.parent).created, "2999-01-01T00:00:00Z"
    file.write_text(file.read_text().replace(told, late))
    home.release(TEXTS[1])
    assert feed.open_feed(home.settings.home, 2).editions[-1].created == late


@pytest.mark.long
def test_a_real_server_is_followed_while_releases_are_made(tmp_path):
    home = Home(tmp_path)
    home.release(TEXTS[0])
    settings = {"dataset": home.settings.dataset}
    with serving(home.settings.home, settings=settings) as server:
        mirror = Mirror(over_http, f"{server.address}/feed", "application/n-quads")
        mirror.follow()
        assert mirror.sha256() == home.sha256(1)
        for text in TEXTS[1:4]:
            number = home.release(text)
        while mirror.follow() == 0:
            pass
        mirror.follow()
        assert mirror.sha256() == home.sha256(number)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(5))
def test_many_random_edits_are_followed(home, seed):
    chance = random.Random(seed)
    subjects, objects = "abcd", ["1", "2", "<urn:a>", "_:x"]
    texts = [
        " ".join(
            f"<urn:{chance.choice(subjects)}> <urn:p> {chance.choice(objects)} ."
            for _ in range(chance.randrange(8))
        )
        for _ in range(40)
    ]
    follow_releases(home, texts, begin_at={0, *chance.sample(range(40), 8)})
