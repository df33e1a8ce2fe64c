"""The description of a thing in the words of schema.org, or of the W3C's ORG ontology.

A view is computed from what the document in our own model says, so it is as bounded as
that, and says nothing that is not said there; what has no word in the other vocabulary
is left out. `SCHEMA_TYPES`, `SCHEMA_WORDS`, `ORG_TYPES` and `ORG_WORDS` are the whole
mapping but for points, memberships and dates, which have functions of their own.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Triple

from c2c_graph.dereference import words
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.points import longitude_and_latitude
from c2c_graph.dereference.words import C2C
from c2c_graph.dereference.words import DCTERMS
from c2c_graph.dereference.words import FOAF
from c2c_graph.dereference.words import GEO
from c2c_graph.dereference.words import ORG
from c2c_graph.dereference.words import RDFS
from c2c_graph.dereference.words import SCHEMA
from c2c_graph.dereference.words import SKOS
from c2c_graph.rdf import shown
from c2c_graph.rdf.terms import XSD

BIBO: Final = "http://purl.org/ontology/bibo/"
TIME: Final = "http://www.w3.org/2006/time#"

SCHEMA_TYPES: Final = {
    C2C + "Baseline": SCHEMA + "Thing",
    C2C + "CityGovernment": SCHEMA + "GovernmentOrganization",
    C2C + "CityNetwork": SCHEMA + "Organization",
    C2C + "Commitment": SCHEMA + "Thing",
    C2C + "Initiative": SCHEMA + "Thing",
    C2C + "Membership": SCHEMA + "OrganizationRole",
    C2C + "ProgressReport": SCHEMA + "Thing",
    C2C + "Target": SCHEMA + "Thing",
    FOAF + "Document": SCHEMA + "WebPage",
    GEO + "Geometry": SCHEMA + "GeoCoordinates",
    ORG + "Organization": SCHEMA + "Organization",
    ORG + "Post": SCHEMA + "Role",
    ORG + "Role": SCHEMA + "Role",
    SKOS + "Concept": SCHEMA + "DefinedTerm",
    SKOS + "ConceptScheme": SCHEMA + "DefinedTermSet",
}
SCHEMA_WORDS: Final = {
    BIBO + "isbn10": SCHEMA + "isbn",
    BIBO + "isbn13": SCHEMA + "isbn",
    C2C + "governmentOf": SCHEMA + "areaServed",
    C2C + "memberCity": SCHEMA + "member",
    C2C + "within": SCHEMA + "containedInPlace",
    DCTERMS + "creator": SCHEMA + "author",
    DCTERMS + "description": SCHEMA + "description",
    DCTERMS + "hasPart": SCHEMA + "hasPart",
    DCTERMS + "isPartOf": SCHEMA + "isPartOf",
    DCTERMS + "issued": SCHEMA + "datePublished",
    DCTERMS + "license": SCHEMA + "license",
    DCTERMS + "publisher": SCHEMA + "publisher",
    DCTERMS + "source": SCHEMA + "subjectOf",
    DCTERMS + "title": SCHEMA + "name",
    FOAF + "primaryTopic": SCHEMA + "mainEntity",
    GEO + "hasDefaultGeometry": SCHEMA + "geo",
    ORG + "subOrganizationOf": SCHEMA + "parentOrganization",
    RDFS + "comment": SCHEMA + "description",
    RDFS + "label": SCHEMA + "name",
    SKOS + "altLabel": SCHEMA + "alternateName",
    SKOS + "definition": SCHEMA + "description",
    SKOS + "exactMatch": SCHEMA + "sameAs",
    SKOS + "hasTopConcept": SCHEMA + "hasDefinedTerm",
    SKOS + "inScheme": SCHEMA + "inDefinedTermSet",
    SKOS + "notation": SCHEMA + "termCode",
    SKOS + "prefLabel": SCHEMA + "name",
}
ORG_TYPES: Final = {
    C2C + "CityGovernment": ORG + "FormalOrganization",
    C2C + "CityNetwork": ORG + "Organization",
    C2C + "Membership": ORG + "Membership",
    FOAF + "Document": FOAF + "Document",
    SCHEMA + "Person": FOAF + "Person",
    SKOS + "Concept": SKOS + "Concept",
    SKOS + "ConceptScheme": SKOS + "ConceptScheme",
}
ORG_WORDS: Final = {
    C2C + "administeredBy": ORG + "linkedTo",
    DCTERMS + "isPartOf": DCTERMS + "isPartOf",
    DCTERMS + "license": DCTERMS + "license",
    DCTERMS + "source": DCTERMS + "source",
    FOAF + "primaryTopic": FOAF + "primaryTopic",
    RDFS + "label": SKOS + "prefLabel",
    SCHEMA + "alternateName": SKOS + "altLabel",
    SKOS + "altLabel": SKOS + "altLabel",
    SKOS + "inScheme": SKOS + "inScheme",
    SKOS + "prefLabel": SKOS + "prefLabel",
}

_WKT: Final = GEO + "asWKT"
_MEMBERSHIP: Final = NamedNode(ORG + "Membership")
_ORGANIZATION: Final = ORG + "organization"
_ENDS: Final = {
    SCHEMA + "startDate": ("hasBeginning", "beginning"),
    SCHEMA + "endDate": ("hasEnd", "end"),
}
# how OWL-Time says when an instant is, by the datatype of the date
_POSITIONS: Final = {
    XSD + "date": TIME + "inXSDDate",
    XSD + "gYear": TIME + "inXSDgYear",
    XSD + "gYearMonth": TIME + "inXSDgYearMonth",
}


def schema_view(triples: Iterable[Triple]) -> list[Triple]:
    """Return what `triples` say in the words of https://schema.org/."""
    given = list(triples)
    said = list(_translated(given, SCHEMA, SCHEMA_TYPES, SCHEMA_WORDS))
    for triple in given:
        predicate = triple.predicate.value
        if predicate == _WKT and isinstance(triple.object, Literal):
            said += _coordinates(triple, triple.object)
        elif predicate == _ORGANIZATION and _names_two(triple):
            said.append(_triple(triple.object, SCHEMA + "member", triple.subject))
    return list(dict.fromkeys(said))


