"""What was withdrawn is 410 with a reason, what was merged 301 to what it is now."""

import pytest
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

ID = "https://w3id.org/city2city/id/city/"
DCTERMS = "http://purl.org/dc/terms/"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
GONE = ["/id/city/xa-atlantis", "/doc/city/xa-atlantis"]


@pytest.mark.parametrize("path", GONE)
def test_a_withdrawn_thing_is_gone_and_says_when_why_and_what_replaces_it(get, path):
    answer = get(path, "text/turtle")
    assert (answer.status_code, answer.mimetype) == (410, "text/turtle")
    said = {
        (quad.predicate.value, quad.object)
        for quad in parse(answer.data, format=RdfFormat.TURTLE)
        if quad.subject == NamedNode(ID + "xa-atlantis")
    }
    date = NamedNode("http://www.w3.org/2001/XMLSchema#date")
    assert (DCTERMS + "isReplacedBy", NamedNode(ID + "xa-alpha")) in said
    assert (DCTERMS + "modified", Literal("2026-02-03", datatype=date)) in said
    assert (RDFS + "comment", Literal("Counted twice.", language="en")) in said


@pytest.mark.parametrize("path", GONE)
def test_people_read_when_why_and_what_replaces_it(get, path):
    answer = get(path, "text/html")
    assert (answer.status_code, answer.mimetype) == (410, "text/html")
    warning = answer.text.partition('class="warning">')[2].partition("</div>")[0]
    assert "2026-02-03" in warning
    assert "Counted twice." in warning
    assert 'href="/doc/city/xa-alpha"' in warning


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/id/city/xa-atlantida", "/id/city/xa-alpha"),
        ("/doc/city/xa-atlantida", "/doc/city/xa-alpha"),
        ("/doc/city/xa-atlantida.ttl", "/doc/city/xa-alpha.ttl"),
    ],
)
def test_a_merged_thing_moved_to_the_one_that_stands_for_it(get, path, location):
    answer = get(path, "text/turtle")
    assert (answer.status_code, answer.headers["Location"]) == (301, location)


@pytest.mark.parametrize("path", GONE)
def test_what_was_withdrawn_is_never_not_modified(get, path):
    assert get(path, "text/turtle", If_None_Match="*").status_code == 410


@pytest.mark.parametrize("path", ["/id/city/xa-nowhere", "/doc/city/xa-nowhere"])
def test_what_never_was_is_not_found(get, path):
    assert get(path).status_code == 404
