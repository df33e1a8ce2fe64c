"""What the shipped files promise about countries, regions and cities."""

import re

import pytest

from c2c_graph import namespaces

COUNTRY = namespaces.THINGS + "country/"
REGION = namespaces.THINGS + "region/"
CITY = namespaces.THINGS + "city/"

# west, south, east, north; wide enough for far islands of every M49 region
BOXES = {
    "002": (-26, -47, 64, 38),  # Africa
    "019": (-180, -60, -17, 84),  # Americas
    "142": (25, -12, 146, 82),  # Asia
    "150": (-32, 27, 180, 82),  # Europe
    "009": (-180, -56, 180, 29),  # Oceania
}
WIDEST = """SELECT DISTINCT ?city ?wkt ?code WHERE {
  ?city a c2c:City ; c2c:country/c2c:within+ ?region .
  ?city geo:hasDefaultGeometry/geo:asWKT ?wkt .
  ?region c2c:m49Code ?code . FILTER NOT EXISTS { ?region c2c:within [] } }"""


def test_every_iso_3166_country_is_here(rows):
    found = rows(
        "SELECT DISTINCT ?code WHERE { ?c a c2c:Country ; c2c:isoAlpha2Code ?code }"
    )
    assert len(found) == 249


@pytest.mark.parametrize(
    ("term", "pattern"),
    [
        ("isoAlpha2Code", "[A-Z]{2}"),
        ("isoAlpha3Code", "[A-Z]{3}"),
        ("m49Code", "[0-9]{3}"),
    ],
)
def test_country_codes_are_well_formed_and_never_shared(rows, term, pattern):
    codes = [
        code
        for (code,) in rows(
            f"SELECT ?code WHERE {{ ?c a c2c:Country ; c2c:{term} ?code }}"
        )
    ]
    assert len(codes) == len(set(codes)) == 249
    assert all(re.fullmatch(pattern, code) for code in codes)


def test_a_country_key_is_its_alpha_2_code(rows):
    for country, code in rows("SELECT ?c ?code WHERE { ?c c2c:isoAlpha2Code ?code }"):
        assert country == COUNTRY + code.lower()


def test_every_country_but_antarctica_lies_in_one_m49_region(rows):
    homeless = rows(
        """SELECT ?c WHERE { ?c a c2c:Country
           FILTER NOT EXISTS { ?c c2c:within/c2c:m49Code ?code } }"""
    )
    twice = rows(
        """SELECT ?c WHERE { ?c a c2c:Country ; c2c:within ?r . ?r c2c:m49Code ?m }
           GROUP BY ?c HAVING (COUNT(DISTINCT ?r) > 1)"""
    )
    assert homeless == [(COUNTRY + "aq",)]
    assert twice == []


def test_the_regions_lead_up_to_the_five_continents_of_m49(rows):
    top = rows(
        """SELECT ?code WHERE { ?r a c2c:Region ; c2c:m49Code ?code
           FILTER NOT EXISTS { ?r c2c:within [] } }"""
    )
    assert {code for (code,) in top} == set(BOXES)


@pytest.mark.parametrize(
    ("country", "region"),
    [("se", "m49-154"), ("ke", "m49-014"), ("ke", "m49-202"), ("br", "m49-419"),
     ("jp", "m49-142"), ("nz", "m49-009"), ("gl", "nordic"), ("fo", "nordic")],
)  # fmt: skip
def test_a_country_lies_within_its_regions(rows, country, region):
    found = rows(f"SELECT ?r WHERE {{ country:{country} c2c:within+ ?r }}")
    assert (REGION + region,) in found


def test_every_city_has_an_english_name_and_one_country(rows):
    without = rows(
        """SELECT ?city WHERE { ?city a c2c:City
           FILTER NOT EXISTS { ?city rdfs:label ?name FILTER (lang(?name) = "en") } }"""
    )
    countries = rows(
        """SELECT ?city (COUNT(DISTINCT ?c) AS ?n) WHERE { ?city a c2c:City
           OPTIONAL { ?city c2c:country ?c . ?c a c2c:Country } }
           GROUP BY ?city HAVING (COUNT(DISTINCT ?c) != 1)"""
    )
    assert without == []
    assert countries == []


