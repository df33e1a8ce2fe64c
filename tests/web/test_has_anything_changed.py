"""One conditional request tells whether anything has changed: 304 while nothing has."""

import pytest

from tests.web.conftest import client_of
from tests.web.conftest import engine_of
from tests.web.past_releases import NEW
from tests.web.past_releases import Past

ALPHA, GAMMA = "/doc/city/xa-alpha.ttl", "/doc/city/xb-gamma.ttl"
WHOLE = ("/dataset.ttl", "/releases", "/releases.json", "/releases.ttl")
FEEDS = ("/releases.atom", "/feed")
ENTITIES = (ALPHA, GAMMA, "/doc/city/xa-alpha.html", "/doc/city/xb-gamma.jsonld")
CHANGED = (*WHOLE, *FEEDS, ALPHA, "/doc/city/xa-alpha.html")
# graphs, vocabulary and shapes are documents too, and what JSON-LD is read with
KEPT = (
    "/graph/data/networks.ttl",
    "/graph/data/networks.nt",
    "/graph/data/networks.jsonld",
    "/store?graph=https://w3id.org/city2city/graph/data/networks&format=rdf",
    "/ns.ttl",
    "/shapes.jsonld",
    "/context.jsonld",
)
PATHS = (*WHOLE, *FEEDS, *ENTITIES, *KEPT)


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """Return the status of a conditional request before and after a release."""
    past = Past(tmp_path_factory.mktemp("changed"))
    past.release()
    client = client_of(past.settings, engine_of(past.settings))
    tags = {path: client.get(path).headers["ETag"] for path in PATHS}

    def asked():
        given = {path: {"If-None-Match": tags[path]} for path in PATHS}
        answers = {path: client.get(path, headers=given[path]) for path in PATHS}
        return {path: (a.status_code, len(a.data)) for path, a in answers.items()}

    before = asked()
    past.replace("data/places.ttl", '"Alpha"@en', '"Alfa"@en')
    past.write("data/new.ttl", NEW)
    past.release()
    return before, asked()


@pytest.mark.parametrize("path", PATHS)
def test_while_nothing_changes_the_answer_is_304_without_a_body(seen, path):
    assert seen[0][path] == (304, 0)


@pytest.mark.parametrize("path", CHANGED)
def test_what_a_release_changed_is_sent_whole(seen, path):
    status, length = seen[1][path]
    assert status == 200
    assert length > 0


@pytest.mark.parametrize("path", sorted({*ENTITIES, *KEPT} - {*CHANGED}))
def test_a_document_that_did_not_change_stays_as_it_was(seen, path):
    assert seen[1][path] == (304, 0)
