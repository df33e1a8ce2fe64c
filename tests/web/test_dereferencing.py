import json
from urllib.parse import urljoin

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from werkzeug.wrappers import Response

ALPHA = "https://w3id.org/city2city/id/city/xa-alpha"
DOCUMENT = "https://w3id.org/city2city/doc/city/xa-alpha"


def triples(answer, format):
    return {quad.triple for quad in parse(answer.data, format=format)}


def with_context(get, path, answer):
    """Return `answer` as a client reads it that fetches the context it names."""
    body = answer.get_json(force=True)
    context = get(urljoin(path, body["@context"])).get_json(force=True)
    return Response(json.dumps(body | context))


@pytest.mark.parametrize(
    ("thing", "document"),
    [
        ("/id/city/xa-alpha", "/doc/city/xa-alpha"),
        ("/id/country/xa", "/doc/country/xa"),
        ("/def/theme", "/doc/def/theme"),
        ("/def/theme/water", "/doc/def/theme/water"),
        ("/id/city/jp-%E6%9D%B1%E4%BA%AC", "/doc/city/jp-%E6%9D%B1%E4%BA%AC"),
    ],
)
def test_a_thing_leads_to_its_document_on_the_same_host(get, thing, document):
    answer = get(thing)
    assert answer.status_code == 303
    assert answer.headers["Location"] == document
    assert answer.headers["Link"] == f'<{document}>; rel="describedby"'
    assert get(document).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/id/city/nowhere",
        "/doc/city/nowhere",
        "/doc/city/nowhere.ttl",
        "/doc/nothing",
        "/def/nothing",
        "/doc/def/theme/fire",
        "/graph/data/none",
        "/ns/0.0.1",
    ],
)
def test_what_never_was_is_not_found(get, path):
    answer = get(path)
    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_a_withdrawn_thing_is_gone_and_its_document_says_what_replaces_it(get):
    answer = get("/doc/city/xa-atlantis", "text/turtle")
    assert answer.status_code == 410
    replaced = NamedNode("http://purl.org/dc/terms/isReplacedBy")
    found = {
        t.object for t in triples(answer, RdfFormat.TURTLE) if t.predicate == replaced
    }
    assert found == {NamedNode(ALPHA)}
    assert "Withdrawn" in get("/doc/city/xa-atlantis").text
    again = get(
        "/doc/city/xa-atlantis", "text/turtle", If_None_Match=answer.headers["ETag"]
    )
    assert again.status_code == 410


def test_all_graph_formats_say_the_same(get):
    formats = [RdfFormat.TURTLE, RdfFormat.N_TRIPLES, RdfFormat.RDF_XML]
    answers = [triples(get("/doc/city/xa-alpha", f.media_type), f) for f in formats]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize(
    ("thing", "document"),
    [
        ("/id/city/xa-alpha", "/doc/city/xa-alpha"),
        ("/def/theme", "/doc/def/theme"),
        ("/def/theme/water", "/doc/def/theme/water"),
    ],
)
def test_the_context_is_found_from_the_document_and_from_the_thing(
    get, thing, document
):
    answer = get(document, "application/ld+json")
    said = triples(get(document, "text/turtle"), RdfFormat.TURTLE)
    for base in (thing, document, f"{document}.jsonld"):
        read = with_context(get, base, answer)
        assert triples(read, RdfFormat.JSON_LD) == said


def test_the_context_is_asked_about_again_and_has_not_changed(get):
    context = get("/context.jsonld")
    assert context.mimetype == "application/ld+json"
    assert context.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age=0" in context.headers["Cache-Control"]
    again = get("/context.jsonld", If_None_Match=context.headers["ETag"])
    assert again.status_code == 304


def test_named_graphs_tell_where_a_fact_stands(get):
    answer = get("/doc/city/xa-alpha", "application/n-quads")
    quads = parse(answer.data, format=RdfFormat.N_QUADS)
    graphs = {str(q.graph_name) for q in quads if q.subject == NamedNode(ALPHA)}
    assert "<https://w3id.org/city2city/graph/data/places>" in graphs


