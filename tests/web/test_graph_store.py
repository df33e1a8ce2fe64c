"""The Graph Store Protocol, reading: each graph by its name, in every format."""

import dataclasses
from urllib.parse import quote

import pytest
from pyoxigraph import Triple
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.release.store import open_release
from tests.web.conftest import client_of

PLACES = namespaces.GRAPHS + "data/places"
NAMED = "/store?graph=" + quote(PLACES, safe="")
DEFAULT = "/store?default"
TURTLE = "text/turtle"


@pytest.fixture(scope="module")
def release(settings):
    return open_release(settings.home)


def triples(body, format):
    quads = parse(body, format=format.syntax)
    return {Triple(q.subject, q.predicate, q.object) for q in quads}


def graph_of(release, address):
    named = address == NAMED
    clause = f"GRAPH <{PLACES}> {{ ?s ?p ?o }}" if named else "?s ?p ?o"
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {clause} }}"
    return set(release.store.query(query))


@pytest.mark.parametrize("address", [NAMED, DEFAULT])
@pytest.mark.parametrize("format", GRAPH_FORMATS, ids=lambda format: format.name)
def test_a_graph_is_the_same_in_every_format(client, release, address, format):
    accepted = client.get(address, headers={"Accept": format.media_type})
    assert accepted.status_code == 200
    assert accepted.headers["Content-Type"].startswith(format.media_type)
    assert triples(accepted.data, format) == graph_of(release, address)
    for name in (format.name, format.suffix, quote(format.media_type)):
        named = client.get(f"{address}&format={name}")
        assert named.data == accepted.data


@pytest.mark.parametrize("address", [NAMED, DEFAULT])
@pytest.mark.parametrize(
    "accept", [None, "*/*", "text/html,application/xhtml+xml,*/*;q=0.8"]
)
def test_without_a_choice_the_graph_comes_as_turtle(get, address, accept):
    assert get(address, accept).headers["Content-Type"].startswith(TURTLE)


def test_the_default_graph_holds_each_triple_once(get):
    lines = get(DEFAULT, "application/n-triples").text.splitlines()
    assert len(lines) == len(set(lines)) > 100


def test_a_named_graph_at_its_own_iri_is_the_same(get):
    own = "/graph/data/places"
    for accept in ("text/turtle", "application/n-triples"):
        assert get(own, accept).data == get(NAMED, accept).data
    assert get(own + "?format=turtle").data == get(NAMED, TURTLE).data


def test_every_graph_of_the_release_is_there(get, release):
    for entry in release.manifest.graphs:
        address = "/store?graph=" + quote(entry.iri, safe="")
        lines = get(address, "application/n-triples").text.splitlines()
        assert len(lines) == entry.triples


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "neither was given"),
        ("?format=nt", "neither was given"),
        (f"?default&graph={PLACES}", "more was given"),
        (f"?graph={PLACES}&graph={PLACES}", "more was given"),
        ("?graph=", "give an absolute IRI"),
        ("?graph=data/places", "give an absolute IRI"),
    ],
)
def test_it_takes_one_graph_and_says_so(get, query, told):
    answer = get(f"/store{query}")
    assert answer.status_code == 400
    assert told in answer.json["detail"]


@pytest.mark.parametrize("iri", ["urn:nowhere", PLACES + "x", "_:b", "urn:%00"])
def test_an_unknown_graph_is_not_found(get, iri):
    answer = get(f"/store?graph={iri}")
    assert answer.status_code == 404
    assert answer.json["type"] == "/problem/UnknownIri"


@pytest.mark.parametrize("address", [NAMED, DEFAULT])
@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
def test_nothing_is_written(client, address, method):
    answer = client.open(address, method=method, data=b"x" * 2_000_000)
    assert answer.status_code == 405
    assert {*answer.headers["Allow"].split(", ")} == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("method", ["PUT", "POST", "PATCH", "DELETE"])
def test_nothing_is_written_at_the_iri_of_a_graph(client, method):
    answer = client.open("/graph/data/places", method=method)
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_a_format_that_is_none_is_not_acceptable(get):
    for answer in (get(f"{NAMED}&format=docx"), get(NAMED, "image/png")):
        assert answer.status_code == 406
        assert "application/n-triples" in answer.json["detail"]


@pytest.mark.parametrize("address", [NAMED, DEFAULT])
@pytest.mark.parametrize("accept", [TURTLE, "application/n-triples"])
def test_a_tag_tells_release_and_format(get, address, accept):
    first = get(address, accept)
    tag = first.headers["ETag"]
    again = get(address, accept, If_None_Match=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert get(address, "application/ld+json").headers["ETag"] != tag
    assert "Accept" in first.headers["Vary"]


@pytest.mark.parametrize("accept", [TURTLE, "application/n-triples"])
def test_head_answers_as_get_without_the_body(client, accept):
    given = {"headers": {"Accept": accept}}
    head, whole = client.head(DEFAULT, **given), client.get(DEFAULT, **given)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "ETag", "Vary"):
        assert head.headers[name] == whole.headers[name]


def test_past_the_limit_of_a_format_there_is_still_ntriples(settings, engine):
    small = client_of(dataclasses.replace(settings, constructed_triples=5), engine)
    refused = small.get(DEFAULT, headers={"Accept": TURTLE})
    assert refused.status_code == 422
    assert "application/n-triples" in refused.json["detail"]
    streamed = small.get(DEFAULT, headers={"Accept": "application/n-triples"})
    assert len(streamed.data.splitlines()) > 5
