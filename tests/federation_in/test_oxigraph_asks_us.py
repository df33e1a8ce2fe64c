"""`oxigraph serve`, a partner's own endpoint, evaluates queries with SERVICE <us>."""

import pytest

from tests.federation_in.engines import oxigraph

PREFIXES = """PREFIX c2c: <https://w3id.org/city2city/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX ex: <http://example.org/>
"""
JOINED = [
    {
        "country": "https://w3id.org/city2city/id/country/se",
        "name": "Sweden",
        "note": "cold",
    },
    {
        "country": "https://w3id.org/city2city/id/country/sn",
        "name": "Senegal",
        "note": "warm",
    },
]


def names(ours, pattern="?country rdfs:label ?name FILTER(lang(?name) = 'en')"):
    return f"SERVICE <{ours}> {{ {pattern} }}"


def test_a_join_with_us_gives_the_rows_of_both(partner, ours):
    query = f"SELECT * {{ ?country ex:note ?note . {names(ours)} }} ORDER BY ?country"
    assert partner.rows(PREFIXES + query) == JOINED


def test_a_server_that_may_be_written_to_asks_the_same_way(notes, tmp_path, ours):
    query = f"SELECT * {{ ?country ex:note ?note . {names(ours)} }} ORDER BY ?country"
    with oxigraph(tmp_path / "store", notes, "serve") as server:
        assert server.rows(PREFIXES + query) == JOINED


def test_values_are_sent_to_us_and_come_back(partner, ours):
    bound = "VALUES ?country { <https://w3id.org/city2city/id/country/se> } "
    service = names(ours, bound + "?country rdfs:label ?name FILTER(lang(?name)='en')")
    rows = partner.rows(f"{PREFIXES} SELECT * {{ ?country ex:note ?note . {service} }}")
    assert rows == JOINED[:1]


def test_what_is_counted_here_is_a_number_there(partner, ours):
    pattern = "SELECT (COUNT(*) AS ?cities) { ?city a c2c:City }"
    (row,) = partner.rows(f"{PREFIXES} SELECT * {{ {names(ours, pattern)} }}")
    assert int(row["cities"]) > 10


def test_a_partner_does_not_take_a_refusal_for_no_rows(partner, ours):
    # Oxigraph has sent 200 by then, and breaks off in the middle of its JSON
    pattern = "?s ?p ?o SERVICE <http://a.example/> { ?s ?p ?o }"
    with pytest.raises((ValueError, OSError)):
        partner.rows(f"SELECT * {{ {names(ours, pattern)} }}")


def test_silent_makes_it_one_empty_row(partner, ours):
    pattern = "?s ?p ?o SERVICE <http://a.example/> { ?s ?p ?o }"
    service = names(ours, pattern).replace("SERVICE", "SERVICE SILENT", 1)
    assert partner.rows(f"SELECT * {{ {service} }}") == [{}]
