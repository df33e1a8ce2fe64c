import csv
import io
import itertools
import json

import pytest

NAMES = """PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name WHERE { <https://w3id.org/city2city/id/country/xb> rdfs:label ?name }"""
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 3"
DESCRIPTION = "DESCRIBE <https://w3id.org/city2city/id/country/xb>"
FORM = "application/x-www-form-urlencoded"


def ask(client, query, accept=None, **more):
    headers = {"Accept": accept} if accept else {}
    return client.get("/sparql", query_string={"query": query, **more}, headers=headers)


@pytest.mark.parametrize(
    "given",
    [
        {"method": "GET", "query_string": {"query": NAMES}},
        {"method": "POST", "data": {"query": NAMES}},
        {
            "method": "POST",
            "data": f"query={NAMES.replace('#', '%23')}",
            "content_type": f"{FORM}; charset=UTF-8",
        },
        {
            "method": "POST",
            "data": NAMES,
            "content_type": "application/sparql-query",
        },
        {
            "method": "POST",
            "data": NAMES,
            "content_type": "application/sparql-query; charset=utf-8",
        },
    ],
    ids=["get", "form", "form with charset", "direct", "direct with charset"],
)
def test_a_query_is_answered_by_every_way_of_the_protocol(client, given):
    answer = client.open("/sparql", **given)
    assert answer.status_code == 200
    bindings = answer.json["results"]["bindings"]
    assert [row["name"]["value"] for row in bindings] == ["Borduria"]


@pytest.mark.parametrize(
    ("query", "media_type"),
    [
        (NAMES, "application/sparql-results+json"),
        (NAMES, "application/sparql-results+xml"),
        (NAMES, "text/csv"),
        (NAMES, "text/tab-separated-values"),
        *itertools.product(
            (GRAPH, DESCRIPTION),
            (
                "text/turtle",
                "application/n-triples",
                "application/rdf+xml",
                "application/ld+json",
                "application/trig",
                "application/n-quads",
            ),
        ),
    ],
)
def test_an_answer_comes_in_the_format_accepted(client, query, media_type):
    answer = ask(client, query, media_type)
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert answer.content_length == len(answer.data) > 0
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("query", "default"),
    [
        (NAMES, "application/sparql-results+json"),
        ("ASK {}", "application/sparql-results+json"),
        (GRAPH, "text/turtle"),
        (DESCRIPTION, "text/turtle"),
    ],
)
def test_without_a_wish_there_is_a_default(client, query, default):
    assert ask(client, query).mimetype == default
    assert ask(client, query, "*/*").mimetype == default


def test_a_format_can_be_named_in_the_address(client):
    rows = list(csv.reader(io.StringIO(ask(client, NAMES, format="csv").text)))
    assert rows == [["name"], ["Borduria"]]
    assert ask(client, NAMES, "text/html", format="xml").mimetype.endswith("+xml")


@pytest.mark.parametrize(
    ("query", "accept"),
    [(NAMES, "text/turtle"), (GRAPH, "text/csv"), ("ASK {}", "text/csv")],
)
def test_a_format_that_cannot_hold_the_answer_is_refused_with_a_list(
    client, query, accept
):
    answer = ask(client, query, accept)
    assert answer.status_code == 406
    assert "choose one of: " in answer.json["detail"]


def test_a_syntax_error_says_where(client):
    answer = ask(client, "SELECT ?s\nWHERE { ?s ?p }")
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["line"] == 2
    assert answer.json["column"] > 1
    assert answer.json["text"] == "WHERE { ?s ?p }"


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"data": {"update": "CLEAR ALL"}}, 400),
        ({"data": "CLEAR ALL", "content_type": "application/sparql-update"}, 415),
        ({"data": {"query": "INSERT DATA { <a:a> <a:b> <a:c> }"}}, 400),
        (
            {"data": {"query": "SELECT * { SERVICE <http://a.example/> {?s ?p ?o} }"}},
            403,
        ),
        ({"data": "", "content_type": FORM}, 400),
        ({"data": {"query": " "}}, 400),
        ({"data": {"query": ["ASK {}", "ASK {}"]}}, 400),
        ({"data": b"ASK {} # \xff", "content_type": "application/sparql-query"}, 400),
        ({"data": {"query": "ASK {}", "default-graph-uri": "a:a"}}, 400),
        ({"data": "<query/>", "content_type": "application/xml"}, 415),
        ({"data": b"ASK {}"}, 415),
        ({"data": {"query": "ASK {} #" + "x" * 300_000}}, 413),
        ({"data": {"query": "x" * 2_000_000}}, 413),
    ],
    ids=[
        "update parameter",
        "update body",
        "update as query",
        "service",
        "no query",
        "blank query",
        "query twice",
        "not utf-8",
        "dataset",
        "other body",
        "no media type",
        "long query",
        "long body",
    ],
)
def test_what_is_not_a_query_is_refused_with_the_fitting_status(client, given, status):
    answer = client.post("/sparql", **given)
    assert answer.status_code == status
    assert answer.json["status"] == status
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_only_get_and_post_ask(client):
    answer = client.delete("/sparql")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {
        "GET",
        "HEAD",
        "OPTIONS",
        "POST",
    }


