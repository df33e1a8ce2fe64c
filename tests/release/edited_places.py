"""A made-up dataset that random edits change: places, their parts, and their graphs."""

import random
from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.release.store import Release

PREFIXES = """
@prefix c2c: <https://w3id.org/city2city/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix geo: <http://www.opengis.net/ont/geosparql#> .
@prefix g: <https://w3id.org/city2city/graph/data/> .
@prefix i: <https://w3id.org/city2city/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
ONTOLOGY = """
c2c:City rdfs:subClassOf c2c:Place ; rdfs:label "City"@en .
c2c:memberCity owl:inverseOf c2c:hasMembership .
c2c:madeBy owl:inverseOf c2c:madeCommitment .
c2c:targetOf owl:inverseOf c2c:hasTarget .
c2c:within a owl:TransitiveProperty .
"""
GRAPHS = ("one", "two", "three", "catalog")
KINDS = ("city", "membership", "network", "commitment", "target", "baseline", "place")
THINGS = [f"<{namespaces.THINGS}{kind}/{n}>" for kind in KINDS for n in range(3)]
LINKS = [
    "c2c:within",
    "c2c:memberCity",
    "c2c:hasMembership",
    "org:organization",
    "c2c:madeBy",
    "c2c:madeCommitment",
    "c2c:hasTarget",
    "c2c:targetOf",
    "c2c:hasBaseline",
    "schema:knows",
    "geo:hasDefaultGeometry",
    "c2c:hasProgressReport",
    "schema:observationAbout",
]
LABELS = ["rdfs:label", "skos:prefLabel", "dcterms:title", "schema:name", "foaf:name"]
NOTES = ["dcterms:license", "dcterms:source", "dcterms:issued", "rdfs:label"]


class Places:
    """The files of the dataset in `folder`; each is a set of statements."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.folder = folder
        self._write("ontology/ns.ttl", ONTOLOGY)
        self.files = {name: self._first(name) for name in (*GRAPHS, "shape")}
        for name in self.files:
            self._save(name)

    def edit(self) -> None:
        """Change one file, a little."""
        name = self.random.choice([*GRAPHS, *GRAPHS, "shape"])
        statements = self.files[name]
        for _ in range(self.random.randint(1, 3)):
            if statements and self.random.random() < 0.5:
                statements.discard(self.random.choice(sorted(statements)))
            else:
                statements.add(self._statement(name))
        self._save(name)

    def _first(self, name: str) -> set[str]:
        return {self._statement(name) for _ in range(6 if name == "catalog" else 12)}

    def _statement(self, name: str) -> str:
        pick = self.random.choice
        if name == "shape" and pick((True, False)):
            return f"<{namespaces.SHAPES}{pick('AB')}> rdfs:label '{pick('xyz')}' ."
        if name == "catalog" and pick((True, True, False)):
            value = pick([*THINGS, "'2026'"])
            return f"g:{pick(GRAPHS)} {pick(NOTES)} {value} ."
        subject = pick([*THINGS, "_:a", "_:b"])
        if self.random.random() < 0.3:
            return f"{subject} {pick(LABELS)} '{pick('xyz')}' ."
        if self.random.random() < 0.15:
            return f"{subject} a c2c:City ."
        return f"{subject} {pick(LINKS)} {pick([*THINGS, '_:a', '_:b'])} ."

    def _save(self, name: str) -> None:
        room = "shapes" if name == "shape" else "data"
        self._write(f"{room}/{name}.ttl", "\n".join(sorted(self.files[name])) + "\n")

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PREFIXES + text)


def things_of(release: Release) -> Iterator[str]:
    """Yield every IRI of ours that `release` says anything about, once.

    Nodes of the statistics have no document of their own.
    """
    for node in {quad.subject for quad in release.store}:
        iri = node.value if isinstance(node, NamedNode) else ""
        if namespaces.is_ours(iri) and not iri.startswith(namespaces.STATISTICS_GRAPH):
            yield iri
