"""One fault is told once, by the rule that says most about it."""

import shutil

import pytest

from c2c_graph.settings import packaged_dataset
from tests.validation.conftest import PREFIXES
from tests.validation.conftest import Folder

SOUND = 'city:se-malmo a c2c:City ; rdfs:label "Malmö"@en ; c2c:country country:se .'
# each on a line of its own: what is written, and the one rule that is told there
ONCE = {
    "city:se-malmo geo:hasDefaultGeometry [] .": "blank-node",
    "network:xx-lund a c2c:Citty .": "undefined-term",
    'city:se-malmo schema:sameAs "Q2211" .': "same-as",
    "city:se-malmo c2c:exposedTo c2cd:nothing .": "City-exposed-to",
    "city:se-malmo rdfs:seeAlso region:nowhere .": "dangling-iri",
    "city:se-malmo rdfs:seeAlso wd:Q1, post:a .": None,
    'post:a rdfs:label "A"@en .': "untyped-entry",
    "city:se-malmo c2c:contry country:se .": "undefined-term",
    "city:se-malmo c2c:targetValue 40, 5 .": "undefined-term",
}


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    home = Folder(tmp_path_factory.mktemp("once"))
    for part in ("ontology", "shapes"):
        shutil.copytree(packaged_dataset() / part, home.path / part)
    country = 'country:se a c2c:Country ; rdfs:label "Sweden"@en .'
    home.file("data/a.ttl", "\n".join([PREFIXES + country, SOUND, *ONCE]))
    return home.findings()


@pytest.mark.parametrize("text", ONCE)
def test_a_fault_is_told_once(findings, text):
    told = [f.rule.rpartition("#")[2] for f in findings if f.text == text]
    assert told == ([ONCE[text]] if ONCE[text] else [])


def test_what_is_told_knows_the_nearest_name(findings):
    (finding,) = (f for f in findings if "Citty" in f.text)
    assert finding.near.endswith("ns#City")
    assert finding.repair == "a c2c:City"


def test_a_property_is_not_taken_for_a_class(findings):
    (finding,) = (f for f in findings if "targetValue" in f.text)
    assert not finding.near.endswith("ns#Target")
