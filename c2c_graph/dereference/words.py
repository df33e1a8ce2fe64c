"""The terms by which descriptions are read: labels, parts, inverses, kinds."""

from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import namespaces
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.rdf.terms import DCTERMS as DCTERMS
from c2c_graph.rdf.terms import FOAF as FOAF
from c2c_graph.rdf.terms import GEO as GEO
from c2c_graph.rdf.terms import LABEL as LABEL
from c2c_graph.rdf.terms import ORG as ORG
from c2c_graph.rdf.terms import OWL as OWL
from c2c_graph.rdf.terms import PROV as PROV
from c2c_graph.rdf.terms import RDF as RDF
from c2c_graph.rdf.terms import RDFS as RDFS
from c2c_graph.rdf.terms import SCHEMA as SCHEMA
from c2c_graph.rdf.terms import SHACL as SHACL
from c2c_graph.rdf.terms import SKOS as SKOS
from c2c_graph.rdf.terms import TYPE as TYPE

# the namespaces stand here too: other modules read all their words in one place
C2C: Final = namespaces.TERMS

LICENSE: Final = NamedNode(DCTERMS + "license")

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
            C2C + "hasMembership",
            C2C + "madeCommitment",
            C2C + "hasTarget",
            C2C + "hasBaseline",
            C2C + "hasProgressReport",
            GEO + "hasDefaultGeometry",
        ),
    )
)
# the same, said from the part: `part PREDICATE owner`
PARTS_POINTING: Final = tuple(
    map(
        NamedNode,
        (
            C2C + "memberCity",
            C2C + "madeBy",
            C2C + "targetOf",
            C2C + "progressOf",
            ORG + "organization",
            SCHEMA + "observationAbout",
        ),
    )
)

# the class whose things stand under /id/{kind}/; `def` are the lists under /def/
CLASS_OF_KIND: Final = {
    **{kind: classes[0] for kind, classes in CLASSES_OF_KIND.items()},
    "def": SKOS + "ConceptScheme",
}

# by what the things of a kind are grouped in a list
GROUP_OF_KIND: Final = {
    "city": C2C + "country",
    "commitment": C2C + "madeBy",
    "membership": ORG + "organization",
    "observation": SCHEMA + "observationAbout",
    "post": ORG + "postIn",
    "publication": DCTERMS + "type",
}
