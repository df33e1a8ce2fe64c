"""Programs that others wrote dereference our IRIs, and find what is there."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import RDFS

from tests import npm

HERE = Path(__file__).parent
FORMATS = {
    "turtle": "text/turtle",
    "xml": "application/rdf+xml",
    "json-ld": "application/ld+json",
    "nt": "application/n-triples",
}
ALPHA = rdflib.URIRef("https://w3id.org/city2city/id/city/xa-alpha")
ANSWER_SECONDS = 100


# rdflib 7.6 uses its own deprecated class to read JSON-LD
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize("format", FORMATS)
def test_rdflib_reads_a_thing_at_its_iri(site, format):
    graph = rdflib.Graph().parse(site.address + "/id/city/xa-alpha", format=format)
    assert rdflib.Literal("Alpha", lang="en") in set(graph.objects(ALPHA, RDFS.label))
    assert len(graph) == len(rdflib.Graph().parse(site.address + "/id/city/xa-alpha"))


def test_rdflib_negotiates_without_being_told_a_format(site):
    graph = rdflib.Graph().parse(site.address + "/def/theme/water")
    assert len(graph) > 3


@pytest.mark.parametrize("media_type", FORMATS.values())
def test_curl_follows_a_thing_to_its_document(site, media_type):
    if shutil.which("curl") is None:
        pytest.skip("there is no curl")
    command = ["curl", "-sSfL", "-H", f"Accept: {media_type}", "-w", "%{content_type}"]
    done = subprocess.run(
        [*command, site.address + "/id/city/xa-alpha"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert media_type in done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def rdf_dereference():
    """The folder of rdf-dereference; skipped where it cannot be installed."""
    try:
        folder = npm.installed(HERE, "rdf-dereference")
    except npm.Unavailable as reason:
        pytest.skip(str(reason))
    shutil.copy(HERE / "dereference.mjs", folder)
    return folder


@pytest.mark.long
def test_rdf_dereference_finds_quads_at_every_kind_of_address(site, rdf_dereference):
    paths = ["/id/city/xa-alpha", "/def/theme", "/ns", "/dataset", "/feed", "/catalog"]
    done = subprocess.run(
        ["node", "dereference.mjs", *(site.address + path for path in paths)],
        cwd=rdf_dereference,
        capture_output=True,
        text=True,
        timeout=ANSWER_SECONDS,
    )
    assert done.returncode == 0, done.stderr
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(paths)
    assert all(answer["count"] > 5 for answer in found), found
