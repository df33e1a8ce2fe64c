"""What a document about a thing shows beside its own facts, by the terms that say so.

Whoever describes a thing reads these, and so does whoever tells which descriptions a
change of the data has changed.
"""

from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import DCTERMS
from c2c_graph.rdf.terms import FOAF
from c2c_graph.rdf.terms import GEO
from c2c_graph.rdf.terms import LABEL
from c2c_graph.rdf.terms import ORG
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import SKOS

_C2C: Final = namespaces.TERMS

# the first that a node has is its label
LABELS: Final = (
    LABEL,
    NamedNode(SKOS + "prefLabel"),
    NamedNode(DCTERMS + "title"),
    NamedNode(SCHEMA + "name"),
    NamedNode(SHACL + "name"),
    NamedNode(FOAF + "name"),
)

# nodes that a description shows in full, because they are nothing without their owner
PARTS: Final = tuple(
    map(
        NamedNode,
        (
            _C2C + "hasMembership",
            _C2C + "madeCommitment",
            _C2C + "hasTarget",
            _C2C + "hasBaseline",
            _C2C + "hasProgressReport",
            GEO + "hasDefaultGeometry",
        ),
    )
)
# the same, said from the part: `part PREDICATE owner`
PARTS_POINTING: Final = tuple(
    map(
        NamedNode,
        (
            _C2C + "memberCity",
            _C2C + "madeBy",
            _C2C + "targetOf",
            _C2C + "progressOf",
            ORG + "organization",
            SCHEMA + "observationAbout",
        ),
    )
)
# `concept PREDICATE scheme`: the page of a scheme shows its concepts as a tree
LISTED_POINTING: Final = (NamedNode(SKOS + "inScheme"),)
# in ORG's words the member is not the city but what governs it
MEMBER_CITY: Final = NamedNode(_C2C + "memberCity")
GOVERNMENT: Final = NamedNode(_C2C + "hasGovernment")
# parts of parts: a city's commitment, its target, the target's baseline
PARTS_DEPTH: Final = 3

# what is told of each named graph that states a fact, with the labels of its values
LICENSE: Final = NamedNode(DCTERMS + "license")
SOURCE: Final = NamedNode(DCTERMS + "source")
ISSUED: Final = NamedNode(DCTERMS + "issued")
GRAPH_NOTES: Final = (LICENSE, SOURCE, ISSUED)
