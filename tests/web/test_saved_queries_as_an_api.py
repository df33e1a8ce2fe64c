"""Saved queries answer programs: values bound by the engine, formats negotiated."""

import csv
import io
from urllib.parse import urlencode

import pytest

from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from tests.web.conftest import client_of

MEMBERS = "members-of-a-network-on-a-day"
ASKED = {"network": "c40", "day": "2015-06-01"}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="session")
def ask(shipped):
    """Return a function that asks a saved query with values."""

    def ask(name, values=None, accept="text/csv", method="GET", **headers):
        given = {n.replace("_", "-"): value for n, value in headers.items()}
        path = f"/queries/{name}?{urlencode(values or {})}"
        return shipped.open(path, method=method, headers={"Accept": accept, **given})

    return ask


def rows(answer):
    return list(csv.DictReader(io.StringIO(answer.text)))


KINDS = [
    *((MEMBERS, ASKED, f.media_type) for f in RESULT_FORMATS),
    *(
        ("is-a-city-a-member-of-a-network", {"city": "gb-london"}, f.media_type)
        for f in RESULT_FORMATS
        if f.holds_booleans
    ),
    *(("one-city", {"city": "se-malmo"}, f.media_type) for f in GRAPH_FORMATS),
]


@pytest.mark.parametrize(("name", "values", "media_type"), KINDS)
def test_each_kind_of_answer_comes_in_each_of_its_formats(
    ask, name, values, media_type
):
    answer = ask(name, values, f"{media_type}, image/png;q=0.5")
    assert (answer.status_code, answer.mimetype) == (200, media_type)
    assert answer.data
    by_name = ask(name, values | {"format": media_type}, "image/png")
    assert by_name.data == answer.data
    assert by_name.headers["ETag"] == answer.headers["ETag"]


@pytest.mark.parametrize("how", [{"accept": "text/csv"}, {"values": {"format": "csv"}}])
def test_a_format_that_cannot_hold_the_answer_is_refused_with_those_that_can(ask, how):
    answer = ask("is-a-city-a-member-of-a-network", **{"accept": "*/*", **how})
    assert answer.status_code == 406
    assert "application/sparql-results+json" in answer.json["detail"]


def test_an_answer_holds_the_values_asked_and_tells_where_it_is_from(ask):
    answer = ask(MEMBERS, ASKED)
    assert {row["day"] for row in rows(answer)} == {"2015-06-01"}
    assert {row["network"].rpartition("/")[2] for row in rows(answer)} == {"c40"}
    assert answer.headers["C2C-Release"] == "1"
    assert "void#dataDump" in answer.headers["Link"]
    assert answer.headers["Query-Id"]
    assert "RateLimit" in answer.headers


@pytest.mark.parametrize(
    "network",
    ["c40", "network:c40", "https://w3id.org/city2city/id/network/c40"],
    ids=["key", "prefixed name", "IRI"],
)
def test_a_thing_may_be_named_by_key_prefixed_name_or_iri(ask, network):
    answer = ask(MEMBERS, ASKED | {"network": network})
    assert answer.headers["ETag"] == ask(MEMBERS, ASKED).headers["ETag"]
    assert rows(answer)


@pytest.mark.parametrize("open_value", [{}, {"network": ""}])
def test_an_iri_that_is_left_out_stands_open(ask, open_value):
    found = rows(ask(MEMBERS, {"day": "2015-06-01"} | open_value))
    assert len({row["network"] for row in found}) > 1


def test_a_form_that_is_posted_is_answered_as_the_address_is(ask, shipped):
    posted = shipped.post(
        f"/queries/{MEMBERS}",
        data=urlencode(ASKED),
        headers={"Accept": "text/csv", "Content-Type": FORM},
    )
    assert posted.status_code == 200
    assert posted.data == ask(MEMBERS, ASKED).data


def test_head_tells_all_but_the_answer(ask):
    head, got = ask(MEMBERS, ASKED, method="HEAD"), ask(MEMBERS, ASKED)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Length", "Content-Type", "ETag", "Vary", "C2C-Release"):
        assert head.headers[name] == got.headers[name]


WRONG = [
    ({"day": "yesterday"}, "day", "a date (YYYY-MM-DD)", "2015-06-01"),
    ({"day": "2015-02-30"}, "day", "a date (YYYY-MM-DD)", "2015-06-01"),
    ({"day": ""}, "day", "a date (YYYY-MM-DD)", "2015-06-01"),
    ({"network": "c 40"}, "network", "the key of a network", "network/c40"),
    ({"network": "nowhere:c40"}, "network", "the key of a network", "network/c40"),
]


@pytest.mark.parametrize(("values", "name", "expected", "example"), WRONG)
def test_a_wrong_value_is_refused_with_what_was_expected(
    ask, values, name, expected, example
):
    answer = ask(MEMBERS, ASKED | values)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert answer.json["type"] == "/problem/InvalidParameter"
    assert answer.json["parameter"] == name
    assert expected in answer.json["expected"]
    assert answer.json["example"].endswith(example)
    assert example in answer.json["detail"]


def test_an_unknown_parameter_is_refused_with_those_there_are(ask):
    answer = ask(MEMBERS, ASKED | {"town": "x"})
    assert (answer.status_code, answer.json["parameter"]) == (400, "town")
    assert "it takes: network, day" in answer.json["detail"]


