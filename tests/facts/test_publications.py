"""Publications, the reading list, and the one quotation that is kept word for word."""

import pytest


def weighted_sum(digits, weights):
    return sum(
        int(digit) * weight for digit, weight in zip(digits, weights, strict=True)
    )


def test_every_isbn_has_a_valid_check_digit(rows):
    found = [isbn for (isbn,) in rows("SELECT DISTINCT ?isbn { ?p bibo:isbn13 ?isbn }")]
    assert len(found) >= 6
    assert all(weighted_sum(isbn, [1, 3] * 6 + [1]) % 10 == 0 for isbn in found)


def test_a_short_isbn_is_the_same_book_as_the_long_one(rows):
    found = rows(
        "SELECT DISTINCT ?short ?long { ?p bibo:isbn10 ?short ; bibo:isbn13 ?long }"
    )
    assert found
    assert all(long[3:12] == short[:9] for short, long in found)
    assert all(weighted_sum(short, range(10, 0, -1)) % 11 == 0 for short, _ in found)


@pytest.mark.parametrize("key", ["gar-2013", "wdr-2010"])
def test_an_isbn_without_source_is_not_stated(key, rows):
    assert rows(f"SELECT ?isbn {{ publication:{key} bibo:isbn13 ?isbn }}") == []


def test_the_reading_list_keeps_its_order(rows):
    found = rows(
        "SELECT ?n ?item {"
        " publication:ifhp-globally-connected-reads dcterms:hasPart ?item ."
        " ?item schema:position ?n } ORDER BY ?n"
    )
    assert [(n, item.rsplit("/")[-1]) for n, item in found] == [
        ("1", "katz-bradley"),
        ("2", "barber"),
        ("3", "florida"),
        ("4", "c40-advancing"),
        ("5", "c40-aggregation"),
    ]


def test_every_publication_has_a_title(rows):
    bare = (
        "SELECT ?p { ?p a c2c:Publication FILTER NOT EXISTS { ?p dcterms:title ?t } }"
    )
    assert rows(bare) == []


def test_every_source_is_a_publication(rows):
    astray = (
        "SELECT ?x { ?x dcterms:source ?source"
        " FILTER NOT EXISTS { ?source a c2c:Publication } }"
    )
    assert rows(astray) == []


def test_a_publication_is_described_in_one_file(graph, rows):
    twice = (
        "SELECT ?p (COUNT(DISTINCT ?g) AS ?n) {"
        " GRAPH ?g { ?p a c2c:Publication } } GROUP BY ?p HAVING(?n > 1)"
    )
    assert rows(twice) == []


def test_the_quotation_has_its_words_its_speaker_and_his_post(rows):
    ((words, language, who, post, place),) = rows(
        "SELECT ?words ?language ?who ?post ?place {"
        " ?s a c2c:Statement ; schema:text ?words ; schema:inLanguage ?language ;"
        " schema:creator ?person ; c2c:speakingAs ?p ."
        " ?person rdfs:label ?who . ?p org:heldBy ?person ; rdfs:label ?post ;"
        " org:postIn/c2c:governmentOf/rdfs:label ?place FILTER(LANG(?place) = 'en') }"
    )
    assert words.startswith(
        "We are all globally connected through the climate, materials and"
    )
    assert words.endswith("that is something that is really important for our cities.")
    assert words.count("…") == 3
    assert (language, who, place) == ("en", "Christer Larsson", "Malmö")
    assert post == "Director of City Planning, City of Malmö"
