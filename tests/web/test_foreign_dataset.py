"""Any folder with data/ in it can be served, whatever its IRIs are."""

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from tests.local_engine import LocalEngine
from tests.web.conftest import client_of

TRIG = """
<urn:g> { <urn:a> a <urn:T> ; <urn:p> [ <urn:q> 1 ] }
_:g { <urn:b> a <urn:T> }
<urn:c> a <urn:T> .
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("foreign")
    (folder / "data").mkdir()
    (folder / "data" / "things.trig").write_text(TRIG)
    settings = Settings(home=folder / "var", dataset=folder)
    make_release(settings)
    release = open_release(settings.home)
    engine = LocalEngine(lambda number: release.store, settings)
    return client_of(settings, engine)


@pytest.mark.parametrize("path", ["/", "/doc", "/graph", "/sparql"])
def test_its_pages_are_there(client, path):
    assert client.get(path, headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize("path", ["/ns", "/shapes", "/dataset"])
def test_what_it_does_not_have_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_its_named_graphs_keep_their_names(client):
    query = "SELECT ?g { GRAPH ?g { ?s a <urn:T> } FILTER(isIRI(?g)) } ORDER BY ?g"
    answer = client.get(
        "/sparql", query_string={"query": query}, headers={"Accept": "text/csv"}
    )
    assert answer.get_data(as_text=True).split() == [
        "g",
        "https://w3id.org/city2city/graph/data/things.trig",
        "urn:g",
    ]
