"""Two releases of the shipped data, with dumps, and who asks for them."""

import json
import re
import shutil
from dataclasses import replace
from functools import cache

import pytest
from rdflib import Graph

from c2c_graph.release import dump_making
from c2c_graph.release.build import make_release
from c2c_graph.settings import Settings
from c2c_graph.settings import packaged_dataset
from c2c_graph.web.making import make_front
from tests.web.front_client import FrontClient

BASE = "http://localhost"
CONTACT = "mailto:data@example.org"
EDIT = """
<https://w3id.org/city2city/id/country/se>
    <http://www.w3.org/2004/02/skos/core#editorialNote> "Edited."@en ;
.
"""


@pytest.fixture(scope="session")
def told_settings(shipped_home, tmp_path_factory):
    """The settings of a home with two releases; the second has dumps in Turtle, too."""
    folder = tmp_path_factory.mktemp("told")
    home, dataset = folder / "var", folder / "dataset"
    shutil.copytree(shipped_home, home, symlinks=True)
    for name in ("ontology", "data", "shapes", "sparql"):
        shutil.copytree(packaged_dataset() / name, dataset / name)
    with (dataset / "data/countries.ttl").open("a") as file:
        file.write(EDIT)
    settings = Settings(
        home=home,
        dataset=dataset,
        contact=CONTACT,
        dump_formats="nq ttl",
    )
    assert make_release(settings, gate=None).number == 2
    dump_making.make(settings, 2, lambda done: None)
    return settings


@pytest.fixture(scope="session")
def told_client(told_settings):
    """Asks the whole web tier over these releases, in this process."""
    return FrontClient(make_front(told_settings))


@pytest.fixture(scope="session")
def nameless_client(told_settings):
    """The same where the settings name no contact."""
    return FrontClient(make_front(replace(told_settings, contact="")))


@pytest.fixture(scope="session")
def fetched(told_client):
    """Return a function that returns the RDF at a path as a graph of rdflib."""

    @cache
    def fetched(path):
        answer = told_client.get(path, headers={"Accept": "text/turtle"})
        assert answer.status_code == 200, answer.text
        return Graph().parse(data=answer.text, format="turtle")

    return fetched


@pytest.fixture(scope="session")
def catalogue(fetched):
    return fetched("/catalog")


def embedded(page):
    """Return the schema.org description that a page carries."""
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page, re.S
    )
    found = [json.loads(script) for script in scripts]
    (dataset,) = (one for one in found if one.get("@type") == "Dataset")
    return dataset