def test_a_preflight_is_answered(client):
    headers = {
        "Origin": "https://a.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type, x-own",
    }
    answer = client.options("/sparql", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert "x-own" in answer.headers["Access-Control-Allow-Headers"]


def test_every_answer_names_its_release(client):
    assert ask(client, NAMES).headers["C2C-Release"] == "1"


def test_head_has_the_length_and_no_body(client):
    answer = client.head("/sparql", query_string={"query": NAMES})
    assert answer.status_code == 200
    assert answer.data == b""
    assert answer.content_length == len(ask(client, NAMES).data)


def test_a_browser_without_a_query_gets_a_form_with_examples(get):
    page = get("/sparql", "text/html").text
    assert '<textarea id="query" name="query"' in page
    assert "Cities in one country" in page
    assert "<script" not in page


def test_a_saved_query_of_the_page_runs_with_its_example_values(get):
    page = get("/sparql", "text/html").text
    address = page.partition('<ul class="examples">')[2].split('"')[1]
    result = get(address.replace("&amp;", "&"), "text/html").text
    assert 'href="/doc/city/xa-alpha"' in result
    assert "/doc/city/xb-gamma" not in result


def test_a_browser_gets_a_table_with_labels_and_links(client):
    query = (
        "SELECT ?c WHERE { ?c <https://w3id.org/city2city/ns#country> ?x } ORDER BY ?c"
    )
    page = ask(client, query, "text/html").text
    assert 'href="/doc/city/xa-alpha"' in page
    assert ">Alpha</a>" in page
    assert "6 rows" in page


def test_a_long_table_says_how_much_of_it_is_shown_and_where_the_rest_is(client):
    rows = " ".join(f"({n})" for n in range(1234))
    page = ask(
        client, f"SELECT ?n WHERE {{ VALUES (?n) {{ {rows} }} }}", "text/html"
    ).text
    assert "first 200 of 1,234 rows" in page
    assert page.count("<tr>") == 201


def test_a_browser_sees_what_is_wrong_beside_its_query(client):
    answer = ask(client, "SELECT ?s WHERE { ?s ?p }", "text/html")
    assert answer.status_code == 400
    assert "Line 1, column" in answer.text
    assert "SELECT ?s WHERE { ?s ?p }" in answer.text


def test_yes_or_no_is_said_in_words(client):
    assert "Yes" in ask(client, "ASK {}", "text/html").text


def test_a_graph_is_shown_as_turtle(client):
    page = ask(client, GRAPH, "text/html").text
    assert "The whole graph" in page


def test_results_are_json_that_parses(client):
    assert json.loads(ask(client, "ASK {}").data)["boolean"] is True


def test_html_is_the_page_only_where_it_is_not_liked_less_than_data(client):
    for liked, query in [
        ("application/sparql-results+json", NAMES),
        ("application/json", NAMES),
        ("text/turtle", GRAPH),
    ]:
        assert ask(client, query, f"{liked}, text/html;q=0.1").mimetype != "text/html"
        assert ask(client, query, f"text/html, {liked};q=0.9").mimetype == "text/html"


@pytest.mark.parametrize(
    "given",
    [
        {"path": "/sparql?query=ASK%20%7B%3Fs%20%3Fp%20%22%E9%22%7D"},
        {"method": "POST", "data": b'query=ASK {?s ?p "%E9"}', "content_type": FORM},
        {"method": "POST", "data": b'query=ASK {?s ?p "\xe9"}', "content_type": FORM},
    ],
    ids=["address", "form", "form not encoded"],
)
def test_parameters_that_are_not_utf_8_are_refused_not_replaced(client, given):
    answer = client.open(**{"path": "/sparql", **given})
    assert answer.status_code == 400
    assert "not UTF-8" in answer.json["detail"]
