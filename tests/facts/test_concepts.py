"""Code lists: three languages, one scheme each, the nine areas tied to the SDGs."""

import re

AREAS = [
    "urban-informal-economy",
    "urban-circular-economy",
    "city-digital-transformation",
    "urban-climate-action-energy",
    "city-resilience",
    "city-governance",
    "local-economic-development",
    "municipal-financing-for-development",
    "urban-poverty-spatial-inequalities",
]


def test_the_nine_thematic_areas_keep_their_order(rows):
    found = rows("SELECT ?a { ?a a c2c:ThematicArea ; schema:position ?n } ORDER BY ?n")
    assert [area.rsplit("/")[-1] for (area,) in found] == AREAS


def test_every_thematic_area_links_to_targets_of_the_un(rows):
    found = rows("SELECT ?a ?sdg { ?a a c2c:ThematicArea ; skos:relatedMatch ?sdg }")
    assert len({area for area, _ in found}) == 9
    pattern = re.compile(r"http://metadata\.un\.org/sdg/\d{1,2}\.[0-9a-d]{1,2}")
    assert all(pattern.fullmatch(sdg) for _, sdg in found)


def test_the_links_to_the_un_are_marked_as_ours(rows):
    found = rows("SELECT ?note { ?a a c2c:ThematicArea ; skos:editorialNote ?note }")
    assert len(found) == 9
    assert all("proposed by this project" in note for (note,) in found)


def test_the_heading_in_capitals_is_kept_as_a_hidden_label_only(rows):
    assert rows("SELECT ?t { ?a a c2c:ThematicArea ; skos:hiddenLabel ?t }") == [
        ("URBAN POVERTY AND SPATIAL INEQUALITIES",)
    ]


def test_every_concept_has_label_and_definition_in_three_languages(rows):
    poor = (
        "SELECT ?c ?language { ?c skos:inScheme ?scheme"
        " VALUES ?language { 'en' 'fr' 'es' }"
        " FILTER NOT EXISTS { ?c skos:prefLabel ?label ; skos:definition ?text"
        " FILTER(LANG(?label) = ?language && LANG(?text) = ?language) } }"
    )
    assert rows(poor) == []


def test_a_scheme_knows_its_top_concepts_and_they_know_it(rows):
    down = rows("SELECT DISTINCT ?s ?c { ?s skos:hasTopConcept ?c }")
    up = rows("SELECT DISTINCT ?s ?c { ?c skos:topConceptOf ?s }")
    assert sorted(down) == sorted(up)


def test_two_concepts_of_a_scheme_never_share_a_label(rows):
    same = (
        "SELECT ?a ?b ?label { ?a skos:inScheme ?s ; skos:prefLabel ?label ."
        " ?b skos:inScheme ?s ; skos:prefLabel ?label FILTER(STR(?a) < STR(?b)) }"
    )
    assert rows(same) == []
