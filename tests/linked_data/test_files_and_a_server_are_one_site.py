"""Files with a server behind them: one site, for caches and for who asks for more."""

import pytest

DOCUMENT = "/doc/city/xa-alpha"
PAST = "Thu, 01 Jan 2015 00:00:00 GMT"
ORG = "<https://w3id.org/city2city/profile/org>"


def varies(answer):
    return {name.strip() for name in answer.headers["Vary"].split(",")}


def test_the_past_and_other_profiles_come_from_the_server(fronted):
    past = fronted.get(DOCUMENT, "text/turtle", Accept_Datetime=PAST)
    assert past.headers["Location"] == f"/releases/1{DOCUMENT}"
    other = fronted.get(DOCUMENT, "text/turtle", Accept_Profile=ORG)
    assert other.headers["Content-Profile"] == ORG


@pytest.mark.parametrize("path", [DOCUMENT, f"{DOCUMENT}.ttl"])
def test_a_cache_is_told_that_files_answer_only_who_asks_for_no_more(fronted, path):
    assert {"Accept-Profile", "Accept-Datetime"} <= varies(fronted.get(path, "*/*"))


@pytest.mark.parametrize(
    ("path", "accept", "status"),
    [
        ("/doc/city/nowhere", "text/turtle", 404),
        (DOCUMENT, "image/png", 406),
        ("/doc/city/xa-atlantis", "text/turtle", 410),
    ],
)
def test_faults_are_told_as_without_a_server(fronted, static, path, accept, status):
    answer = fronted.get(path, accept)
    assert answer.status_code == status
    assert answer.content == static.get(path, accept).content
