"""Pages of saved queries: a form that can be filled in, and the answer below it."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode
from urllib.parse import urlsplit

import pytest

from tests.web.conftest import client_of

MEMBERS = "/queries/members-of-a-network-on-a-day"
ASKED = f"{MEMBERS}?network=c40&day=2015-06-01"
FEDERATED = "/queries/populations-in-wikidata-next-to-ours"
HTML = {"Accept": "text/html"}


class Page(HTMLParser):
    """The elements of a page, each with its attributes, and its text."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.text = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data

    def all(self, *tags):
        return [attributes for tag, attributes in self.elements if tag in tags]

    def fields(self):
        return {f["name"]: f for f in self.all("input", "select") if f["name"] != "q"}

    def ids(self):
        return {a["id"] for _, a in self.elements if "id" in a}


@pytest.fixture(scope="session")
def see(shipped):
    """Return a function that gets a page: its status and its content."""

    def see(path):
        answer = shipped.get(path, headers=HTML)
        assert answer.mimetype == "text/html"
        return answer.status_code, Page(answer.text)

    return see


@pytest.fixture(scope="session")
def catalogue(shipped):
    return shipped.get("/queries?format=json").json


def test_the_list_leads_to_every_question(see, catalogue):
    status, page = see("/queries")
    links = {a["href"] for a in page.all("a")}
    assert status == 200
    assert {entry["href"] for entry in catalogue} <= links
    assert "/openapi.json" in links
    assert "no rows yet" in page.text
    assert "asks query.wikidata.org: not from here" in page.text


def test_the_query_page_has_a_handful_and_leads_to_all(see):
    _, page = see("/sparql")
    links = [a["href"] for a in page.all("a")]
    assert 3 <= sum(href.startswith("/sparql?query=") for href in links) <= 8
    assert "/queries" in links


def test_a_form_has_its_example_and_no_answer(see):
    status, page = see(MEMBERS)
    assert status == 200
    assert page.fields()["day"]["value"] == "2015-06-01"
    assert {"value": "c40", "selected": None} in page.all("option")
    assert "Result" not in page.text


def test_every_page_shows_a_form_whose_fields_are_labelled(see, catalogue):
    for entry in catalogue:
        status, page = see(entry["href"])
        assert (status, entry["name"]) == (200, entry["name"])
        labels = {label["for"] for label in page.all("label")}
        assert set(page.fields()) == {p["name"] for p in entry["parameters"]}
        for field in page.fields().values():
            assert field["id"] in labels
            assert set(field.get("aria-describedby", "").split()) <= page.ids()


def test_every_page_tells_programs_an_address_that_answers(shipped, see, catalogue):
    for entry in catalogue:
        if entry["federates"]:
            continue
        _, page = see(entry["href"])
        (address,) = re.findall(r"curl '([^']+)'", page.text)
        place = urlsplit(address)
        assert shipped.get(f"{place.path}?{place.query}").status_code == 200, address


def test_the_answer_stands_below_and_does_not_repeat_what_was_asked(see):
    status, page = see(ASKED)
    assert status == 200
    assert "21 rows" in page.text
    assert "without what is the same in each: network, day" in page.text
    columns = re.findall(r"city|name|basis|network|day", page.text)
    assert "city" in columns
    assert "/doc/city/ca-vancouver" in {a.get("href") for a in page.all("a")}


def test_the_answer_is_offered_whole(shipped, see):
    _, page = see(ASKED)
    links = [a["href"] for a in page.all("a") if "format=csv" in a.get("href", "")]
    assert links == [f"{ASKED}&format=csv"]
    assert shipped.get(links[0]).text.startswith("network,day,city,name,basis")


@pytest.mark.parametrize(
    ("values", "field", "told"),
    [
        ({"day": "<yesterday>"}, "day", "“<yesterday>” is not a date (YYYY-MM-DD)."),
        ({"network": "c40"}, "day", "This is needed."),
        ({"network": "c 40", "day": "2015-06-01"}, "network", "“c 40” is not"),
    ],
)
def test_what_is_wrong_is_told_at_the_field(see, values, field, told):
    status, page = see(f"{MEMBERS}?{urlencode(values)}")
    wrong = page.fields()[field]
    assert status == 400
    assert wrong["aria-invalid"] == "true"
    assert f"e-{field}" in wrong["aria-describedby"].split()
    assert told in page.text
    assert [f for f in page.fields().values() if "aria-invalid" in f] == [wrong]