def test_a_city_key_begins_with_its_country(rows):
    found = rows("SELECT DISTINCT ?city ?country WHERE { ?city c2c:country ?country }")
    assert len(found) >= 179
    for city, country in found:
        key = city.removeprefix(CITY)
        assert re.fullmatch(r"[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*", key)
        assert key[:2] == country.removeprefix(COUNTRY)


def test_every_city_without_a_point_says_why_or_was_imported_without_one(rows):
    silent = rows(
        """SELECT DISTINCT ?city WHERE { [] c2c:memberCity ?city
           FILTER NOT EXISTS { ?city geo:hasDefaultGeometry [] }
           FILTER NOT EXISTS { ?city skos:editorialNote ?why } }"""
    )
    assert silent == []


@pytest.mark.parametrize("kind", ["City", "Country"])
@pytest.mark.parametrize("host", ["sws.geonames.org", "www.wikidata.org"])
def test_no_two_places_of_a_kind_link_to_the_same_record(rows, host, kind):
    # Singapore and Hong Kong are a city and a country of one record
    shared = rows(
        f"""SELECT ?same WHERE {{ ?place a c2c:{kind} ; schema:sameAs ?same
            FILTER CONTAINS(STR(?same), "{host}") }}
            GROUP BY ?same HAVING (COUNT(DISTINCT ?place) > 1)"""
    )
    assert shared == []


def test_links_are_written_in_one_form_a_database(rows):
    form = re.compile(
        r"https://sws\.geonames\.org/[0-9]+/|http://www\.wikidata\.org/entity/Q[0-9]+"
    )
    links = rows(
        """SELECT DISTINCT ?same WHERE { ?place schema:sameAs ?same
           VALUES ?kind { c2c:City c2c:Country } ?place a ?kind }"""
    )
    assert len(links) > 600
    assert [same for (same,) in links if not form.fullmatch(same)] == []


def test_a_un_locode_belongs_to_one_city_of_its_country(rows):
    found = rows("SELECT DISTINCT ?city ?code WHERE { ?city c2c:unLocode ?code }")
    codes = [code for _, code in found]
    assert len(codes) == len(set(codes))
    for city, code in found:
        assert re.fullmatch(r"[A-Z]{2}[A-Z2-9]{3}", code)
        assert city.removeprefix(CITY)[:2] == code[:2].lower()


def test_points_are_longitude_latitude_inside_their_continent(rows):
    found = rows(WIDEST)
    assert len(found) >= 170
    for city, wkt, code in found:
        point = re.fullmatch(
            r"POINT\((-?[0-9]+(?:\.[0-9]{1,6})?) (-?[0-9]+(?:\.[0-9]{1,6})?)\)", wkt
        )
        assert point, (city, wkt)
        longitude, latitude = map(float, point.groups())
        west, south, east, north = BOXES[code]
        assert west <= longitude <= east, city
        assert south <= latitude <= north, city


@pytest.mark.parametrize(
    ("city", "longitude", "latitude"),
    [
        ("se-malmo", 13.0, 55.6),
        ("us-new-york-city", -74.0, 40.7),
        ("za-cape-town", 18.4, -33.9),
    ],
)
def test_well_known_cities_stand_where_they_are(rows, city, longitude, latitude):
    ((wkt,),) = rows(
        f"SELECT ?wkt WHERE {{ city:{city} geo:hasDefaultGeometry/geo:asWKT ?wkt }}"
    )
    x, y = map(float, wkt[6:-1].split())
    assert (x, y) == pytest.approx((longitude, latitude), abs=0.1)


def test_a_geonames_population_counts_people_above_zero(rows):
    found = rows(
        """SELECT ?o ?city ?n ?unit WHERE {
           ?o schema:variableMeasured variable:population ;
             schema:observationAbout ?city ; schema:value ?n ; schema:unitCode ?unit ;
             dcterms:source publication:geonames-org }"""
    )
    assert len(found) >= 170
    assert len({city for _, city, _, _ in found}) == len(found)
    assert all(int(n) > 0 and unit.endswith("/unit/person") for _, _, n, unit in found)
