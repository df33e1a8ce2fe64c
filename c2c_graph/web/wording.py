"""Words for terms of other vocabularies, which bring no labels of their own here."""

import re
from typing import Final

from c2c_graph import namespaces
from c2c_graph.dereference.words import DCTERMS
from c2c_graph.dereference.words import GEO
from c2c_graph.dereference.words import ORG
from c2c_graph.dereference.words import OWL
from c2c_graph.dereference.words import RDFS
from c2c_graph.dereference.words import SCHEMA
from c2c_graph.dereference.words import SKOS

_BIBO: Final = "http://purl.org/ontology/bibo/"
_VANN: Final = "http://purl.org/vocab/vann/"
# where the end of the IRI, taken apart, would not tell enough
_WORDS: Final = {
    RDFS + "label": "name",
    RDFS + "comment": "description",
    RDFS + "subClassOf": "kind of",
    RDFS + "subPropertyOf": "special case of",
    SKOS + "prefLabel": "name",
    SKOS + "altLabel": "other name",
    SKOS + "inScheme": "in the list",
    SKOS + "topConceptOf": "top of the list",
    SCHEMA + "alternateName": "other name",
    SCHEMA + "unitCode": "unit",
    SCHEMA + "observationAbout": "about",
    SCHEMA + "variableMeasured": "variable",
    SCHEMA + "observationDate": "date",
    SCHEMA + "url": "address",
    GEO + "asWKT": "coordinates",
    GEO + "hasDefaultGeometry": "coordinates",
    ORG + "organization": "network",
    DCTERMS + "isPartOf": "part of",
    DCTERMS + "license": "licence",
    _BIBO + "isbn10": "ISBN-10",
    _BIBO + "isbn13": "ISBN-13",
    _BIBO + "doi": "DOI",
    _VANN + "preferredNamespaceUri": "preferred namespace",
    OWL + "versionIRI": "version IRI",
}
# what has the thing as its value, where the fallback below would read badly
_POINTING: Final = {
    SKOS + "broader": "narrower",
    SKOS + "narrower": "broader",
    SKOS + "related": "related",
    SCHEMA + "about": "what is about this",
    DCTERMS + "source": "what cites this as its source",
    DCTERMS + "isPartOf": "parts",
    DCTERMS + "isVersionOf": "versions",
    RDFS + "subClassOf": "special kinds",
    RDFS + "seeAlso": "what refers here",
}
# names of what pages link to often
NAMES: Final = {
    namespaces.INFERRED_GRAPH: "Inferred facts",
    namespaces.STATISTICS_GRAPH: "Statistics",
    "https://creativecommons.org/licenses/by/4.0/": "CC BY 4.0",
    "https://creativecommons.org/publicdomain/zero/1.0/": "CC0 1.0",
}
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def words_of(iri: str) -> str:
    """Return the term `iri` in words: `schema:foundingDate` is "founding date"."""
    if iri in _WORDS:
        return _WORDS[iri]
    end = re.split(r"[/#:]", iri.rstrip("/#"))[-1]
    return _HUMP.sub(" ", end).replace("-", " ").replace("_", " ").lower() or iri


def pointing_by(iri: str, words: str) -> str:
    """Return the heading of what points to a thing by `iri`, which is `words`.

    The words alone would say the reverse: what has Flood as "broader" is narrower.
    """
    told = _POINTING.get(iri, f"as “{words}” of")
    return told[:1].upper() + told[1:]
