"""`POST /validate` takes documents in every way, and answers in every form."""

import io
import json

import pytest

from c2c_graph import reports
from c2c_graph.namespaces import GRAPHS
from c2c_graph.review.in_process import InProcessReviewers
from c2c_graph.web.form_parts import MOST_PARTS
from tests.web.conftest import client_of

PATH = "/validate"
TURTLE = "<https://example.org/a> a <https://example.org/B> ."
FORM = "application/x-www-form-urlencoded"
SHAPES = """@prefix sh: <http://www.w3.org/ns/shacl#> .
<urn:x:s> a sh:NodeShape ; sh:nodeKind sh:BlankNode ;
  sh:targetNode <https://example.org/a> ."""


@pytest.fixture(scope="module")
def http(shipped_settings):
    """A client of the web tier with validators in this process."""
    reviewers = InProcessReviewers(shipped_settings)
    return client_of(shipped_settings, reviewers=reviewers)


def post(http, data=TURTLE, type="text/turtle", accept="application/json", more=""):
    headers = {"Accept": accept}
    return http.post(PATH + more, data=data, content_type=type, headers=headers)


def named(*names, text=TURTLE):
    return {name: (io.BytesIO(text.encode()), "a.ttl") for name in names}


WAYS = {
    "Turtle": (TURTLE, "text/turtle", "submission.ttl"),
    "no media type": (TURTLE, None, "submission.ttl"),
    "JSON-LD": ('{"@id": "a:b", "@type": "c:d"}', "application/ld+json", ".jsonld"),
    "a form": ({"text": TURTLE}, FORM, "text.ttl"),
    "files": ({"file": (io.BytesIO(TURTLE.encode()), "x/../y.ttl")}, None, "y.ttl"),
}


@pytest.mark.parametrize("name", WAYS)
def test_a_document_is_taken_in_many_ways(http, name):
    data, type, source = WAYS[name]
    answer = post(http, data, type)
    assert answer.status_code == 200
    assert any(f["source"].endswith(source) for f in answer.json["findings"])


@pytest.mark.parametrize("written", ["text=%3Ca:b%3E+%C3%A9", "text=<a:b> é"])
def test_a_form_takes_texts_beyond_ascii(http, written):
    answer = post(http, written.encode(), FORM)
    assert answer.status_code == 200
    assert "é" in answer.json["findings"][0]["text"]


def test_documents_of_one_name_are_told_apart(http):
    files = [(io.BytesIO(text.encode()), "a.ttl") for text in ("1", "2", TURTLE)]
    found = post(http, {"file": files}, None).json
    assert [(f["source"], f["text"]) for f in found["findings"]] == [
        ("a-2.ttl", "2"),
        ("a.ttl", "1"),
    ]


@pytest.mark.parametrize("coding", ["gzip", "deflate", "x" * 900])
def test_codings_of_a_body_are_not_undone(http, coding):
    headers = {"Content-Encoding": coding}
    answer = http.post(PATH, data=TURTLE, headers=headers)
    assert (answer.status_code, answer.json["type"]) == (
        415,
        "/problem/UnsupportedCoding",
    )
    assert answer.headers["Accept-Encoding"] == "identity"
    assert "send the body as it is" in answer.json["detail"]


@pytest.mark.parametrize("form", reports.FORMS)
def test_a_report_is_given_in_every_form(http, form):
    answer = post(http, accept="", more=f"?format={form}&lang=fr")
    wanted = reports.FORMS[form].media_type.partition(";")[0]
    assert (answer.status_code, answer.mimetype) == (200, wanted)
    assert answer.headers["Content-Language"] == "fr"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "form"),
    [("", "json"), ("*/*", "json"), ("text/html", "html"), ("text/csv", "csv")],
)
def test_the_accept_header_chooses(http, accept, form):
    wanted = reports.FORMS[form].media_type.partition(";")[0]
    assert post(http, accept=accept).mimetype == wanted


def test_data_and_shapes_give_the_report_of_shacl(http):
    data = named("data") | named("shapes", text=SHAPES)
    answer = post(http, data, None, accept="text/turtle")
    assert (answer.status_code, answer.mimetype) == (200, "text/turtle")
    assert "sh:conforms false" in answer.text


