"""The terms by which descriptions are read: labels, parts, inverses, kinds."""

from typing import Final

from pyoxigraph import NamedNode

from c2c_graph import namespaces

RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
SCHEMA: Final = "https://schema.org/"
ORG: Final = "http://www.w3.org/ns/org#"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
PROV: Final = "http://www.w3.org/ns/prov#"
SHACL: Final = "http://www.w3.org/ns/shacl#"
C2C: Final = namespaces.TERMS

TYPE: Final = NamedNode(RDF + "type")
LICENSE: Final = NamedNode(DCTERMS + "license")
LABEL: Final = NamedNode(RDFS + "label")

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
    "baseline": C2C + "Baseline",
    "case-study": C2C + "CaseStudy",
    "city": C2C + "City",
    "claim": C2C + "Claim",
    "commitment": C2C + "Commitment",
    "country": C2C + "Country",
    "def": SKOS + "ConceptScheme",
    "geometry": GEO + "Geometry",
    "government": C2C + "CityGovernment",
    "initiative": C2C + "Initiative",
    "membership": C2C + "Membership",
    "network": C2C + "CityNetwork",
    "observation": C2C + "Observation",
    "organization": ORG + "Organization",
    "person": SCHEMA + "Person",
    "population": SCHEMA + "StatisticalPopulation",
    "post": ORG + "Post",
    "progress-report": C2C + "ProgressReport",
    "publication": C2C + "Publication",
    "region": C2C + "Region",
    "role": ORG + "Role",
    "statement": C2C + "Statement",
    "target": C2C + "Target",
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
