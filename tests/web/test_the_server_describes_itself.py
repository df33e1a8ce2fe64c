"""Service description, VoID and limits over HTTP: negotiated, tagged, for any host."""

import dataclasses

import pytest
import rdflib
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Store

from c2c_graph.dereference.limits import limits_of
from c2c_graph.dereference.service_description import SD
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.terms import RDFS
from c2c_graph.rdf.terms import SHACL
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import VOID
from tests.web.conftest import client_of

PLACES = ("/sparql", "/.well-known/void", "/limits.ttl")


def parsed(answer):
    store = Store()
    store.load(answer.get_data(), RdfFormat.from_media_type(answer.mimetype))
    return store


def said(store, subject, name):
    found = store.quads_for_pattern(subject, NamedNode(name), None)
    return {quad.object.value for quad in found}


@pytest.mark.parametrize(
    "accept", [None, "*/*", "text/turtle", "text/plain;q=0.5, */*"]
)
def test_a_program_gets_the_service_description(get, accept) -> None:
    answer = get("/sparql", accept)
    assert answer.status_code == 200
    assert answer.mimetype in ("text/turtle", "application/n-triples")
    service = NamedNode("http://localhost/sparql")
    assert said(parsed(answer), service, TYPE.value) == {SD + "Service"}


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void", "/limits"])
@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: format.name)
def test_the_descriptions_come_in_every_format(get, path: str, format) -> None:
    answer = get(path, format.media_type)
    assert answer.mimetype == format.media_type
    assert said(parsed(answer), None, VOID + "triples")


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
@pytest.mark.parametrize("media_type", ["text/turtle", "application/rdf+xml"])
def test_rdflib_reads_the_descriptions(get, path: str, media_type: str) -> None:
    answer = get(path, media_type)
    found = rdflib.Graph().parse(data=answer.get_data(), format=media_type)
    assert len(found) == len(parsed(answer))


def test_a_person_gets_the_form(get) -> None:
    answer = get("/sparql", "text/html,application/xhtml+xml,*/*;q=0.8")
    assert answer.mimetype == "text/html"
    assert 'href="/limits"' in answer.text


def test_the_format_may_stand_in_the_address(get) -> None:
    answer = get("/sparql?format=jsonld", "text/html")
    assert answer.mimetype == "application/ld+json"


def test_a_format_that_holds_no_graph_is_refused_with_the_list(get) -> None:
    answer = get("/sparql", "application/sparql-results+json")
    assert answer.status_code == 406
    assert "text/turtle" in answer.get_json()["detail"]


def test_addresses_are_those_by_which_the_server_was_reached(get) -> None:
    found = parsed(get("/sparql", "text/turtle", Host="data.example:8080"))
    endpoint = "http://data.example:8080/sparql"
    assert said(found, NamedNode(endpoint), SD + "endpoint") == {endpoint}
    assert not any("data.example" in name for name in said(found, None, SD + "name"))


@pytest.mark.parametrize("path", PLACES)
def test_a_description_is_sent_once(get, path: str) -> None:
    tag = get(path, "text/turtle").headers["ETag"]
    again = get(path, "text/turtle", If_None_Match=tag)
    assert (again.status_code, again.get_data()) == (304, b"")


@pytest.mark.parametrize("path", PLACES)
def test_the_tag_depends_on_the_address(get, path: str) -> None:
    here = get(path, "text/turtle").headers["ETag"]
    assert get(path, "text/turtle", Host="other.example").headers["ETag"] != here


def test_the_tag_depends_on_the_limits(get, settings) -> None:
    other = client_of(dataclasses.replace(settings, result_mb=7))
    tags = {c.get("/limits.ttl").headers["ETag"] for c in (other, client_of(settings))}
    assert len(tags) == 2


@pytest.mark.parametrize("path", PLACES)
def test_caches_know_what_an_answer_depends_on_and_where_the_rest_is(get, path) -> None:
    headers = get(path, "text/turtle").headers
    assert "Accept" in headers["Vary"]
    for place in ("/limits", "/limits.ttl", "/.well-known/void"):
        assert f"<{place}>" in headers["Link"]


def test_people_are_led_from_the_void_description_to_the_dataset(get) -> None:
    answer = get("/.well-known/void", "text/html")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/dataset")


def test_the_limits_stand_on_a_page_with_their_values(get, settings) -> None:
    page = get("/limits", "text/html").text
    for limit in limits_of(settings):
        _, row = page.split(f'<tr id="{limit.name}">')
        assert f"{limit.value:,.0f} {limit.unit[:4]}" in row.partition("</tr>")[0]


def test_a_server_that_may_call_others_says_whom(settings) -> None:
    allowed = "https://query.wikidata.org/sparql"
    client = client_of(dataclasses.replace(settings, services=allowed))
    assert allowed in client.get("/limits", headers={"Accept": "text/html"}).text


def test_the_saved_queries_are_told_for_editors(get) -> None:
    found = parsed(get("/sparql", "text/turtle"))
    kind = NamedNode(SHACL + "SPARQLExecutable")
    examples = {quad.subject for quad in found.quads_for_pattern(None, TYPE, kind)}
    assert examples
    assert all(said(found, example, RDFS + "comment") for example in examples)


def test_the_statistics_answer_at_their_iri(get) -> None:
    answer = get("/graph/statistics", "text/turtle")
    assert answer.status_code == 200
    page = get("/graph/statistics", "text/html")
    assert "Statistics" in page.text
    assert "/graph/statistics#class" not in page.text
