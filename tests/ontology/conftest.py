"""What the tests of the vocabulary read, each once a session."""

from itertools import chain
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from rdflib import Graph
from rdflib import Literal
from rdflib import Namespace
from rdflib import URIRef
from rdflib.namespace import OWL
from rdflib.namespace import RDF
from rdflib.term import Node

ROOT = Path(__file__).parents[2]
C2C = Namespace("https://w3id.org/city2city/ns#")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


class Vocabulary(Graph):
    """The Turtle of `ontology/`, with the questions that tests ask of it."""

    def minted(self, *kinds: Node) -> list[URIRef]:
        """Return our terms of the given `kinds`, sorted."""
        found = {s for kind in kinds or KINDS for s in self.subjects(RDF.type, kind)}
        return sorted(term for term in found if term in C2C)

    def texts(self, term: Node, predicate: Node) -> dict[str, list[str]]:
        """Return the texts that `predicate` gives `term`, by language tag."""
        by_language: dict[str, list[str]] = {}
        for text in self.objects(term, predicate):
            assert isinstance(text, Literal)
            by_language.setdefault(text.language or "", []).append(str(text))
        return by_language


def read(*folders):
    """Yield every quad of the Turtle files below `folders`, lexical forms kept."""
    files = chain.from_iterable(sorted((ROOT / f).rglob("*.ttl")) for f in folders)
    for file in files:
        yield from parse(path=file, format=RdfFormat.TURTLE, base_iri="urn:base:")


@pytest.fixture(scope="session")
def vocabulary():
    graph = Vocabulary()
    for file in sorted((ROOT / "ontology").rglob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.fixture(scope="session")
def ontology_quads():
    return list(read("ontology"))


@pytest.fixture(scope="session")
def facts():
    return list(read("data"))


@pytest.fixture(scope="session")
def everything(ontology_quads, facts):
    return [*ontology_quads, *facts, *read("shapes")]