def org_view(facts: Facts, triples: Iterable[Triple]) -> list[Triple]:
    """Return what `triples` say in the words of ORG (W3C Recommendation of 2014).

    A city is a place and no agent, as `org:member` wants (ORG §5.2): the member is the
    city's government, where one is known. One more look-up a membership.
    """
    given = list(triples)
    said = list(_translated(given, ORG, ORG_TYPES, ORG_WORDS))
    memberships = {t.subject for t in given if t.object == _MEMBERSHIP}
    for triple in given:
        if triple.predicate == shown.MEMBER_CITY and isinstance(
            triple.object, NamedNode
        ):
            for government in facts.objects(triple.object, shown.GOVERNMENT):
                said.append(_triple(triple.subject, ORG + "member", government))
        elif triple.subject in memberships and triple.predicate.value in _ENDS:
            said += _during(triple)
    return list(dict.fromkeys(said))


def _translated(
    triples: Iterable[Triple],
    space: str,
    types: Mapping[str, str],
    names: Mapping[str, str],
) -> Iterator[Triple]:
    """Yield `triples` whose words are in `space`, or have a word in the tables."""
    for subject, predicate, value in triples:
        if str(getattr(subject, "value", "")).startswith(C2C):
            continue  # the label of a word of ours, which is not said here
        if predicate == words.TYPE:
            kind = str(getattr(value, "value", ""))
            told = kind if kind.startswith(space) else types.get(kind)
            if told:
                yield _triple(subject, words.TYPE.value, NamedNode(told))
            continue
        iri = predicate.value
        told = iri if iri.startswith(space) else names.get(iri)
        if told:
            yield _triple(subject, told, value)


def _coordinates(triple: Triple, wkt: Literal) -> Iterator[Triple]:
    for word, degrees in zip(
        ("longitude", "latitude"), longitude_and_latitude(wkt.value), strict=False
    ):
        number = Literal(degrees, datatype=NamedNode(XSD + "decimal"))
        yield _triple(triple.subject, SCHEMA + word, number)


def _during(triple: Triple) -> Iterator[Triple]:
    """Yield the interval of a membership and the end of it that `triple` tells."""
    owner, value = triple.subject, triple.object
    if not isinstance(owner, NamedNode) or not isinstance(value, Literal):
        return
    position = _POSITIONS.get(value.datatype.value)
    if position is None:
        return
    word, place = _ENDS[triple.predicate.value]
    interval = NamedNode(f"{owner.value}#during")
    instant = NamedNode(f"{owner.value}#{place}")
    yield _triple(owner, ORG + "memberDuring", interval)
    yield _triple(interval, words.TYPE.value, NamedNode(TIME + "Interval"))
    yield _triple(interval, TIME + word, instant)
    yield _triple(instant, words.TYPE.value, NamedNode(TIME + "Instant"))
    yield _triple(instant, position, value)


def _names_two(triple: Triple) -> bool:
    return isinstance(triple.object, NamedNode)


def _triple(subject: object, predicate: str, value: object) -> Triple:
    return Triple(subject, NamedNode(predicate), value)  # type: ignore[arg-type]
