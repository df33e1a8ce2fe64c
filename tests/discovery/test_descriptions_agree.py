"""Whatever tells of the dataset tells the same, and its addresses answer."""

import hashlib
import json
import re
from collections import Counter
from datetime import datetime

import pytest
from rdflib import DCTERMS
from rdflib import VOID
from rdflib import Literal
from rdflib import Namespace
from rdflib import URIRef

from c2c_graph.release.dumps import dumps_of
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.pointer import release_folder
from tests.discovery.conftest import BASE
from tests.discovery.conftest import embedded

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
IRIS = "https://w3id.org/city2city/"
DATASET = URIRef(f"{IRIS}dataset")
RELEASE = URIRef(f"{IRIS}releases/2")
SERVICE = URIRef(f"{BASE}/sparql")
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
RDF_DOCUMENTS = ("/.well-known/void", "/catalog", "/dataset", "/limits")
# of documents and files there are very many of one kind: every so many is asked for
STEP = 29


@pytest.fixture(scope="module", params=RDF_DOCUMENTS)
def told(request, fetched):
    """Each description in RDF in turn."""
    return fetched(request.param)


@pytest.fixture(scope="module", params=["/", "/dataset"])
def schema(request, told_client):
    """The dataset in terms of schema.org, on each landing page in turn."""
    return embedded(told_client.get(request.param).text)


@pytest.fixture(scope="module")
def linkset(told_client):
    """The links of the landing page, by relation."""
    contexts = told_client.get("/linkset").json["linkset"]
    return next(c for c in contexts if c["anchor"] == f"{BASE}/dataset")


@pytest.fixture(scope="module")
def manifest(told_settings):
    return read_manifest(release_folder(told_settings.home, 2))


@pytest.fixture(scope="module")
def files(told_settings):
    """What there is to fetch of the whole dataset: address, bytes and hash."""
    dumps = dumps_of(told_settings.home, 2)
    return {
        (f"{BASE}/releases/2/{dump.name}", dump.bytes, dump.sha256)
        for dump in dumps
        if dump.graph is None
    }


def test_there_are_files_of_several_formats(files) -> None:
    assert len({name for name, _, _ in files}) >= 3


def test_licence_and_version_are_the_same_in_rdf(told) -> None:
    assert set(told.objects(DATASET, DCTERMS.license)) == {URIRef(LICENCE)}
    assert set(told.objects(DATASET, DCAT.version)) == {Literal("2")}


def test_times_and_counts_are_the_same_in_rdf(told, manifest) -> None:
    (modified,) = told.objects(DATASET, DCTERMS.modified)
    assert modified.value == datetime.fromisoformat(manifest.created)
    (triples,) = told.objects(DATASET, VOID.triples)
    assert int(triples) == manifest.default_triples


@pytest.mark.parametrize("path", RDF_DOCUMENTS[:3])
def test_titles_are_the_same_in_rdf(fetched, path) -> None:
    titles = set(fetched(path).objects(DATASET, DCTERMS.title))
    assert len(titles) == 3
    assert titles == set(fetched("/catalog").objects(DATASET, DCTERMS.title))


def test_schema_org_tells_the_same(schema, catalogue, manifest) -> None:
    titles = {str(t) for t in catalogue.objects(DATASET, DCTERMS.title)}
    assert schema["name"] in titles
    assert schema["license"] == LICENCE
    assert schema["version"] == "2"
    assert schema["dateModified"] == manifest.created
    assert schema["size"] == f"{manifest.default_triples} triples"


def test_links_lead_to_the_same(linkset) -> None:
    assert [link["href"] for link in linkset["license"]] == [LICENCE]
    assert [link["href"] for link in linkset["cite-as"]] == [str(DATASET)]


def test_the_catalogue_tells_address_size_and_hash_of_each_file(
    catalogue, files
) -> None:
    found = set()
    for node in catalogue.objects(DATASET, DCAT.distribution):
        checksum = catalogue.value(node, SPDX.checksum)
        found.add(
            (
                str(catalogue.value(node, DCAT.downloadURL)),
                int(catalogue.value(node, DCAT.byteSize)),
                str(catalogue.value(checksum, SPDX.checksumValue)).lower(),
            )
        )
    assert found == files


