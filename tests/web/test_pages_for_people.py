import re

import pytest

ALPHA = "/doc/city/xa-alpha"


def heading(answer):
    return re.search(r"<h1[^>]*>([^<]*)", answer.text)[1].strip()


def test_the_home_page_counts_what_is_here(get):
    page = get("/").text
    assert "<strong>7</strong> Cities" not in page  # the retired one has no class
    assert "<strong>6</strong> Cities" in page
    assert "<strong>2</strong> Countries" in page
    assert "<strong>1</strong> City networks" in page
    assert "Release 1 of" in page


def test_the_home_page_credits_its_sources(get):
    page = get("/").text
    assert "The Atlas" in page
    assert "CC BY 4.0" in page


def test_the_home_page_shows_a_curl_for_the_host_it_was_asked_at(client):
    page = client.get("/", headers={"Host": "graph.example"}).text
    assert "http://graph.example/sparql" in page


@pytest.mark.parametrize(
    ("languages", "name"),
    [
        ("en", "Alpha"),
        ("fr-CH, en;q=0.5", "Alphaville"),
        ("es", "Âlfa"),
        ("de", "Alpha"),
    ],
)
def test_names_follow_the_reader(get, languages, name):
    answer = get(ALPHA, "text/html", Accept_Language=languages)
    assert heading(answer) == name
    assert "Accept-Language" in answer.headers["Vary"]


def test_texts_tell_their_language(get):
    assert '<span lang="fr">Alphaville</span>' in get(ALPHA, "text/html").text


def test_values_are_names_with_links(get):
    page = get(ALPHA, "text/html").text
    assert re.search(r'href="/doc/country/xa"[^>]*>Andria</a>', page)


def test_parts_are_told_on_the_page_of_their_owner(get):
    page = get(ALPHA, "text/html").text
    assert "55.25° S, 13.5° E" in page
    assert "Alpha in the Ring" in page
    assert "2014-05" in page
    assert "Alpha: 40 percent by 2030" in page


def test_each_fact_points_to_its_source(get):
    page = get(ALPHA, "text/html").text
    note = re.search(r'href="#source-(\d+)"', page)[1]
    assert f'<li id="source-{note}"' in page
    assert "Test places" in page
    assert "The Atlas" in page


def test_what_points_to_a_thing_is_listed(get):
    page = get("/doc/country/xa", "text/html").text
    assert "What points here" in page
    assert ">Beta</a>" in page
    # "In country" alone would say that the country is in the city
    assert re.search("<summary>As “[^”]*” of ", page)


def test_a_part_leads_to_what_it_belongs_to(get):
    page = get("/doc/target/xa-alpha--2030", "text/html").text
    before = page.partition("Where the facts come from")[0]
    assert "What follows" not in before
    assert 'href="/doc/commitment/xa-alpha--pledge"' in before


def test_a_graph_lists_what_it_speaks_of_by_name(get):
    page = get("/graph/data/places", "text/html").text
    told = page.partition("What it speaks of")[2]
    names = re.findall("<li>.*>(Alpha|Beta|Gamma)</a>", told)
    assert names == ["Alpha", "Beta", "Gamma"]


def test_lists_are_grouped(get):
    page = get("/doc/city", "text/html").text
    assert page.index("Andria") < page.index("Alpha") < page.index("Borduria")
    assert page.index("Borduria") < page.index("Gamma")


@pytest.mark.parametrize("page", ["2", "0", "-1"])
def test_a_page_of_a_list_that_is_not_there_is_not_found(get, page):
    assert get(f"/doc/city?page={page}").status_code == 404


@pytest.mark.parametrize("text", ["alpha", "ALPHA", "on sea", "alfa", "Älpha on"])
def test_search_folds_case_and_accents_and_reads_other_names(get, text):
    assert 'href="/doc/city/xa-alpha"' in get(f"/search?q={text}", "text/html").text


def test_search_for_nothing_is_answered(get):
    assert get("/search").status_code == 200
    assert "Nothing here" in get("/search?q=zzzz", "text/html").text


PAGES = [
    "/",
    ALPHA,
    "/doc",
    "/doc/city",
    "/sparql",
    "/ns",
    "/shapes",
    "/graph",
    "/search",
]


@pytest.mark.parametrize("path", [*PAGES, "/graph/data/places", "/nowhere"])
def test_a_page_has_landmarks_one_heading_and_labels_for_its_fields(get, path):
    page = get(path, "text/html").text
    for landmark in (
        "<main",
        "<header",
        "<footer",
        "<nav",
        '<html lang="en">',
        "<title>",
    ):
        assert landmark in page
    assert page.count("<h1") == 1
    fields = re.findall(r'<(?:input|textarea)[^>]* id="([^"]+)"', page)
    assert all(f'for="{field}"' in page for field in fields)
    assert page.count("<table") == page.count("<caption")


@pytest.mark.parametrize("path", PAGES)
def test_every_local_link_of_a_page_answers(client, get, path):
    links = set(re.findall(r'href="(/[^"#]*)', get(path, "text/html").text))
    for link in links:
        address = link.replace("&amp;", "&")
        with client.get(address, headers={"Accept": "text/html,*/*;q=0.8"}) as answer:
            assert answer.status_code in (200, 301, 410), link


def test_what_follows_from_our_words_is_not_listed_twice(get):
    page = get("/doc/country/xa", "text/html").text
    assert page.count('<details class="pointing"') == 1
