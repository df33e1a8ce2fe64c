"""One document, many formats (RFC 9110 §12): which is sent, and what is told of it."""

import gzip
from json import dumps as text_of
from json import loads as json_of

import pyoxigraph
import pytest

DOCUMENT = "/doc/city/xa-alpha"
MEDIA_TYPES = {
    "html": "text/html",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "trig": "application/trig",
    "nq": "application/n-quads",
}
TRIPLES = [suffix for suffix in MEDIA_TYPES if suffix not in ("html", "trig", "nq")]
WANTED = {
    None: "html",
    "*/*": "html",
    "text/*": "html",
    "text/html, */*;q=0.1": "html",
    "text/turtle": "ttl",
    "text/turtle;charset=utf-8": "ttl",
    "text/turtle;q=0.5, application/rdf+xml;q=0.6": "rdf",
    "text/turtle;q=0.5, */*;q=0.4": "ttl",
    "application/json": "jsonld",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"': "jsonld",
    "application/rdf+xml, text/html;q=0.3": "rdf",
    "image/png, application/n-triples;q=0.2": "nt",
    "text/plain, */*;q=0.1": "nt",
    "application/trig": "trig",
    "application/n-quads;q=0.7, text/html;q=0.6": "nq",
    "text/html;q=0, */*": "ttl",
}


@pytest.mark.parametrize(("accept", "suffix"), WANTED.items(), ids=str)
def test_the_variant_liked_best_is_sent_and_named(site, accept, suffix):
    answer = site.get(DOCUMENT, accept)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(MEDIA_TYPES[suffix])
    assert answer.headers["Content-Location"] == f"{DOCUMENT}.{suffix}"
    assert "Accept" in [name.strip() for name in answer.headers["Vary"].split(",")]


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_each_variant_has_an_address_of_its_own(site, suffix):
    answer = site.get(f"{DOCUMENT}.{suffix}", "image/png")
    assert answer.headers["Content-Type"].startswith(MEDIA_TYPES[suffix])
    # a page is negotiated by language too, and may name its labels in another order
    if suffix != "html":
        assert answer.content == site.get(DOCUMENT, MEDIA_TYPES[suffix]).content


@pytest.mark.parametrize("accept", ["image/png", "text/csv", "text/html;q=0"])
def test_what_cannot_be_sent_is_not_acceptable_and_the_list_is_told(site, accept):
    answer = site.get(DOCUMENT, accept)
    assert answer.status_code == 406
    for media_type in MEDIA_TYPES.values():
        assert media_type in answer.json()["detail"]


def test_the_formats_of_triples_say_the_same(site):
    said = [triples(site, suffix) for suffix in TRIPLES]
    assert said[0]
    assert all(found == said[0] for found in said)


def triples(site, suffix):
    format = pyoxigraph.RdfFormat.from_extension(suffix)
    body = site.get(f"{DOCUMENT}.{suffix}").content
    if suffix == "jsonld":
        context = site.get("/context.jsonld").text
        body = with_context(body.decode(), context).encode()
    return {quad.triple for quad in pyoxigraph.parse(body, format=format)}


def with_context(text, context):
    """Return JSON-LD `text` with the published `context` in the place of its address.

    Oxigraph fetches nothing, and neither should a test.
    """
    whole = json_of(text)
    if isinstance(whole, dict) and isinstance(whole.get("@context"), str):
        whole["@context"] = json_of(context)["@context"]
    return text_of(whole)


def test_quads_tell_the_graphs_that_state_a_fact(site):
    body = site.get(f"{DOCUMENT}.nq").content
    quads = pyoxigraph.parse(body, format=pyoxigraph.RdfFormat.N_QUADS)
    graphs = {str(quad.graph_name) for quad in quads}
    assert "<https://w3id.org/city2city/graph/data/places>" in graphs


@pytest.mark.parametrize("suffix", MEDIA_TYPES)
def test_head_is_get_without_the_body(site, suffix):
    path = f"{DOCUMENT}.{suffix}"
    get = site.get(path, Accept_Encoding="identity")
    head = site.get(path, method="HEAD", Accept_Encoding="identity")
    assert head.status_code == 200
    assert head.content == b""
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Link"):
        assert head.headers[name] == get.headers[name], name


@pytest.mark.parametrize("suffix", ["html", "ttl", "jsonld"])
def test_coming_back_costs_a_304(site, suffix):
    path = f"{DOCUMENT}.{suffix}"
    first = site.get(path)
    by_tag = site.get(path, If_None_Match=first.headers["ETag"])
    by_date = site.get(path, If_Modified_Since=first.headers["Last-Modified"])
    for again in (by_tag, by_date):
        assert (again.status_code, again.content) == (304, b"")
    assert site.get(path, If_None_Match='"other"').status_code == 200
    old = "Thu, 01 Jan 2015 00:00:00 GMT"
    assert site.get(path, If_Modified_Since=old).status_code == 200


def test_variants_have_tags_of_their_own(site):
    tags = {site.get(f"{DOCUMENT}.{s}").headers["ETag"] for s in MEDIA_TYPES}
    assert len(tags) == len(MEDIA_TYPES)


def test_a_document_tells_its_variants_and_its_topic(site):
    link = site.get(DOCUMENT, "text/turtle").headers["Link"]
    for suffix in ("ttl", "jsonld", "html"):
        assert f"<{DOCUMENT}.{suffix}>" in link
    assert 'rel="alternate"' in link
    assert '<https://w3id.org/city2city/id/city/xa-alpha>; rel="describes"' in link


@pytest.mark.parametrize(
    "path", [DOCUMENT, "/id/city/xa-alpha", "/doc/city/nowhere", "/ns.ttl"]
)
def test_a_script_of_another_site_may_read_every_answer(site, path):
    answer = site.get(path, "text/turtle", Origin="https://example.org")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in answer.headers["Access-Control-Expose-Headers"]


def test_a_browser_may_ask_first(site):
    answer = site.get(
        DOCUMENT,
        method="OPTIONS",
        Origin="https://example.org",
        Access_Control_Request_Method="GET",
        Access_Control_Request_Headers="accept-profile",
    )
    assert answer.status_code == 204
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]


def test_who_accepts_it_gets_it_compressed(site):
    answer = site.client.stream(
        "GET", site.address + DOCUMENT + ".nt", headers={"Accept-Encoding": "gzip"}
    )
    with answer as response:
        assert response.headers["Content-Encoding"] == "gzip"
        packed = b"".join(response.iter_raw())
    assert gzip.decompress(packed) == site.get(f"{DOCUMENT}.nt").content