def test_a_form_that_is_sent_empty_is_told_what_it_needs(shipped, see):
    assert see(f"{MEMBERS}?format=html")[0] == 400
    form = HTML | {"Content-Type": "application/x-www-form-urlencoded"}
    answer = shipped.post(MEMBERS, data="", headers=form)
    assert answer.status_code == 400
    assert "This is needed." in answer.text


def test_a_parameter_that_there_is_not_is_told_above(see):
    status, page = see(f"{ASKED}&town=x")
    assert status == 400
    assert "has no parameter 'town'" in page.text


def test_what_is_given_is_kept_in_the_form_as_text(see):
    words = '"><script>alert(1)</script>'
    path = "/queries/everything-that-mentions-some-words"
    status, page = see(f"{path}?{urlencode({'words': words})}")
    assert status == 200
    assert page.fields()["words"]["value"] == words
    assert not page.all("script")


def test_a_question_of_yes_or_no_is_answered_in_a_word(see):
    _, page = see("/queries/is-a-city-a-member-of-a-network?city=gb-london&network=c40")
    assert "Yes" in page.text.split("Result")[1]


def test_a_graph_is_shown_in_turtle(see):
    _, page = see("/queries/one-city?city=se-malmo")
    assert "/id/city/se-malmo> a " in page.text


def test_what_has_no_rows_yet_says_so(see):
    _, page = see("/queries/commitments-that-contribute-to-a-goal?goal=sdg:11")
    assert "No rows yet." in page.text


def test_a_day_that_moves_on_is_not_written_into_the_form(see):
    _, page = see("/queries/networks-of-a-city-today")
    assert page.fields()["today"]["value"] == ""


def test_what_counts_where_nothing_is_given_stands_in_the_form(see):
    path = "/queries/what-sources-say-of-a-networks-size-over-time?network=c40"
    _, page = see(path)
    chosen = [o["value"] for o in page.all("option") if "selected" in o]
    assert chosen == ["c40", "member-city-count", "en"]


def test_what_asks_others_is_offered_for_elsewhere(see):
    status, page = see(FEDERATED)
    assert status == 200
    assert "cannot be asked here" in page.text
    assert "SERVICE SILENT <https://query.wikidata.org/sparql>" in page.text
    assert not page.fields()
    assert "curl" not in page.text


@pytest.mark.parametrize("path", [f"{MEMBERS}x", "/queries/x/y"])
def test_what_is_not_there_is_a_page_too(shipped, path):
    answer = shipped.get(path, headers=HTML)
    assert (answer.status_code, answer.mimetype) == (404, "text/html")


def test_without_an_engine_the_form_stands(shipped_settings):
    idle = client_of(shipped_settings)
    assert idle.get(MEMBERS, headers=HTML).status_code == 200
    answer = idle.get(ASKED, headers=HTML)
    assert answer.status_code == 503
    assert "without a query engine" in answer.text


def test_an_input_has_the_range_of_its_number(see):
    _, page = see("/queries/nearest-members-of-a-network-to-a-point")
    latitude = page.fields()["latitude"]
    expected = {"type": "number", "min": "-90", "max": "90", "step": "any"}
    assert expected.items() <= latitude.items()
    _, page = see("/queries/who-joined-or-left-a-network-between-two-years")
    assert {"min": "1000", "max": "9999"}.items() <= page.fields()["first"].items()


@pytest.mark.parametrize(
    "asked",
    [
        "cities-inside-a-region-or-an-outline?region=nordic&outline=garbage",
        "nearest-members-of-a-network-to-a-point?network=c40&longitude=0&latitude=91",
        "who-joined-or-left-a-network-between-two-years?network=c40&first=-5&last=9",
    ],
)
def test_a_value_outside_of_what_is_taken_is_told_at_its_field(see, asked):
    status, page = see(f"/queries/{asked}")
    assert status == 400
    assert any("aria-invalid" in field for field in page.fields().values())