@pytest.mark.parametrize("graph", ["data/cities/se", f"{GRAPHS}data/cities/se"])
def test_a_graph_to_replace_is_named_by_its_iri_or_its_path(http, graph):
    found = post(http, more=f"?replaces={graph}").json["findings"]
    assert any("city:se-malmo" in finding["message"] for finding in found)


def test_what_cannot_be_read_was_seen_together_with_nothing(http):
    assert post(http, "nonsense").json["against"] == ""


REFUSED = {
    "another media type": ("x", "image/png", "", 415, "text/turtle"),
    "an empty body": (" ", "text/turtle", "", 400, "empty"),
    "nothing in a form": ("text=", FORM, "", 400, "Content-Type: text/turtle"),
    "Turtle as a form": ("<a:b> <c:d> 'e=f' .", FORM, "", 400, "--data-binary"),
    "data alone": (named("data"), None, "", 400, "'shapes' is missing"),
    "shapes alone": (named("shapes"), None, "", 400, "'data' is missing"),
    "an empty file": (named("file", text=""), None, "", 400, "'file' (a.ttl) is empty"),
    "empty shapes": (
        named("data") | named("shapes", text=" "),
        None,
        "",
        400,
        "'shapes' (a.ttl) is empty",
    ),
    "an unknown language": (TURTLE, "text/turtle", "?lang=xx", 400, "en, fr, es"),
    "an unknown level": (TURTLE, "text/turtle", "?level=x", 400, "basic, essential"),
    "no date": (TURTLE, "text/turtle", "?today=x", 400, "2030-01-31"),
    "no graph": (TURTLE, "text/turtle", "?replaces=x", 400, "absolute IRI"),
    "a missing release": (TURTLE, "text/turtle", "?against=999", 404, "999"),
    "no release": (TURTLE, "text/turtle", "?against=x", 400, "current, none"),
    "an option that is no text": (
        TURTLE,
        "text/turtle",
        "?%ff=x",
        400,
        "there is no p",
    ),
    "an unknown option": (TURTLE, "text/turtle", "?leval=x", 400, "leval"),
    "twice": (TURTLE, "text/turtle", "?lang=en&lang=fr", 400, "more than once"),
    "no form of ours": (TURTLE, "text/turtle", "?format=pdf", 406, "sarif"),
    "no boundary": ("x", "multipart/form-data", "", 400, "boundary"),
    "a torn form": ("--b\r\n", "multipart/form-data; boundary=b", "", 400, "split"),
    "many fields": ("a=1&" * (MOST_PARTS + 1), FORM, "", 400, "more than 100"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_validated_is_told_with_the_way_on(http, name):
    data, type, more, status, told = REFUSED[name]
    answer = post(http, data, type, more=more)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert told in answer.json["detail"]


def test_shapes_that_cannot_be_used_are_a_422_with_their_place(http):
    shapes = SHAPES + "\n<urn:x:s> sh:minLength 'a' ."
    answer = post(http, named("data") | named("shapes", text=shapes), None)
    assert answer.status_code == 422
    assert (answer.json["line"], "<urn:x:s>" in answer.json["text"]) == (4, True)


@pytest.mark.parametrize("part", ["data", "shapes"])
def test_a_part_that_cannot_be_read_is_named_with_its_file(http, part):
    parts = named("data") | named("shapes", text=SHAPES) | named(part, text="no Turtle")
    answer = post(http, parts, None, accept="text/turtle")
    assert answer.status_code == 400
    assert f"the part {part!r} (a.ttl): " in answer.json["detail"]


def test_other_methods_are_told_which_there_are(http):
    answer = http.put(PATH, data=TURTLE)
    assert (answer.status_code, answer.headers["Allow"]) == (
        405,
        "GET, HEAD, OPTIONS, POST",
    )
    options = http.options(PATH)
    assert (options.status_code, "POST" in options.headers["Allow"]) == (204, True)
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert http.head(PATH).status_code == 200


def test_a_validation_counts_against_the_budget(http):
    assert '"seconds"' in post(http).headers["RateLimit"]


def test_without_validators_it_is_said_so(client):
    answer = post(client)
    assert answer.status_code == 503
    assert json.loads(answer.data)["type"] == "/problem/ValidatorUnavailable"