@pytest.mark.parametrize("twice", ["network", "day"])
def test_a_parameter_given_twice_is_refused(shipped, twice):
    query = urlencode([*ASKED.items(), (twice, ASKED[twice])])
    answer = shipped.get(f"/queries/{MEMBERS}?{query}")
    assert (answer.status_code, answer.json["parameter"]) == (400, twice)
    assert "more than once" in answer.json["detail"]


@pytest.mark.parametrize("name", ["query", "default-graph-uri", "named-graph-uri"])
def test_the_text_and_the_dataset_are_not_the_askers_to_give(ask, name):
    answer = ask(MEMBERS, ASKED | {name: "urn:x"})
    assert answer.status_code == 400
    assert "/sparql" in answer.json["detail"]


HOSTILE = (
    'x" } UNION { ?s ?p ?o } #',
    '"""',
    "\\u0022 } #",
    "} } ; DROP ALL",
    "?s",
    "x\n} SERVICE <http://127.0.0.1/> { ?s ?p ?o }",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_what_would_end_a_string_stays_a_text(ask, words):
    answer = ask("everything-that-mentions-some-words", {"words": words})
    assert (answer.status_code, rows(answer)) == (200, [])


@pytest.mark.parametrize("words", ["a\0", "\x1b[31m", "\uffff"])
def test_a_text_that_no_format_can_hold_is_refused(ask, words):
    answer = ask("everything-that-mentions-some-words", {"words": words})
    assert (answer.status_code, answer.json["parameter"]) == (400, "words")


@pytest.mark.parametrize("iri", ["https://x.example/> } #", "urn:x y", *HOSTILE])
def test_what_would_end_an_iri_is_refused(ask, iri):
    assert ask("one-city", {"city": iri}, "text/turtle").status_code == 400


def test_who_has_the_answer_is_told_so_without_an_engine(ask, shipped_settings):
    tag = ask(MEMBERS, ASKED).headers["ETag"]
    path = f"/queries/{MEMBERS}?{urlencode(ASKED)}"
    asked = {"Accept": "text/csv", "If-None-Match": tag}
    idle = client_of(shipped_settings)
    assert idle.get(path, headers=asked).status_code == 304
    assert idle.get(path, headers={"Accept": "text/csv"}).status_code == 503


@pytest.mark.parametrize(
    ("values", "accept"),
    [({"day": "2015-06-02"}, "text/csv"), ({}, "application/sparql-results+json")],
)
def test_another_value_and_another_format_have_another_tag(ask, values, accept):
    tag = ask(MEMBERS, ASKED).headers["ETag"]
    answer = ask(MEMBERS, ASKED | values, accept, If_None_Match=tag)
    assert answer.status_code == 200
    assert answer.headers["ETag"] != tag


def test_a_name_that_is_not_there_is_told_with_those_near(ask):
    answer = ask("members-of-a-network-on-day")
    assert answer.status_code == 404
    assert answer.json["type"] == "/problem/UnknownQuery"
    assert f"did you mean {MEMBERS}" in answer.json["detail"]


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_other_methods_are_refused_with_those_there_are(ask, method):
    answer = ask(MEMBERS, ASKED, method=method)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET, HEAD, OPTIONS, POST"


@pytest.mark.parametrize(
    ("name", "allowed"),
    [(MEMBERS, "GET, HEAD, OPTIONS, POST"), ("some-id", "DELETE, OPTIONS")],
)
def test_options_tell_a_saved_query_from_the_id_of_a_running_one(ask, name, allowed):
    answer = ask(name, method="OPTIONS")
    assert (answer.status_code, answer.headers["Allow"]) == (204, allowed)


def test_who_asks_a_federated_one_is_refused_where_it_is_not_allowed(ask):
    answer = ask("populations-in-wikidata-next-to-ours")
    assert (answer.status_code, answer.json["type"]) == (403, "/problem/QueryRefused")


@pytest.mark.parametrize(
    ("path", "accept"),
    [
        ("/queries", "application/json"),
        ("/queries?format=json", "text/html"),
        ("/queries?format=application/json", ""),
    ],
)
def test_programs_get_the_list_as_json(shipped, path, accept):
    answer = shipped.get(path, headers={"Accept": accept})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    members = next(entry for entry in answer.json if entry["name"] == MEMBERS)
    assert members["href"] == f"/queries/{MEMBERS}"
    assert [p["required"] for p in members["parameters"]] == [False, True]
    assert 'rel="service-desc"' in answer.headers["Link"]


@pytest.mark.parametrize("how", ["?format=ttl", ""])
def test_the_list_is_not_given_in_what_it_is_not_written_in(shipped, how):
    answer = shipped.get(f"/queries{how}", headers={"Accept": "text/turtle"})
    assert answer.status_code == 406


def test_every_question_left_open_is_answered_in_a_bounded_size(shipped):
    catalogue = shipped.get("/queries?format=json").json
    open_ones = [
        entry["href"]
        for entry in catalogue
        if not entry["federates"]
        and not any(p["required"] for p in entry["parameters"])
    ]
    assert len(open_ones) > 20
    for path in open_ones:
        answer = shipped.get(path)
        assert (answer.status_code, path) == (200, path)
        assert len(answer.data) < 2_000_000, path


def test_a_name_that_no_query_may_have_is_refused_though_the_answer_is_kept(ask):
    assert ask(MEMBERS, ASKED, Query_Id="mine").status_code == 200
    assert ask(MEMBERS, ASKED, Query_Id="x y").status_code == 400
    assert ask(MEMBERS, ASKED, Query_Id="").status_code == 400
