"""A finding points at the term that is wrong, or where a statement is missing."""

import pytest

from tests.validation.conftest import PREFIXES

SHAPES = """
<http://x.example/shape> a sh:NodeShape ; sh:targetClass c2c:City ;
  sh:property [ sh:path rdfs:comment ; sh:minCount 1 ] ;
  sh:property [ sh:path c2c:country ; sh:class c2c:Country ; sh:maxCount 1 ] ;
  sh:property [ sh:path rdfs:seeAlso ; sh:node [ sh:property [
    sh:path rdfs:label ; sh:datatype rdf:langString ] ] ] ;
  sh:closed true ; sh:ignoredProperties ( rdf:type rdfs:label c2c:unLocode ) .
"""
SOUND = 'city:se-malmo a c2c:City ; rdfs:comment "x"@en '


@pytest.mark.parametrize(
    ("statement", "pointed"),
    [
        ("c2c:country city:se-malmo .", "city:se-malmo"),
        ("rdfs:isDefinedBy rdfs: .", "rdfs:isDefinedBy"),
        ("c2c:contry city:se-malmo .", "c2c:contry"),
        ("a  c2c:Citty .", "c2c:Citty"),
        ('c2c:unLocode "a"^^c2c:none .', "c2c:none"),
        ('c2c:unLocode "01"^^ xsd:integer .', '"01"^^ xsd:integer'),
    ],
)
def test_a_finding_points_at_the_term_that_is_wrong(home, statement, pointed):
    home.file("shapes/City.ttl", PREFIXES + SHAPES)
    home.data(f"{SOUND};\n  {statement}\n")
    texts = {f.text[f.column - 1 : f.end_column - 1] for f in home.findings()}
    assert pointed in texts


def test_a_missing_statement_points_at_the_block_of_its_node(home):
    home.file("shapes/City.ttl", PREFIXES + SHAPES)
    home.data("\n  city:se-malmo\n    a c2c:City .\n")
    (finding,) = (f for f in home.findings() if f.source == "data/a.ttl")
    assert finding.text == "  city:se-malmo"
    assert (finding.column, finding.end_column) == (3, 16)
