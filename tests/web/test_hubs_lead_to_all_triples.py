"""A document that cannot hold all that is said of a hub leads to the rest."""

import re

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph.dereference.describe import INCOMING_LIMIT
from c2c_graph.dereference.document import PRIMARY_TOPIC
from c2c_graph.settings import Settings
from tests.local_engine import LocalEngine
from tests.web.conftest import client_of

HUB = NamedNode(namespaces.DEFINITIONS + "claim-status/as-by-source")


@pytest.fixture
def client(shipped_home, shipped_release):
    settings = Settings(home=shipped_home)
    engine = LocalEngine(lambda number: shipped_release.store, settings)
    return client_of(settings, engine)


def triples(answer):
    return {quad.triple for quad in parse(answer.data, format=RdfFormat.N_TRIPLES)}


def test_the_link_of_a_hub_gives_every_triple_about_it(client):
    document = client.get("/doc/def/claim-status/as-by-source.nt")
    (related,) = re.findall(r'<([^>]+)>; rel="related"', document.headers["Link"])
    every = triples(client.get(related, headers={"Accept": "application/n-triples"}))
    told = {t for t in triples(document) if HUB in (t.subject, t.object)}
    said_of_the_document = {t for t in told if t.predicate == PRIMARY_TOPIC}
    assert told - said_of_the_document < every
    assert len(every) > INCOMING_LIMIT


def test_what_is_told_whole_needs_no_such_link(client):
    assert 'rel="related"' not in client.get("/doc/country/ax.nt").headers["Link"]
