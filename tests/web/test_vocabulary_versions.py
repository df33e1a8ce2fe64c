"""Each version of the vocabulary at its owl:versionIRI, also when it is an old one."""

import shutil

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.settings import Settings
from tests.web.conftest import SMALL
from tests.web.conftest import client_of
from tests.web.conftest import released

OLD, NEW = "https://w3id.org/city2city/ns/9.9.9", "https://w3id.org/city2city/ns/10.0.0"
CITY = NamedNode("https://w3id.org/city2city/ns#City")
DISTRICT = NamedNode("https://w3id.org/city2city/ns#District")
TURTLE = {"Accept": "text/turtle"}


@pytest.fixture(scope="module")
def grown(tmp_path_factory):
    """A client over a dataset whose vocabulary has got a new version."""
    folder = tmp_path_factory.mktemp("versions")
    dataset = shutil.copytree(SMALL, folder / "dataset")
    settings = Settings(home=folder / "home", dataset=dataset)
    released(settings)
    ontology = dataset / "ontology" / "ns.ttl"
    text = ontology.read_text().replace(OLD, NEW)
    ontology.write_text(text + "\nc2c:District a owl:Class .\n")
    released(settings)
    return client_of(settings)


def subjects(answer):
    return {quad.subject for quad in parse(answer.data, format=RdfFormat.TURTLE)}


@pytest.mark.parametrize("path", ["/ns", "/ns/10.0.0", "/ns/10.0.0.ttl"])
def test_the_version_in_force_answers_at_both_iris(grown, path):
    answer = grown.get(path, headers=TURTLE)
    assert {CITY, DISTRICT} <= subjects(answer)
    assert answer.headers["Content-Location"] == path.removesuffix(".ttl") + ".ttl"


@pytest.mark.parametrize("path", ["/ns/9.9.9", "/ns/9.9.9.ttl"])
def test_an_older_version_stays_as_it_was(grown, path):
    found = subjects(grown.get(path, headers=TURTLE))
    assert CITY in found
    assert DISTRICT not in found


def test_people_are_told_which_version_is_in_force(grown):
    old = grown.get("/ns/9.9.9", headers={"Accept": "text/html"}).text
    assert "no longer in force" in old
    assert 'id="City"' in old
    new = grown.get("/ns", headers={"Accept": "text/html"}).text
    assert "no longer in force" not in new
    assert 'href="/ns/9.9.9"' in new


@pytest.mark.parametrize("path", ["/ns/1.2.3", "/ns/9.9.9.exe", "/ns/City"])
def test_a_version_that_never_was_is_not_found(grown, path):
    assert grown.get(path).status_code == 404