def test_a_description_holds_facts_parts_pointers_labels_and_the_document(get):
    text = get("/doc/city/xa-alpha", "application/n-triples").text
    for line in [
        f"<{ALPHA}> <https://w3id.org/city2city/ns#country> ",
        '"POINT(13.5 -55.25)"',
        f"<https://w3id.org/city2city/ns#memberCity> <{ALPHA}>",
        "<https://w3id.org/city2city/ns#targetYear>",
        '"Andria"@en',
        f"<{DOCUMENT}> <http://xmlns.com/foaf/0.1/primaryTopic> <{ALPHA}>",
        f"<{DOCUMENT}> <http://purl.org/dc/terms/license> <https://creativecommons.org",
    ]:
        assert line in text, line


def test_the_iris_in_rdf_do_not_depend_on_the_host(client):
    answer = client.get("/doc/city/xa-alpha.ttl", headers={"Host": "elsewhere.example"})
    assert b"elsewhere" not in answer.data
    assert b"w3id.org/city2city/id/city/" in answer.data


def test_links_in_pages_lead_to_this_server(get):
    page = get("/doc/city/xa-alpha", "text/html").text
    assert 'href="/doc/country/xa"' in page
    assert 'href="https://w3id.org' not in page


def test_a_document_tells_its_variants_its_topic_and_its_licence(get):
    links = get("/doc/city/xa-alpha", "text/turtle").headers["Link"].split(", ")
    assert (
        '</doc/city/xa-alpha.jsonld>; rel="alternate"; type="application/ld+json"'
        in links
    )
    assert f'<{ALPHA}>; rel="describes"' in links
    assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links


@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
@pytest.mark.parametrize("path", ["/doc/city/xa-alpha", "/ns", "/doc/city", "/graph"])
def test_coming_back_costs_a_304(get, path, accept):
    first = get(path, accept)
    again = get(path, accept, If_None_Match=first.headers["ETag"])
    assert again.status_code == 304
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]
    assert get(path, accept, If_None_Match='"other"').status_code == 200


@pytest.mark.parametrize("form", ["W/{}", '"a", {}', "*"])
def test_a_tag_weakened_by_a_proxy_or_in_a_list_is_known(get, form):
    tag = get("/ns.ttl").headers["ETag"]
    assert get("/ns.ttl", If_None_Match=form.format(tag)).status_code == 304


def test_variants_have_tags_of_their_own(get):
    tags = {
        get(f"/doc/city/xa-alpha.{s}").headers["ETag"] for s in ("html", "ttl", "nt")
    }
    assert len(tags) == 3


def test_head_is_get_without_the_body(client):
    answer = client.head("/doc/city/xa-alpha.ttl")
    assert answer.status_code == 200
    assert answer.data == b""
    assert int(answer.headers["Content-Length"]) > 100


def test_what_cannot_be_sent_is_not_acceptable_and_the_list_is_told(get):
    answer = get("/doc/city/xa-alpha", "image/png")
    assert answer.status_code == 406
    assert "text/turtle" in answer.json["detail"]


@pytest.mark.parametrize(
    "path", ["/doc/city/xa-alpha", "/id/city/xa-alpha", "/ns", "/"]
)
def test_nothing_is_written_over_http(client, path):
    answer = client.put(path, data=b"<a> <b> <c> .")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_the_vocabulary_lists_each_term_as_an_anchor_in_every_language(get):
    page = get("/ns", "text/html").text
    assert 'id="City"' in page
    assert "A place where people live." in page
    assert '<span lang="fr">ville</span>' in page
    assert 'href="/ns#Membership"' in page


def test_the_vocabulary_as_rdf_holds_its_terms_and_nothing_else(get):
    subjects = {str(t.subject.value) for t in triples(get("/ns.ttl"), RdfFormat.TURTLE)}
    ns = "https://w3id.org/city2city/ns"
    terms = ("City", "hasMembership", "memberCity", "targetOf")
    assert subjects == {ns, *(f"{ns}#{term}" for term in terms)}


def test_the_version_in_force_answers_at_its_own_iri(get):
    assert get("/ns/9.9.9", "text/turtle").data == get("/ns.ttl").data


def test_shapes_are_a_document_of_their_own(get):
    assert 'id="City-country"' in get("/shapes", "text/html").text
    assert "A city has one country." in get("/shapes.ttl").text


def test_a_named_graph_answers_with_its_triples(get):
    answer = get("/graph/data/concepts/theme", "application/n-triples")
    assert len(answer.text.splitlines()) == 8
    page = get("/graph/data/places", "text/html").text
    assert "Test places" in page
    assert "The Atlas" in page


def test_who_asks_the_home_page_for_rdf_is_led_to_the_dataset(get):
    answer = get("/", "text/turtle")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/dataset")
