"""The four networks: who began them, where they are, what they want and do."""

import pytest

FOUR = {
    "https://w3id.org/city2city/id/network/c40",
    "https://w3id.org/city2city/id/network/city2city",
    "https://w3id.org/city2city/id/network/nordic-city-network",
    "https://w3id.org/city2city/id/network/rc100",
}


def test_there_are_four_networks_and_their_thematic_networks(rows):
    assert {
        network for (network,) in rows("SELECT ?n { ?n a c2c:CityNetwork }")
    } == FOUR


@pytest.mark.parametrize(
    "path",
    [
        "dcterms:source",
        "schema:foundingDate",
        "schema:foundingLocation|schema:location|schema:areaServed",
        "org:purpose",
        "c2c:offers",
        "c2c:thematicArea",
        "rdfs:seeAlso",
    ],
)
def test_every_network_states(path, rows):
    found = rows(f"SELECT DISTINCT ?n {{ ?n a c2c:CityNetwork ; {path} ?value }}")
    assert {network for (network,) in found} == FOUR


@pytest.mark.parametrize(
    ("network", "founder"),
    [
        ("network:city2city", "United Nations Development Programme"),
        ("network:city2city", "Conrad N. Hilton Foundation"),
        ("network:c40", "Ken Livingstone"),
        ("network:rc100", "The Rockefeller Foundation"),
    ],
)
def test_a_network_has_the_founder_that_its_sources_name(network, founder, rows):
    assert (founder,) in rows(
        f"SELECT ?name {{ {network} schema:founder/rdfs:label ?name"
        " FILTER(LANG(?name) = 'en') }"
    )


def test_the_network_without_a_founder_says_why(rows):
    assert rows("SELECT ?f { network:nordic-city-network schema:founder ?f }") == []
    ((note,),) = rows("SELECT ?t { network:nordic-city-network skos:editorialNote ?t }")
    assert "No source names a founder" in note


def test_undp_administers_city2city(rows):
    found = rows(
        "SELECT ?name { network:city2city"
        " c2c:administeredBy/schema:alternateName ?name }"
    )
    assert found == [("UNDP",)]


def test_c40_has_the_ten_thematic_networks_of_the_page(rows):
    found = rows(
        "SELECT ?name { ?n a c2c:ThematicNetwork ; schema:alternateName ?name ;"
        " org:subOrganizationOf network:c40 ; dcterms:source"
        " publication:ifhp-making-cities-globally-connected } ORDER BY ?name"
    )
    names = {name for (name,) in found}
    assert {
        "bus rapid transport",
        "climate positive development",
        "climate risk assessment",
        "delta cities",
        "cool cities",
        "district energy",
        "low emission vehicles",
        "building efficiency",
        "transit orientated development",
        "waste to resource",
    } <= names
    assert len(rows("SELECT ?n { ?n org:subOrganizationOf network:c40 }")) == 10


def test_building_efficiency_stands_for_two_networks(rows):
    found = rows(
        "SELECT ?n { ?n org:subOrganizationOf network:c40-building-efficiency }"
    )
    assert len(found) == 2


def test_100_resilient_cities_addresses_three_shocks_and_five_stresses(rows):
    found = rows(
        "SELECT ?kind (COUNT(DISTINCT ?c) AS ?n) {"
        " network:rc100 c2c:addressesChallenge ?c . ?c a ?kind }"
        " GROUP BY ?kind ORDER BY ?kind"
    )
    assert [(kind.rsplit("#")[1], n) for kind, n in found] == [
        ("Shock", "3"),
        ("Stress", "5"),
    ]


def test_the_agenda_has_three_numbered_cases_about_networks(rows):
    found = rows(
        "SELECT ?n ?network { ?case a c2c:CaseStudy ;"
        " schema:position ?n ; schema:about ?network ;"
        " dcterms:isPartOf publication:making-cities-globally-connected } ORDER BY ?n"
    )
    assert [(n, network.rsplit("/")[-1]) for n, network in found] == [
        ("1", "c40"),
        ("2", "rc100"),
        ("3", "nordic-city-network"),
    ]


def test_every_post_has_a_holder_a_place_and_a_source(rows):
    bare = (
        "SELECT ?post { ?post a org:Post FILTER NOT EXISTS {"
        " ?post org:heldBy|^org:holds ?person ; org:postIn ?body ; org:role ?role ;"
        " dcterms:source ?source . ?person a schema:Person . ?role a org:Role } }"
    )
    assert rows(bare) == []
