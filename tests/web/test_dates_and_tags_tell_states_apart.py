"""No date, tag or redirection stands for two answers that differ."""

import pytest

from tests.web.conftest import client_of
from tests.web.past_releases import FIRST
from tests.web.past_releases import Past

ALPHA = "/doc/city/xa-alpha.ttl"
DIFF = "/releases/2/diff.html"
NOW = "Thu, 01 Jan 2099 00:00:00 GMT"
MERGED = "/id/city/xa-atlantida"
LEADING = ("/id/city/xa-alpha", MERGED, "/doc/city/xa-atlantida")


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """Two releases within one second, the second renames Alpha: a client of the
    second, and what Alpha's document was in the first."""
    past = Past(tmp_path_factory.mktemp("second"))
    past.release(FIRST)
    client = client_of(past.settings)
    before = client.get(ALPHA)
    past.replace("data/places.ttl", '"Alpha"@en', '"Alfa"@en')
    past.release(FIRST)
    return client, before


def test_a_change_within_the_second_is_not_hidden_by_its_date(answers):
    client, before = answers
    since = before.headers["Last-Modified"]
    after = client.get(ALPHA, headers={"If-Modified-Since": since})
    assert after.status_code == 200
    assert after.data != before.data


def test_what_such_a_release_left_alone_keeps_its_date(answers):
    client, before = answers
    gamma = client.get("/doc/city/xb-gamma.ttl").headers
    assert gamma["Last-Modified"] == before.headers["Last-Modified"]


def test_a_difference_has_a_tag_for_each_language(answers):
    client, _ = answers
    tags = {
        client.get(DIFF, headers={"Accept-Language": tongue}).headers["ETag"]
        for tongue in ("en", "fr")
    }
    assert len(tags) == 2


@pytest.mark.parametrize("path", LEADING)
@pytest.mark.parametrize("given", [{}, {"Accept-Datetime": NOW}], ids=["now", "then"])
def test_what_leads_on_tells_what_it_depends_on(get, path, given):
    found = get(path, **given).headers["Vary"]
    assert "Accept-Datetime" in found


@pytest.mark.parametrize("given", [{}, {"Accept-Datetime": NOW}], ids=["now", "then"])
def test_a_profile_asked_for_is_kept_on_the_way(get, given):
    for path in LEADING[:2]:
        location = get(f"{path}?_profile=schema", **given).headers["Location"]
        assert location.endswith("?_profile=schema")
