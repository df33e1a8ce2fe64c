"""Whatever a document shows in HTML or RDF, the history tells when it last changed."""

import re
import time

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.release.history import open_history
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from c2c_graph.web import addresses
from tests.local_engine import LocalEngine
from tests.release.edited_places import Places
from tests.release.edited_places import things_of
from tests.web.conftest import client_of

FORMATS = ("text/html", "application/trig", "application/ld+json")
# pages that are not of one thing tell which release they are made from
RELEASE = re.compile(
    r"of \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC|[Rr]elease \d+|/releases/\d+"
)


def documents(client, release):
    """Return every document of `release` in every format, by thing."""
    time.sleep(0.02)  # until the server looks for a new release again
    found = {}
    for iri in things_of(release):
        path = addresses.document_path(iri).partition("#")[0]
        answers = [client.get(path, headers={"Accept": f}) for f in FORMATS]
        found[iri] = [RELEASE.sub("", a.text) for a in answers if a.status_code == 200]
    return found


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_page_that_reads_otherwise_has_changed(tmp_path, seed):
    settings = Settings(
        home=tmp_path / "home", dataset=tmp_path / "dataset", client_requests=10**9
    )
    places = Places(settings.dataset, seed)
    number = make_release(settings, gate=None).number
    engine = LocalEngine(lambda n: open_release(settings.home, n).store, settings)
    client = client_of(settings, engine)
    before = documents(client, open_release(settings.home, number))
    for _ in range(20):
        places.edit()
        number = make_release(settings, gate=None).number
        history = open_history(settings.home, number)
        after = documents(client, open_release(settings.home, number))
        for iri in before.keys() & after.keys():
            if history.last_change(iri) != number:
                assert after[iri] == before[iri]
        before = after
