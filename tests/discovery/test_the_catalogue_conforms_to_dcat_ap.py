"""The catalogue has what DCAT-AP 3.0.1 demands and recommends, by shapes of our own."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import DCTERMS
from rdflib import FOAF
from rdflib import RDF
from rdflib import RDFS
from rdflib import SH
from rdflib import Graph
from rdflib import Namespace
from rdflib import URIRef

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
DATASET = URIRef("https://w3id.org/city2city/dataset")
CATALOG = URIRef("https://w3id.org/city2city/catalog")
SERVICE = URIRef("http://localhost/sparql")
FEED = URIRef("http://localhost/feed")
RELEASE = URIRef("https://w3id.org/city2city/releases/2")
DUMP = URIRef("https://w3id.org/city2city/releases/2#city2city.nq.gz")
SUM = URIRef(DUMP + ".sha256")
PUBLISHER = URIRef("https://w3id.org/city2city/dataset#publisher")
CLAUSES = "https://semiceu.github.io/DCAT-AP/releases/3.0.1#"
# what nobody states of the data, and so nobody is told
UNKNOWN = {"Dataset.temporalcoverage"}


@pytest.fixture(scope="module")
def shapes():
    return Graph().parse(Path(__file__).parent / "dcat-ap.ttl")


@pytest.fixture(scope="module")
def part(catalogue):
    """The catalogue with one dataset, file and hash of its many."""
    many = (DCAT.Dataset, DCAT.Distribution, SPDX.Checksum)
    others = {node for name in many for node in catalogue.subjects(RDF.type, name)}
    others -= {DATASET, RELEASE, DUMP, SUM}
    few = Graph()
    for subject, predicate, value in catalogue:
        if subject not in others and value not in others:
            few.add((subject, predicate, value))
    return few


@pytest.fixture(scope="module")
def found(shapes):
    """Return a function that returns {clause: nodes} of results of one severity."""

    def found(graph, severity):
        _, report, _ = pyshacl.validate(graph, shacl_graph=shapes, advanced=False)
        told = {}
        for result in report.subjects(SH.resultSeverity, severity):
            shape = report.value(result, SH.sourceShape)
            clause = str(shapes.value(shape, RDFS.seeAlso)).removeprefix(CLAUSES)
            told.setdefault(clause, set()).add(report.value(result, SH.focusNode))
        return told

    return found


def test_all_that_is_mandatory_is_there(catalogue, found) -> None:
    assert found(catalogue, SH.Violation) == {}


def test_of_the_dataset_only_what_nobody_knows_is_missing(part, found) -> None:
    missing = found(part, SH.Warning)
    assert {clause for clause, nodes in missing.items() if DATASET in nodes} == UNKNOWN


@pytest.mark.parametrize("node", [CATALOG, SERVICE, FEED, DUMP], ids=str)
def test_all_that_is_recommended_is_there(part, found, node) -> None:
    missing = found(part, SH.Warning)
    assert [clause for clause, nodes in missing.items() if node in nodes] == []


@pytest.mark.parametrize(
    ("subject", "predicate", "clause"),
    [
        (CATALOG, DCTERMS.title, "Catalogue.title"),
        (CATALOG, DCTERMS.description, "Catalogue.description"),
        (CATALOG, DCTERMS.publisher, "Catalogue.publisher"),
        (DATASET, DCTERMS.title, "Dataset.title"),
        (DATASET, DCTERMS.description, "Dataset.description"),
        (DUMP, DCAT.accessURL, "Distribution.accessURL"),
        (SUM, SPDX.algorithm, "Checksum.algorithm"),
        (SUM, SPDX.checksumValue, "Checksum.checksumvalue"),
        (SERVICE, DCTERMS.title, "DataService.title"),
        (SERVICE, DCAT.endpointURL, "DataService.endpointURL"),
        (PUBLISHER, FOAF.name, "Agent.name"),
    ],
)
def test_the_shapes_miss_what_is_taken_away(
    part, found, subject, predicate, clause
) -> None:
    without = Graph()
    for triple in part:
        if triple[:2] != (subject, predicate):
            without.add(triple)
    assert clause in found(without, SH.Violation)


def test_every_shape_leads_to_its_clause_and_says_what_to_do(shapes) -> None:
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        assert str(shapes.value(shape, RDFS.seeAlso)).startswith(CLAUSES)
        assert shapes.value(shape, SH.message)


def test_releases_are_versions_that_lead_to_each_other(catalogue) -> None:
    # DCAT 3 §11.1
    former = URIRef("https://w3id.org/city2city/releases/1")
    assert set(catalogue.objects(DATASET, DCAT.hasVersion)) == {former, RELEASE}
    assert catalogue.value(DATASET, DCAT.hasCurrentVersion) == RELEASE
    assert catalogue.value(RELEASE, DCAT.previousVersion) == former
    assert str(catalogue.value(DATASET, DCAT.version)) == "2"


def test_every_named_graph_is_a_dataset_with_licence_and_files(
    catalogue, told_settings
) -> None:
    parts = set(catalogue.subjects(DCTERMS.isPartOf, DATASET))
    assert len(parts) > 100
    for node in parts:
        assert catalogue.value(node, DCTERMS.license)
        assert catalogue.value(node, DCAT.distribution)


def test_no_contact_is_told_where_none_is_known(nameless_client) -> None:
    answer = nameless_client.get("/catalog.ttl")
    assert "contactPoint" not in answer.text
    assert "vcard" not in answer.text
