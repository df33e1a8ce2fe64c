"""Comunica joins us with a second endpoint; it reads our service description first."""

import pytest

from tests.federation_in.engines import ask_comunica

pytestmark = pytest.mark.long

PREFIXES = """PREFIX c2c: <https://w3id.org/city2city/ns#>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX ex: <http://example.org/>
"""


@pytest.fixture
def ask(installed_comunica):
    return lambda query, *sources: ask_comunica(
        installed_comunica, sources, PREFIXES + query
    )


def test_it_joins_us_with_a_second_endpoint(ask, ours, partner):
    query = """SELECT ?name ?note { ?country ex:note ?note ; rdfs:label ?name
      FILTER(lang(?name) = "en") } ORDER BY ?name"""
    assert ask(query, ours, partner.endpoint) == [
        {"name": "Senegal", "note": "warm"},
        {"name": "Sweden", "note": "cold"},
    ]


def test_it_hands_us_whole_queries(ask, ours):
    query = "SELECT (COUNT(DISTINCT ?city) AS ?n) { ?city a c2c:City }"
    (row,) = ask(query, ours)
    assert int(row["n"]) > 10


def test_it_walks_a_path_over_our_triples(ask, ours):
    query = """SELECT DISTINCT ?network { ?membership c2c:memberCity/c2c:country
      <https://w3id.org/city2city/id/country/se> ; org:organization ?network }"""
    assert len(ask(query, ours)) > 0


def test_it_asks_us_by_service(ask, ours, partner):
    query = f"""SELECT ?name {{ ?country ex:note "cold"
      SERVICE <{ours}> {{ ?country rdfs:label ?name FILTER(lang(?name) = "en") }} }}"""
    assert ask(query, partner.endpoint) == [{"name": "Sweden"}]
