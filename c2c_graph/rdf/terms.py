"""Namespaces and terms of others that more than one module names, and kinds of term."""

from collections.abc import Mapping
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph import namespaces

# triple terms are typed because the engine has them; `rdf.reading` lets none in
Term = NamedNode | BlankNode | Literal | Triple
Node = NamedNode | BlankNode | Triple
GraphName = NamedNode | BlankNode

DCAT: Final = "http://www.w3.org/ns/dcat#"
DCTERMS: Final = "http://purl.org/dc/terms/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
ORG: Final = "http://www.w3.org/ns/org#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
PROV: Final = "http://www.w3.org/ns/prov#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA: Final = "https://schema.org/"
SHACL: Final = "http://www.w3.org/ns/shacl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
VOID: Final = "http://rdfs.org/ns/void#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_OURS: Final = namespaces.TERMS

TYPE: Final = NamedNode(RDF + "type")
FIRST: Final = NamedNode(RDF + "first")
REST: Final = NamedNode(RDF + "rest")
NIL: Final = NamedNode(RDF + "nil")
LANG_STRING: Final = NamedNode(RDF + "langString")
LABEL: Final = NamedNode(RDFS + "label")
DOMAIN: Final = NamedNode(RDFS + "domain")
SUBCLASS: Final = NamedNode(RDFS + "subClassOf")
SUBPROPERTY: Final = NamedNode(RDFS + "subPropertyOf")
STRING: Final = NamedNode(XSD + "string")

# the classes of what stands under /id/{kind}/, the most general first
CLASSES_OF_KIND: Final[Mapping[str, tuple[str, ...]]] = {
    "baseline": (_OURS + "Baseline",),
    "case-study": (_OURS + "CaseStudy",),
    "city": (_OURS + "City",),
    "claim": (_OURS + "Claim",),
    "commitment": (_OURS + "Commitment",),
    "country": (_OURS + "Country",),
    "geometry": (GEO + "Geometry",),
    "government": (_OURS + "CityGovernment",),
    "initiative": (_OURS + "Initiative",),
    "membership": (_OURS + "Membership",),
    "network": (_OURS + "CityNetwork", _OURS + "ThematicNetwork"),
    "observation": (_OURS + "Observation",),
    "organization": (ORG + "Organization",),
    "person": (SCHEMA + "Person",),
    "population": (SCHEMA + "StatisticalPopulation",),
    "post": (ORG + "Post",),
    "progress-report": (_OURS + "ProgressReport",),
    "publication": (_OURS + "Publication",),
    "region": (_OURS + "Region",),
    "role": (ORG + "Role",),
    "statement": (_OURS + "Statement",),
    "target": (_OURS + "Target",),
}
