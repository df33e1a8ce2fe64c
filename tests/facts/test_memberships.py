"""What the shipped files promise about memberships, shocks and stresses."""

import pytest

from c2c_graph.namespaces import THINGS

SHIPPED = {
    "c40": 101,
    "rc100": 103,
    "nordic-city-network": 10,
}


@pytest.mark.parametrize("network", SHIPPED)
def test_a_network_has_the_members_that_sources_state(rows, network):
    ((count,),) = rows(
        f"""SELECT (COUNT(DISTINCT ?m) AS ?n) WHERE {{
            ?m a c2c:Membership ; org:organization network:{network} }}"""
    )
    assert int(count) == SHIPPED[network]


def test_a_membership_key_is_its_network_and_its_city(rows):
    found = rows("SELECT ?m ?n ?c WHERE { ?m c2c:memberCity ?c ; org:organization ?n }")
    assert len(found) == len({membership for membership, _, _ in found})
    for membership, network, city in found:
        parts = [
            network.removeprefix(THINGS + "network/"),
            city.removeprefix(THINGS + "city/"),
        ]
        assert membership == THINGS + "membership/" + "--".join(parts)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("c2c:memberCity", "c2c:City"),
        ("org:organization", "c2c:CityNetwork"),
        ("dcterms:source", "c2c:Publication"),
        ("c2c:claimStatus", "skos:Concept"),
    ],
)
def test_what_a_membership_names_is_described(rows, path, kind):
    loose = rows(
        f"""SELECT ?m WHERE {{ ?m a c2c:Membership
            FILTER NOT EXISTS {{ ?m {path}/a/rdfs:subClassOf* {kind} }} }}"""
    )
    assert loose == []


def test_every_source_of_a_fact_is_described_in_one_file(rows):
    found = rows(
        """SELECT ?source (COUNT(DISTINCT ?g) AS ?files) WHERE {
           ?m dcterms:source ?source
           OPTIONAL { GRAPH ?g { ?source a c2c:Publication } } }
           GROUP BY ?source HAVING (COUNT(DISTINCT ?g) != 1)"""
    )
    assert found == []


def test_no_membership_rests_on_cdp(rows):
    found = rows(
        """SELECT ?m ?title WHERE { ?m a c2c:Membership ; dcterms:source ?source .
           ?source dcterms:title ?title ; schema:url ?url
           FILTER (CONTAINS(?title, "CDP") || CONTAINS(STR(?url), "cdp")) }"""
    )
    assert found == []


def test_no_membership_ends_before_it_starts_or_is_confirmed(rows):
    found = rows(
        """SELECT ?m ?start ?end ?seen WHERE { ?m a c2c:Membership
           OPTIONAL { ?m schema:startDate ?start } OPTIONAL { ?m schema:endDate ?end }
           OPTIONAL { ?m c2c:lastConfirmed ?seen } }"""
    )
    for membership, start, end, seen in found:
        years = [int(date[:4]) for date in (start, seen, end) if date]
        assert years == sorted(years), membership
        assert all(2004 <= year <= 2026 for year in years), membership


@pytest.mark.parametrize(
    ("membership", "start"),
    [
        ("c40--no-oslo", "2012-12-04"),
        ("c40--jo-amman", "2015-03-12"),
        ("c40--za-johannesburg", "2007"),
        ("rc100--sn-dakar", "2013-12-03"),
        ("rc100--gb-london", "2014-12-02"),
        ("rc100--ca-toronto", "2016-05-25"),
    ],
)
def test_a_start_is_stated_where_a_source_gives_it(rows, membership, start):
    assert rows(
        f"SELECT ?d WHERE {{ membership:{membership} schema:startDate ?d }}"
    ) == [(start,)]


@pytest.mark.parametrize(
    "membership",
    ["c40--ch-basel", "c40--ve-caracas", "c40--kr-changwon", "c40--ru-moscow",
     "rc100--vn-can-tho", "rc100--jp-kyoto", "nordic-city-network--no-tromso"],
)  # fmt: skip
def test_what_is_only_likely_is_not_stated(rows, membership):
    assert rows(f"SELECT ?p WHERE {{ membership:{membership} ?p ?o }}") == []


def test_alameda_was_dropped_by_its_programme(rows):
    assert rows(
        "SELECT ?d WHERE { membership:rc100--us-alameda schema:endDate ?d }"
    ) == [("2014",)]


def test_every_exposure_rests_on_a_claim_with_a_source(rows):
    loose = rows(
        """SELECT ?city ?challenge WHERE { ?city c2c:exposedTo ?challenge
           FILTER NOT EXISTS { ?claim a c2c:Claim ; schema:about ?city, ?challenge ;
             dcterms:source/a c2c:Publication } }"""
    )
    exposed = rows(
        "SELECT DISTINCT ?city ?challenge WHERE { ?city c2c:exposedTo ?challenge }"
    )
    assert loose == []
    assert len(exposed) == 43


@pytest.mark.parametrize("scheme", ["shock", "stress"])
def test_challenges_speak_three_languages(rows, scheme):
    found = rows(
        f"""SELECT ?c (COUNT(DISTINCT lang(?l)) AS ?labels)
                   (COUNT(DISTINCT lang(?d)) AS ?texts) WHERE {{
            ?c skos:inScheme c2cd:{scheme} ; skos:prefLabel ?l ; skos:definition ?d }}
            GROUP BY ?c"""
    )
    assert len(found) > 10
    assert all((labels, texts) == ("3", "3") for _, labels, texts in found)


@pytest.mark.parametrize(
    "challenge",
    [
        "shock:earthquake",
        "shock:fire",
        "shock:flood",
        "stress:food-shortage",
        "stress:high-unemployment",
        "stress:inefficient-public-transport",
        "stress:violent-crime",
        "stress:water-shortage",
    ],
)
def test_a_challenge_of_the_seed_is_a_concept(rows, challenge):
    assert rows(f"SELECT ?scheme WHERE {{ {challenge} skos:inScheme ?scheme }}")


def test_every_resilience_officer_holds_a_post_in_a_government(rows):
    found = rows(
        """SELECT DISTINCT ?person ?post ?place WHERE {
           ?person a schema:Person ; org:holds ?post .
           ?post org:role role:chief-resilience-officer ; org:postIn ?place ;
             dcterms:source ?source }"""
    )
    assert len(found) >= 4
