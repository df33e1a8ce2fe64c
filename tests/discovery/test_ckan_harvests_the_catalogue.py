"""CKAN, asked to harvest the catalogue, makes of it what portals need."""

import pytest

from c2c_graph.release.dumps import dumps_of
from tests.discovery import ckan

pytestmark = pytest.mark.long
IRIS = "https://w3id.org/city2city/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
AUTHORITY = "http://publications.europa.eu/resource/authority/"


@pytest.fixture(scope="module")
def datasets(told_client):
    """The datasets that ckanext-dcat reads, by IRI."""
    try:
        found = ckan.harvested(told_client.get("/catalog.ttl").text)
    except ckan.Unavailable as reason:
        pytest.skip(str(reason))
    return {extras(dataset)["uri"]: dataset for dataset in found}


def extras(dataset):
    return {extra["key"]: extra["value"] for extra in dataset["extras"]}


def test_the_dataset_comes_out_with_what_describes_it(datasets) -> None:
    found = datasets[IRIS + "dataset"]
    assert found["title"] == "City2City: cities, their networks and what they promise"
    assert found["notes"].startswith("A knowledge graph of cities")
    assert found["version"] == "2"
    assert {tag["name"] for tag in found["tags"]} >= {"cities", "villes", "ciudades"}
    told = extras(found)
    assert told["publisher_name"] == "City2City"
    assert told["frequency"] == AUTHORITY + "frequency/IRREG"
    assert told["contact_email"] == "data@example.org"


def test_every_file_comes_out_with_licence_format_size_and_hash(
    datasets, told_settings
) -> None:
    files = [d for d in dumps_of(told_settings.home, 2) if d.graph is None]
    found = datasets[IRIS + "dataset"]["resources"]
    assert {(r["hash"], r["size"]) for r in found} == {
        (file.sha256, file.bytes) for file in files
    }
    for resource in found:
        assert resource["license"] == LICENCE
        assert resource["format"].startswith(AUTHORITY + "file-type/")
        assert resource["hash_algorithm"].endswith("#checksumAlgorithm_sha256")
        assert resource["download_url"].startswith("http://localhost/releases/2/")


def test_every_named_graph_comes_out_with_a_title_and_files(datasets) -> None:
    graphs = [d for iri, d in datasets.items() if iri.startswith(IRIS + "graph/")]
    assert len(graphs) > 100
    for graph in graphs:
        assert graph["title"]
        assert graph["resources"][0]["license"] == LICENCE


def test_releases_come_out_as_versions(datasets) -> None:
    assert datasets[IRIS + "releases/1"]["version"] == "1"
    versions = datasets[IRIS + "dataset"]["has_version"]
    assert set(versions) == {IRIS + "releases/1", IRIS + "releases/2"}