def test_schema_org_tells_address_size_and_hash_of_each_file(schema, files) -> None:
    assert {
        (d["contentUrl"], int(d["contentSize"].removesuffix(" B")), d["sha256"])
        for d in schema["distribution"]
    } == files


def test_void_and_links_lead_to_the_same_files(fetched, linkset, files) -> None:
    addresses = {address for address, _, _ in files}
    void = fetched("/.well-known/void")
    assert {str(dump) for dump in void.objects(DATASET, VOID.dataDump)} == addresses
    assert {link["href"] for link in linkset["item"]} == addresses


def test_the_release_tells_the_same_files(fetched, catalogue) -> None:
    release = fetched("/releases/2")
    told = set(release.objects(RELEASE, DCAT.distribution))
    assert told == set(catalogue.objects(DATASET, DCAT.distribution))
    for file in told:
        assert set(release.predicate_objects(file)) <= set(
            catalogue.predicate_objects(file)
        )


def test_the_files_are_as_they_are_told(told_client, files) -> None:
    for address, size, digest in files:
        body = told_client.get(address.removeprefix(BASE)).data
        assert (len(body), hashlib.sha256(body).hexdigest()) == (size, digest)


def test_the_endpoint_is_the_same_everywhere(fetched, told_client) -> None:
    void, catalogue = fetched("/.well-known/void"), fetched("/catalog")
    assert void.value(DATASET, VOID.sparqlEndpoint) == SERVICE
    assert catalogue.value(SERVICE, DCAT.endpointURL) == SERVICE
    assert catalogue.value(SERVICE, DCAT.servesDataset) == DATASET
    assert fetched("/limits").value(SERVICE, SD.endpoint) == SERVICE
    apis = told_client.get("/.well-known/api-catalog").json["linkset"]
    assert apis[0]["item"][0] == {"href": str(SERVICE)}


def test_the_feed_is_the_same_everywhere(fetched, told_client) -> None:
    feed = URIRef(f"{BASE}/feed")
    assert fetched("/catalog").value(feed, DCAT.servesDataset) == DATASET
    apis = told_client.get("/.well-known/api-catalog").json["linkset"]
    assert apis[0]["item"][1] == {"href": str(feed)}


def test_the_list_of_releases_tells_the_newest(told_client, manifest) -> None:
    releases = told_client.get("/releases.json").json
    assert releases["newest"] == 2
    newest = releases["releases"][0]
    assert newest["triples"] == manifest.default_triples
    assert newest["hash"] == manifest.dataset_hash


@pytest.mark.parametrize("path", ["/sitemap-pages.xml", "/robots.txt", "/linkset"])
def test_every_address_of_a_short_list_answers(told_client, path) -> None:
    refused(told_client, told_client.get(path).text)


@pytest.mark.parametrize("path", ["/catalog.nt", "/.well-known/void?format=nt"])
def test_every_address_in_a_description_answers(told_client, path) -> None:
    refused(told_client, told_client.get(path).text)


def test_addresses_in_links_and_pages_answer(told_client) -> None:
    answer = told_client.get("/dataset")
    linked = re.findall(r"<(/[^>]*)>", answer.headers["Link"])
    schema = json.dumps(embedded(answer.text))
    refused(told_client, " ".join(BASE + path for path in linked) + " " + schema)


def refused(client, text):
    """Fail where an address of this server in `text` does not answer."""
    spelled = re.escape(BASE), re.escape(IRIS.rstrip("/"))
    found = re.findall(rf"(?:{'|'.join(spelled)})(/[^\s<>\"#,]*)", text)
    paths, seen = [], Counter()
    for path in dict.fromkeys(found):
        kind = re.sub(r"[^/]*$", "", path.replace("/nq", "."))
        seen[kind] += 1
        if seen[kind] % STEP == 1:
            paths.append(path)
    assert paths
    assert [p for p in paths if status(client, p) != 200] == []


def status(client, path):
    """Return the status at `path`, once redirects have been followed."""
    answer = client.head(path)
    while answer.status_code in (301, 302, 303, 307):
        answer = client.head(answer.headers["Location"].removeprefix(BASE))
    return answer.status_code
