"""Code lists are SKOS that people and machines can follow from either end."""

from collections import Counter
from pathlib import Path

import pytest
from rdflib import Graph
from rdflib.namespace import RDF
from rdflib.namespace import SKOS

FOLDER = Path(__file__).parents[2] / "data" / "concepts"
LANGUAGES = ["en", "es", "fr"]
FILES = sorted(FOLDER.glob("*.ttl"))


@pytest.fixture(scope="module", params=FILES, ids=lambda file: file.stem)
def scheme(request):
    graph = Graph().parse(request.param)
    [iri] = graph.subjects(RDF.type, SKOS.ConceptScheme)
    assert str(iri) == f"https://w3id.org/city2city/def/{request.param.stem}"
    return graph, iri


@pytest.mark.parametrize("predicate", [SKOS.prefLabel, SKOS.definition], ids=str)
def test_everything_in_a_list_is_explained_in_three_languages(scheme, predicate):
    graph, iri = scheme
    for node in {iri, *graph.subjects(SKOS.inScheme, iri)}:
        found = sorted(text.language for text in graph.objects(node, predicate))
        assert found == LANGUAGES, node


def test_a_list_and_its_concepts_name_each_other(scheme):
    graph, iri = scheme
    top = set(graph.objects(iri, SKOS.hasTopConcept))
    assert top
    assert top == set(graph.subjects(SKOS.topConceptOf, iri))
    assert top <= set(graph.subjects(SKOS.inScheme, iri))


def test_a_concept_stands_below_the_iri_of_its_list(scheme):
    graph, iri = scheme
    concepts = set(graph.subjects(SKOS.inScheme, iri))
    assert all(concept.startswith(f"{iri}/") for concept in concepts)


def test_no_two_concepts_of_a_list_share_a_name(scheme):
    graph, iri = scheme
    concepts = graph.subjects(SKOS.inScheme, iri)
    names = Counter(name for c in concepts for name in graph.objects(c, SKOS.prefLabel))
    assert [name for name, count in names.items() if count > 1] == []


def test_definitions_end_with_a_full_stop(scheme):
    graph, _ = scheme
    for text in graph.objects(None, SKOS.definition):
        assert text.endswith("."), text
