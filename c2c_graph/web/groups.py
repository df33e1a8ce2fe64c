"""The order in which a page tells facts: which group, and where in the group."""

from functools import lru_cache
from typing import Final

from pyoxigraph import NamedNode

from c2c_graph.dereference import words
from c2c_graph.dereference.words import C2C
from c2c_graph.dereference.words import DCTERMS
from c2c_graph.dereference.words import GEO
from c2c_graph.dereference.words import ORG
from c2c_graph.dereference.words import OWL
from c2c_graph.dereference.words import RDF
from c2c_graph.dereference.words import RDFS
from c2c_graph.dereference.words import SCHEMA
from c2c_graph.dereference.words import SKOS

_BIBO: Final = "http://purl.org/ontology/bibo/"

NAMES: Final = "Names and description"
FACTS: Final = "Facts"
EVIDENCE: Final = "Evidence"
ELSEWHERE: Final = "The same elsewhere"

# each group with its properties in the order of reading; others follow by name
GROUPS: Final = {
    NAMES: (
        RDFS + "label",
        SKOS + "prefLabel",
        DCTERMS + "title",
        SCHEMA + "alternateName",
        SKOS + "altLabel",
        SKOS + "definition",
        DCTERMS + "description",
        RDFS + "comment",
        SKOS + "scopeNote",
        SKOS + "editorialNote",
        SCHEMA + "text",
    ),
    FACTS: (
        C2C + "country",
        C2C + "within",
        GEO + "hasDefaultGeometry",
        C2C + "memberCity",
        ORG + "organization",
        ORG + "role",
        C2C + "madeBy",
        C2C + "targetOf",
        C2C + "targetType",
        C2C + "direction",
        SCHEMA + "observationAbout",
        SCHEMA + "variableMeasured",
        C2C + "bound",
        SCHEMA + "value",
        SCHEMA + "unitCode",
        SCHEMA + "observationDate",
        C2C + "targetYear",
        C2C + "referenceYear",
        C2C + "baselineType",
        C2C + "status",
        SCHEMA + "foundingDate",
        SCHEMA + "startDate",
        SCHEMA + "endDate",
        DCTERMS + "creator",
        DCTERMS + "publisher",
        DCTERMS + "issued",
    ),
    EVIDENCE: (
        DCTERMS + "source",
        C2C + "claimStatus",
        C2C + "asOfBasis",
        C2C + "lastConfirmed",
        DCTERMS + "license",
    ),
    ELSEWHERE: (
        SCHEMA + "url",
        SCHEMA + "sameAs",
        RDFS + "seeAlso",
        SKOS + "exactMatch",
        SKOS + "closeMatch",
        SKOS + "relatedMatch",
        SKOS + "broadMatch",
        SKOS + "narrowMatch",
        OWL + "equivalentClass",
        _BIBO + "doi",
    ),
}
_PLACES: Final = {
    iri: (group, place)
    for group, iris in GROUPS.items()
    for place, iri in enumerate(iris)
}
# a property without a place is a fact, and stands after those that have one
_UNKNOWN: Final = (FACTS, 1_000)
_ORDER: Final = tuple(GROUPS)
_PARTS: Final = {str(p.value) for p in words.PARTS} - {GEO + "hasDefaultGeometry"}
# from a part to its owner
UPWARD: Final = {C2C + "targetOf", C2C + "baselineOf", C2C + "progressOf"}
# told elsewhere on the page: the heading, the kinds, the parts
TOLD: Final = {RDF + "type", *_PARTS}
# told by the tree of a scheme, where it has one
TOP_CONCEPT: Final = SKOS + "hasTopConcept"
HIDDEN_IN_PARTS: Final = {
    RDF + "type",
    RDFS + "label",
    *_PARTS,
}


def group_of(predicate: str) -> str:
    """Return the group that tells `predicate`."""
    return _PLACES.get(predicate, _UNKNOWN)[0]


@lru_cache(1_024)  # there are a few hundred properties, and each page has dozens
def place(predicate: NamedNode) -> tuple[int, int, str]:
    """Return what sorts properties into the order of reading."""
    iri = str(predicate.value)
    group, rank = _PLACES.get(iri, _UNKNOWN)
    return (_ORDER.index(group), rank, iri)
