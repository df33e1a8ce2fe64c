"""What a release infers, an OWL RL reasoner infers too; what it leaves out is known."""

import owlrl
import pytest
import rdflib
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import serialize
from rdflib.namespace import OWL
from rdflib.namespace import RDF
from rdflib.namespace import RDFS

from c2c_graph import namespaces
from c2c_graph.release.store import open_release

CITIES = """
    city:dk-aarhus a c2c:City ; c2c:within country:dk ; c2c:unLocode "DKAAR" .
    country:dk c2c:within region:nordic .
    region:nordic c2c:within region:world .
    network:c40 c2c:within region:world .
    city:dk-aarhus c2c:hasMembership membership:ncn--dk-aarhus .
    membership:ncn--dk-aarhus org:organization network:ncn .
    city:dk-aarhus c2c:twin city:se-malmo .
    city:se-malmo c2c:capitalOf country:se .
    <urn:untyped> c2c:twin city:se-malmo .
"""
AXIOMS = """
    schema:Place owl:equivalentClass <urn:place> .
    c2c:capitalOf rdfs:subPropertyOf c2c:within .
    c2c:within owl:inverseOf c2c:contains .
    c2c:contains rdfs:subPropertyOf c2c:near .
    c2c:twin a owl:SymmetricProperty ; rdfs:domain c2c:City .
    c2c:unLocode owl:equivalentProperty <urn:locode> .
    c2c:hasBeenMemberOf owl:inverseOf c2c:hasHadMember .
    c2c:City owl:disjointWith c2c:Country .
"""

Triple = tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]


@pytest.fixture
def inferred_and_closed(
    settings, dataset, release
) -> tuple[set[Triple], set[Triple], set[Triple]]:
    """Return what was asserted, what the release infers, and what owlrl infers."""
    dataset.write("data/cities/dk.ttl", CITIES)
    dataset.write("ontology/more.ttl", AXIOMS)
    release()
    store = open_release(settings.home).store
    graph = NamedNode(namespaces.INFERRED_GRAPH)
    inferred = as_rdflib(store.quads_for_pattern(None, None, None, graph))
    merged = {e.iri for e in open_release(settings.home).manifest.sources if e.merged}
    asserted = as_rdflib(
        quad for quad in store if getattr(quad.graph_name, "value", "") in merged
    )
    closed = rdflib.Graph()
    for triple in asserted:
        closed.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(closed)
    return asserted, inferred, set(closed) - asserted


def as_rdflib(quads) -> set[Triple]:
    text = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return set(rdflib.Graph().parse(data=text, format="nt"))


def test_every_inferred_triple_is_in_the_owl_rl_closure(inferred_and_closed) -> None:
    _, inferred, closed = inferred_and_closed
    assert len(inferred) > 30
    assert inferred - closed == set()


def test_what_is_left_out_is_of_known_kinds(inferred_and_closed) -> None:
    asserted, inferred, closed = inferred_and_closed
    kinds = {kind_left_out(triple, asserted) for triple in closed - inferred}
    assert kinds == {
        "a term is the same as, below or equivalent to itself, or below Thing",
        "built-in terms described",
        "domains and ranges, and types that follow from them",
        "equivalence and disjointness stated the other way round",
    }


def kind_left_out(triple: Triple, asserted: set[Triple]) -> str:
    subject, predicate, value = triple
    reflexive = {OWL.sameAs, RDFS.subClassOf, RDFS.subPropertyOf}
    reflexive |= {OWL.equivalentClass, OWL.equivalentProperty}
    top_or_bottom = {OWL.Thing, OWL.Nothing} & {subject, value}
    if (predicate in reflexive and subject == value) or top_or_bottom:
        return "a term is the same as, below or equivalent to itself, or below Thing"
    if (subject, RDF.type, value) == triple and (
        value in {OWL.Class, RDFS.Datatype, OWL.AnnotationProperty, RDF.Property}
        or str(value).startswith((str(RDFS), str(OWL)))
    ):
        return "built-in terms described"
    if predicate in {OWL.equivalentClass, OWL.equivalentProperty, OWL.disjointWith}:
        return "equivalence and disjointness stated the other way round"
    if predicate in {RDFS.domain, RDFS.range} or predicate == RDF.type:
        return "domains and ranges, and types that follow from them"
    return f"{subject} {predicate} {value}"
