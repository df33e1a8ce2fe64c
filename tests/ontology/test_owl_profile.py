"""The vocabulary lies in OWL 2 DL and in OWL 2 RL, and it does not contradict itself.

The OWL API and HermiT come from the jar that owlready2 carries. HermiT knows no
datatype outside the OWL 2 datatype map (no dates but xsd:dateTime, no WKT), so
literals of other types are left out where facts are checked.
"""

from pathlib import Path

import jpype
import owlready2
import pytest
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import serialize

JAR = Path(owlready2.__file__).parent / "hermit" / "HermiT.jar"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OWL = "http://www.w3.org/2002/07/owl#"
ORG = "http://www.w3.org/ns/org#"
XSD = "http://www.w3.org/2001/XMLSchema#"
C2C = "https://w3id.org/city2city/ns#"
MALMO = "https://w3id.org/city2city/id/city/se-malmo"
OUTSIDE_THE_MAP = {
    XSD + "date",
    XSD + "gYear",
    XSD + "gYearMonth",
    "http://www.opengis.net/ont/geosparql#wktLiteral",
}


def quad(subject, predicate, value):
    return Quad(NamedNode(subject), NamedNode(predicate), NamedNode(value))


# org:member is functional; a chain makes it non-simple, and DL allows not both
CHAIN_ON_A_FUNCTIONAL_PROPERTY = [
    quad(ORG + "member", RDF + "type", OWL + "ObjectProperty"),
    quad(ORG + "member", RDF + "type", OWL + "FunctionalProperty"),
    quad(ORG + "member", OWL + "propertyChainAxiom", "urn:list:1"),
    quad("urn:list:1", RDF + "first", C2C + "memberCity"),
    quad("urn:list:1", RDF + "rest", "urn:list:2"),
    quad("urn:list:2", RDF + "first", C2C + "hasGovernment"),
    quad("urn:list:2", RDF + "rest", RDF + "nil"),
]
CITY_THAT_IS_A_NETWORK = [
    quad("urn:both", RDF + "type", C2C + "City"),
    quad("urn:both", RDF + "type", C2C + "CityNetwork"),
]


@pytest.fixture(scope="session")
def java():
    if not jpype.isJVMStarted():
        try:
            path = jpype.getDefaultJVMPath()
        except jpype.JVMNotFoundException:
            pytest.skip("no Java found: OWL profiles and consistency are not checked")
        # -Xrs leaves signals to Python, whose tests use them
        jpype.startJVM(path, "-Xrs", classpath=[str(JAR)])
    return jpype.JClass


@pytest.fixture
def load(java):
    manager = java("org.semanticweb.owlapi.apibinding.OWLManager")
    source = java("org.semanticweb.owlapi.io.StringDocumentSource")

    def load(quads):
        triples = {quad.triple for quad in quads}
        text = serialize(triples, format=RdfFormat.RDF_XML).decode()
        fresh = manager.createOWLOntologyManager()
        return fresh.loadOntologyFromOntologyDocument(source(text))

    return load


@pytest.fixture
def violations(java):
    def violations(ontology, profile):
        checker = java(f"org.semanticweb.owlapi.profiles.{profile}Profile")()
        return [str(v) for v in checker.checkOntology(ontology).getViolations()]

    return violations


@pytest.fixture
def reasoner(java):
    return java("org.semanticweb.HermiT.Reasoner")


def understood(quads):
    """Return the triples whose literals are in the OWL 2 datatype map."""
    return [
        quad
        for quad in quads
        if not isinstance(quad.object, Literal)
        or quad.object.datatype.value not in OUTSIDE_THE_MAP
    ]


@pytest.mark.parametrize("profile", ["OWL2DL", "OWL2RL"])
def test_the_vocabulary_is_in_the_profile(ontology_quads, load, violations, profile):
    assert violations(load(ontology_quads), profile) == []


def test_the_vocabulary_is_consistent_and_every_class_can_have_members(
    ontology_quads, load, reasoner
):
    hermit = reasoner(load(ontology_quads))
    assert hermit.isConsistent()
    assert hermit.getUnsatisfiableClasses().getEntitiesMinusBottom().isEmpty()


@pytest.mark.parametrize("profile", ["OWL2DL", "OWL2RL"])
def test_a_chain_on_a_functional_property_leaves_the_profile(
    ontology_quads, load, violations, profile
):
    ontology = load([*ontology_quads, *CHAIN_ON_A_FUNCTIONAL_PROPERTY])
    found = violations(ontology, profile)
    assert any("non-simple property" in violation for violation in found)


def test_a_chain_on_a_functional_property_is_refused_by_the_reasoner(
    ontology_quads, load, reasoner
):
    ontology = load([*ontology_quads, *CHAIN_ON_A_FUNCTIONAL_PROPERTY])
    with pytest.raises(jpype.JException, match=r"[Nn]on-simple"):
        reasoner(ontology)


def test_a_city_that_is_a_network_is_in_the_profile_and_inconsistent(
    ontology_quads, load, violations, reasoner
):
    ontology = load([*ontology_quads, *CITY_THAT_IS_A_NETWORK])
    assert violations(ontology, "OWL2DL") == []
    assert not reasoner(ontology).isConsistent()


@pytest.mark.long
def test_the_facts_do_not_contradict_the_vocabulary(
    ontology_quads, facts, load, reasoner
):
    assert reasoner(load(understood([*ontology_quads, *facts]))).isConsistent()


@pytest.mark.long
def test_a_single_wrong_fact_among_all_is_found(ontology_quads, facts, load, reasoner):
    wrong = quad(MALMO, RDF + "type", C2C + "CityNetwork")
    ontology = load(understood([*ontology_quads, *facts, wrong]))
    assert not reasoner(ontology).isConsistent()
