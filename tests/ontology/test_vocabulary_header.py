"""The header says what the vocabulary is, as FOOPS! and LOV ask; ids are FOOPS! tests.

Creator, publisher, DOI and logo are left for people to give: none is invented.
"""

import pytest
from pyoxigraph import Literal
from pyoxigraph import NamedNode

ONTOLOGY = NamedNode("https://w3id.org/city2city/ns")
DCTERMS = "http://purl.org/dc/terms/"
OWL = "http://www.w3.org/2002/07/owl#"
VANN = "http://purl.org/vocab/vann/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
DATE_TIME = NamedNode("http://www.w3.org/2001/XMLSchema#dateTime")


@pytest.fixture(scope="module")
def header(ontology_quads):
    values = {}
    for quad in ontology_quads:
        if quad.subject == ONTOLOGY:
            values.setdefault(quad.predicate.value, set()).add(quad.object)
    return values


# OOPS P38, LOV
def test_the_vocabulary_is_an_ontology_and_a_vocabulary(header):
    kinds = {kind.value for kind in header[TYPE]}
    assert kinds == {OWL + "Ontology", "http://purl.org/vocommons/voaf#Vocabulary"}


# URI2, VER1
def test_the_version_has_an_iri_of_its_own(header):
    [version] = header[OWL + "versionIRI"]
    [number] = header[OWL + "versionInfo"]
    assert version.value == f"{ONTOLOGY.value}/{number.value}"


# OM1, OM2, OM3, OM4.1, FIND3; OOPS P41
@pytest.mark.parametrize(
    "predicate",
    [
        DCTERMS + "title",
        DCTERMS + "abstract",
        DCTERMS + "description",
        DCTERMS + "license",
        DCTERMS + "rights",
        DCTERMS + "source",
        DCTERMS + "created",
        DCTERMS + "issued",
        DCTERMS + "modified",
        DCTERMS + "bibliographicCitation",
        "http://purl.org/ontology/bibo/status",
        "https://schema.org/includedInDataCatalog",
    ],
)
def test_the_header_gives(header, predicate):
    assert header[predicate]


# FIND1
def test_the_preferred_prefix_and_namespace_are_the_ones_in_use(header):
    assert header[VANN + "preferredNamespacePrefix"] == {Literal("c2c")}
    assert header[VANN + "preferredNamespaceUri"] == {Literal(f"{ONTOLOGY.value}#")}


@pytest.mark.parametrize("name", ["title", "abstract", "description", "rights"])
def test_the_header_speaks_three_languages(header, name):
    languages = sorted(text.language for text in header[DCTERMS + name])
    assert languages == ["en", "es", "fr"]


# one xsd:date here would put the ontology outside OWL 2 RL
def test_dates_of_the_header_are_date_times(header):
    for name in ("created", "issued", "modified"):
        assert {date.datatype for date in header[DCTERMS + name]} == {DATE_TIME}
