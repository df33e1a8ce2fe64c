"""A small dataset of our own, and releases made from it."""

from collections.abc import Callable
from collections.abc import Mapping
from pathlib import Path

import pytest

from c2c_graph.release.build import Outcome
from c2c_graph.release.build import make_release
from c2c_graph.settings import Settings

PREFIXES = """
@prefix c2c: <https://w3id.org/city2city/ns#> .
@prefix city: <https://w3id.org/city2city/id/city/> .
@prefix country: <https://w3id.org/city2city/id/country/> .
@prefix membership: <https://w3id.org/city2city/id/membership/> .
@prefix network: <https://w3id.org/city2city/id/network/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix region: <https://w3id.org/city2city/id/region/> .
@prefix schema: <https://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

FILES = {
    "ontology/ns.ttl": """
        c2c:City rdfs:subClassOf schema:City .
        schema:City rdfs:subClassOf schema:Place .
        c2c:memberCity owl:inverseOf c2c:hasMembership .
        c2c:unLocode rdfs:subPropertyOf schema:identifier .
        c2c:within a owl:TransitiveProperty .
        c2c:hasBeenMemberOf
            owl:propertyChainAxiom <https://w3id.org/city2city/ns/list/1> .
        <https://w3id.org/city2city/ns/list/1> rdf:first c2c:hasMembership ;
            rdf:rest <https://w3id.org/city2city/ns/list/2> .
        <https://w3id.org/city2city/ns/list/2> rdf:first org:organization ;
            rdf:rest rdf:nil .
    """,
    "shapes/City.ttl": "c2c:CityShape a rdfs:Resource .",
    "data/cities/se.ttl": """
        city:se-malmo a c2c:City ; rdfs:label "Malmö"@sv ; c2c:unLocode "SEMMA" ;
            c2c:within country:se .
    """,
    "data/regions.ttl": "country:se c2c:within region:nordic .",
    "data/memberships/c40.ttl": """
        membership:c40--se-malmo c2c:memberCity city:se-malmo ;
            org:organization network:c40 .
    """,
}


class SmallDataset:
    """A folder whose files a test writes; prefixes are declared for it."""

    def __init__(self, folder: Path, files: Mapping[str, str] = FILES) -> None:
        self.folder = folder
        for name, text in files.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if name.endswith(".nq") else PREFIXES + text)

    def remove(self, name: str) -> None:
        (self.folder / name).unlink()


@pytest.fixture
def dataset(tmp_path: Path) -> SmallDataset:
    return SmallDataset(tmp_path / "dataset")


@pytest.fixture
def settings(tmp_path: Path, dataset: SmallDataset) -> Settings:
    return Settings(home=tmp_path / "home", dataset=dataset.folder)


@pytest.fixture
def release(settings: Settings) -> Callable[[], Outcome]:
    """Make a release of the small dataset as it is now."""
    return lambda: make_release(settings, gate=None)
