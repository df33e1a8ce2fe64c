"""Figures stand with source, unit, bound and date; what is disputed comes in pairs."""

INCOMPLETE = """
SELECT ?o { ?o a c2c:Observation
  FILTER(!CONTAINS(STR(?o), "--population--"))
  FILTER NOT EXISTS {
    ?o schema:observationAbout ?about ; schema:value ?value ;
      schema:variableMeasured/skos:prefLabel ?variable ;
      schema:unitCode/skos:prefLabel ?unit ;
      c2c:bound ?bound ; c2c:asOfBasis ?basis ; c2c:claimStatus ?status ;
      dcterms:source/dcterms:title ?source } }
"""
UNDATED = """
SELECT ?o { ?o a c2c:Observation ; c2c:asOfBasis ?basis
  FILTER NOT EXISTS { ?o schema:observationDate ?date }
  FILTER(?basis != as-of-basis:unknown) }
"""
DATED = """
SELECT ?o { ?o c2c:asOfBasis as-of-basis:unknown ; schema:observationDate ?date }
"""
# the two counts of C40's deeds measure the same thing by two names
ALONE = """
SELECT ?o { ?o a c2c:Observation ; c2c:claimStatus claim-status:disputed ;
    schema:observationAbout ?about ; schema:variableMeasured ?variable ;
    schema:value ?value
  BIND(?variable IN (variable:project-count, variable:climate-action-count) AS ?deeds)
  FILTER NOT EXISTS {
    ?other c2c:claimStatus claim-status:disputed ; schema:observationAbout ?about ;
      schema:variableMeasured ?measured ; schema:value ?else
    BIND(?measured IN (variable:project-count, variable:climate-action-count) AS ?same)
    FILTER(?else != ?value && (?measured = ?variable || (?same && ?deeds))) } }
"""
UNMARKED = """
SELECT ?one ?two {
  ?one schema:observationAbout ?about ; schema:variableMeasured ?variable ;
    schema:observationDate ?date ; schema:value ?x ;
    c2c:claimStatus claim-status:as-by-source .
  ?two schema:observationAbout ?about ; schema:variableMeasured ?variable ;
    schema:observationDate ?date ; schema:value ?y ;
    c2c:claimStatus claim-status:as-by-source .
  FILTER(?x != ?y && STR(?one) < STR(?two)) }
"""
AS_STATED = """
SELECT ?variable ?value {
  ?o a c2c:Observation ; schema:variableMeasured ?variable ; schema:value ?value ;
    dcterms:source ?source
  VALUES ?source { publication:undp-about-city2city-network
    publication:ifhp-making-cities-globally-connected } }
"""
SIZES = """
SELECT DISTINCT (SUBSTR(STR(?date), 1, 4) AS ?year) {
  ?o schema:observationAbout network:c40 ; schema:observationDate ?date ;
    schema:variableMeasured variable:member-city-count }
"""
CLAIMS = """
SELECT ?c (COUNT(DISTINCT LANG(?label)) AS ?languages) {
  ?c a c2c:Claim ; rdfs:label ?label ; schema:about/a ?kind ;
    dcterms:source/dcterms:title ?source ; c2c:claimStatus ?status } GROUP BY ?c
"""


def test_every_figure_is_complete(rows):
    assert rows(INCOMPLETE) == []


def test_a_figure_without_a_date_says_that_its_date_is_unknown(rows):
    assert rows(UNDATED) == rows(DATED) == []


def test_a_disputed_figure_has_another_that_disputes_it(rows):
    assert rows(ALONE) == []
    assert rows("SELECT ?o { ?o c2c:bound [] ; c2c:claimStatus claim-status:disputed }")


def test_two_figures_of_one_date_that_differ_are_marked(rows):
    assert rows(UNMARKED) == []


def test_the_figures_of_both_documents_are_kept_as_stated(rows):
    found = rows(AS_STATED)
    assert sorted((variable.rsplit("/")[-1], value) for variable, value in found) == [
        ("climate-affected-share", "70"),
        ("energy-share", "66.67"),
        ("ghg-share", "75"),
        ("member-city-count", "67"),
        ("member-city-count", "75"),
        ("project-count", "8000"),
        ("urban-share", "66.67"),
    ]


def test_c40_counted_its_cities_in_eleven_years(rows):
    assert len(rows(SIZES)) == 11


def test_every_claim_of_the_documents_speaks_three_languages(rows):
    found = rows(CLAIMS)
    assert len([claim for claim, languages in found if languages == "3"]) >= 35
