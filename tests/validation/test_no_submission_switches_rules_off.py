"""What a submission says of our vocabulary, rules or run silences no rule."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.reading import read
from c2c_graph.release.published_facts import packaged
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted

PREFIXES = "".join(f"@prefix {n}: <{s}> .\n" for n, s in load_prefixes().items())
FAULTY = """
membership:x--y a c2c:Membership ; org:organization network:c40 ;
  c2c:memberCity city:se-malmo ; rdfs:label "X"@en ; dcterms:source publication:none ;
  schema:startDate "1990-01-01"^^xsd:date .
membership:ahead a c2c:Membership ; org:organization network:c40 ;
  c2c:memberCity city:se-nowhere ; schema:startDate "2090-01-01"^^xsd:date .
city:se-bad a c2c:City ; rdfs:label "Bad" ; c2c:country country:se, country:no ;
  c2c:contry country:se ; c2c:unLocode "SE MMA" .
city:se-other a c2c:Citty ; rdfs:label "Other"@en .
"""
HOSTILE = {
    "no class any more": "c2c:City a owl:Thing, rdfs:Datatype .",
    "classes in a circle": "c2c:City rdfs:subClassOf c2c:Membership . "
    "c2c:Membership rdfs:subClassOf c2c:City .",
    "terms of its own": "c2c:Citty a owl:Class ; rdfs:label 'a'@en ; "
    "rdfs:isDefinedBy <https://w3id.org/city2city/ns> . "
    "c2c:contry a owl:ObjectProperty .",
    "retired terms": "c2c:City owl:deprecated true . c2c:contry owl:deprecated true .",
    "another day": "c2s:this-run c2s:today '2999-01-01'^^xsd:date, 'x' .",
    "shapes without effect": "c2s:City sh:deactivated true ; sh:severity sh:Info . "
    "c2s:Membership a sh:NodeShape ; sh:deactivated true .",
    "published things as others": "network:c40 a c2c:City . country:se a owl:Class . "
    "country:no a c2c:City .",
    "one for another": "country:se owl:sameAs country:no .",
    "derived names": "city:se-bad c2s:nameKey 'x' . city:se-malmo c2s:nameKey 'bad' .",
    "other domains": "c2c:memberCity rdfs:range owl:Nothing ; rdfs:domain c2c:City . "
    "c2c:City owl:equivalentClass c2c:Membership .",
    "SHACL and RDF": "rdf:type a rdf:type, c2c:City . sh:NodeShape a sh:NodeShape . "
    "rdfs:subClassOf rdfs:subClassOf rdfs:subClassOf . sh:Violation a sh:Info .",
    "blank nodes": "_:b0 a c2c:City . _:f1 a c2c:Membership ; c2c:memberCity _:b0 .",
    "odd IRIs": "<https://w3id.org/city2city/id/city/> a c2c:City . "
    "<https://w3id.org/city2city/id/city/se-'%3E> a c2c:City ; rdfs:label '\\\\1\"' .",
}


@pytest.fixture(scope="module")
def found():
    """Return what is told of a text: rules with what they are about."""
    book, published = Rulebook.packaged(), packaged()

    def found(text):
        content = (PREFIXES + text).encode()
        document = read(content, name="s.ttl", format=RdfFormat.TURTLE)
        day = datetime.date(2026, 11, 22)
        told = validate(Submitted((document,)), published, today=day, rulebook=book)
        return {(f.rule, f.focus, f.path, f.value) for f in told.findings}

    return found


@pytest.fixture(scope="module")
def expected(found):
    return found(FAULTY)


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_wrong_is_told_whatever_else_is_said(found, expected, name):
    assert expected - found(FAULTY + HOSTILE[name]) == set()
