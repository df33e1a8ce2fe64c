"""The axioms of the vocabulary hold together; each test names its OOPS! pitfall."""

from itertools import combinations

from pyoxigraph import BlankNode
from pyoxigraph import NamedNode
from rdflib import URIRef
from rdflib.collection import Collection
from rdflib.namespace import ORG
from rdflib.namespace import OWL
from rdflib.namespace import RDF
from rdflib.namespace import RDFS
from rdflib.namespace import SDO
from rdflib.namespace import SKOS

C2C = "https://w3id.org/city2city/ns#"
INVERSES = {
    "hasGovernment": "governmentOf",
    "memberCity": "hasMembership",
    "madeBy": "madeCommitment",
    "hasTarget": "targetOf",
    "hasBaseline": "baselineOf",
    "progressOf": "hasProgressReport",
}
DISJOINT = [
    *(C2C + name for name in ("Baseline", "City", "CityGovernment", "CityNetwork")),
    *(C2C + name for name in ("Claim", "Commitment", "Country", "Initiative")),
    *(C2C + name for name in ("Membership", "Observation", "ProgressReport")),
    *(C2C + name for name in ("Publication", "Region", "Statement", "Target")),
    str(SDO.Person),
]


def pairs(vocabulary, predicate):
    return {(str(s), str(o)) for s, o in vocabulary.subject_objects(predicate)}


def sides(vocabulary, term, asserted, hinted):
    return [*vocabulary.objects(term, asserted), *vocabulary.objects(term, hinted)]


def has_cycle(edges):
    ancestors = {child: {p for c, p in edges if c == child} for child, _ in edges}
    for _ in edges:
        for child, above in ancestors.items():
            ancestors[child] = above.union(*(ancestors.get(p, ()) for p in above))
    return any(child in above for child, above in ancestors.items())


def test_nothing_is_a_blank_node(ontology_quads, facts):
    for quad in (*ontology_quads, *facts):
        assert BlankNode not in (type(quad.subject), type(quad.object)), quad


def test_nothing_is_imported_merged_or_left_as_thing(everything):
    banned = {str(OWL.imports), str(OWL.sameAs), str(OWL.Thing)}
    used = {t.value for q in everything for t in (q.predicate, q.object)}
    assert not banned & used


# P05, P13, P25
def test_the_six_inverse_pairs_are_stated_once_each(vocabulary):
    expected = {(C2C + one, C2C + other) for one, other in INVERSES.items()}
    assert pairs(vocabulary, OWL.inverseOf) == expected


# P05
def test_what_a_property_leads_to_is_where_its_inverse_starts(vocabulary):
    for one, other in vocabulary.subject_objects(OWL.inverseOf):
        domain = sides(vocabulary, one, RDFS.domain, SDO.domainIncludes)
        range_ = sides(vocabulary, one, RDFS.range, SDO.rangeIncludes)
        back = sides(vocabulary, other, RDFS.domain, SDO.domainIncludes)
        ahead = sides(vocabulary, other, RDFS.range, SDO.rangeIncludes)
        assert (sorted(domain), sorted(range_)) == (sorted(ahead), sorted(back))


# P13
def test_a_property_without_inverse_says_why(vocabulary):
    with_inverse = {C2C + name for pair in INVERSES.items() for name in pair}
    for term in vocabulary.minted(OWL.ObjectProperty):
        notes = vocabulary.texts(term, SKOS.editorialNote).get("en", [])
        reasoned = any(note.startswith("No inverse: ") for note in notes)
        assert reasoned != (str(term) in with_inverse), term


# P06, P31
def test_no_hierarchy_runs_in_a_circle(vocabulary):
    assert not has_cycle(pairs(vocabulary, RDFS.subClassOf))
    assert not has_cycle(pairs(vocabulary, RDFS.subPropertyOf))


# P10
def test_every_pair_of_different_kinds_is_disjoint(vocabulary):
    stated = {frozenset(pair) for pair in pairs(vocabulary, OWL.disjointWith)}
    kinds = {frozenset(pair) for pair in combinations(DISJOINT, 2)}
    studies = {frozenset((C2C + "CaseStudy", kind)) for kind in DISJOINT}
    studies.discard(frozenset((C2C + "CaseStudy", C2C + "Publication")))
    assert stated == kinds | studies | {frozenset((C2C + "Shock", C2C + "Stress"))}


# P11, P18, P19
def test_every_property_says_where_it_starts_and_ends(vocabulary):
    for term in vocabulary.minted(OWL.ObjectProperty, OWL.DatatypeProperty):
        assert sides(vocabulary, term, RDFS.domain, SDO.domainIncludes), term
        assert sides(vocabulary, term, RDFS.range, SDO.rangeIncludes), term
        for predicate in (RDFS.domain, RDFS.range):
            assert len(list(vocabulary.objects(term, predicate))) <= 1, term


# P26, P28, P29
def test_only_within_has_a_character_of_its_own(vocabulary):
    characters = {
        (str(term), str(kind))
        for term in vocabulary.minted()
        for kind in vocabulary.objects(term, RDF.type)
        if kind not in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    }
    assert characters == {(C2C + "within", str(OWL.TransitiveProperty))}


# P33
def test_the_one_chain_leads_from_membership_to_network(vocabulary):
    chains = list(vocabulary.subject_objects(OWL.propertyChainAxiom))
    [(term, first)] = chains
    assert str(term) == C2C + "hasBeenMemberOf"
    steps = list(Collection(vocabulary, first))
    assert steps == [URIRef(C2C + "hasMembership"), ORG.organization]


# P04
def test_no_term_stands_alone(vocabulary, everything):
    links = {
        term.value
        for quad in everything
        for term in (quad.predicate, quad.object)
        if term.value.startswith(C2C)
    }
    named = {
        str(s) for s in vocabulary.minted() if (s, RDFS.domain, None) in vocabulary
    }
    assert {str(term) for term in vocabulary.minted()} <= links | named


# P34, P35
def test_every_term_of_ours_in_use_is_declared(vocabulary, everything):
    used = {
        term.value
        for quad in everything
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, NamedNode) and term.value.startswith(C2C)
    }
    assert sorted(used - set(map(str, vocabulary.minted()))) == []


# P36
def test_no_iri_of_ours_names_a_file_format(everything):
    ours = {
        term.value
        for quad in everything
        for term in (quad.subject, quad.object)
        if term.value.startswith("https://w3id.org/city2city/")
    }
    assert not [i for i in ours if i.endswith((".ttl", ".owl", ".rdf", ".html"))]
