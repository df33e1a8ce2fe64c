"""A document that cannot hold all that is said of a hub leads to the rest."""

import re
from urllib.parse import quote

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph.dereference.describe import INCOMING_LIMIT
from c2c_graph.dereference.document import PRIMARY_TOPIC
from c2c_graph.dereference.hubs import PAGE

HUB = NamedNode(namespaces.DEFINITIONS + "claim-status/as-by-source")
DOCUMENT = "/doc/def/claim-status/as-by-source"
STATUS = namespaces.TERMS + "claimStatus"
PAGES = f"{DOCUMENT}.nt?incoming={quote(STATUS, safe='')}"
NEXT = NamedNode("http://www.w3.org/ns/hydra/core#next")


def triples(answer):
    return {quad.triple for quad in parse(answer.data, format=RdfFormat.N_TRIPLES)}


def linked(answer, relation):
    return re.findall(rf'<([^>]+)>; rel="{relation}"', answer.headers["Link"])


def pages(client):
    answers, address = [], PAGES
    while address:
        answers.append(client.get(address))
        address = next(iter(linked(answers[-1], "next")), "")
    return answers


@pytest.fixture(scope="module")
def every(shipped):
    """Every triple about the hub, by the link that its document gives."""
    (query,) = (a for a in linked(document(shipped), "related") if "/sparql" in a)
    return triples(shipped.get(query, headers={"Accept": "application/n-triples"}))


def document(client):
    return client.get(f"{DOCUMENT}.nt")


def test_the_link_of_a_hub_gives_every_triple_about_it(shipped, every):
    told = {t for t in triples(document(shipped)) if HUB in (t.subject, t.object)}
    said_of_the_document = {t for t in told if t.predicate == PRIMARY_TOPIC}
    assert told - said_of_the_document < every
    assert len(every) > INCOMING_LIMIT


def test_the_pages_of_a_hub_tell_what_points_to_it_each_once(shipped, every):
    by_page = [
        [t for t in triples(page) if t.object == HUB and t.predicate.value == STATUS]
        for page in pages(shipped)
    ]
    assert [len(page) for page in by_page[:-1]] == [PAGE] * (len(by_page) - 1)
    told = [triple for page in by_page for triple in page]
    assert len(told) == len(set(told))
    assert set(told) == {t for t in every if t.predicate.value == STATUS}


def test_the_rdf_leads_from_the_document_to_its_pages(shipped):
    first, *others = pages(shipped)
    (see,) = {
        t.object.value
        for t in triples(document(shipped))
        if t.predicate.value.endswith("#seeAlso") and "incoming=" in str(t.object)
    }
    assert see.endswith(PAGES.partition("?")[2])
    for page in (first, *others[:-1]):
        (following,) = {t.object.value for t in triples(page) if t.predicate == NEXT}
        assert linked(page, "next")[0].partition("?")[2] in following


def test_people_turn_the_pages_too(shipped):
    (first,) = re.findall(r'href="(/doc/[^"]*incoming=[^"]*)"', page(shipped, DOCUMENT))
    text = page(shipped, first.replace("&amp;", "&"))
    assert f"1 to {PAGE}" in text
    assert re.search(r'href="[^"]*after=500" rel="next"', text)


def page(client, address):
    return client.get(address, headers={"Accept": "text/html"}).text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("incoming=x", 404),
        ("incoming=%3Ca%3E", 404),
        (f"incoming={quote(STATUS)}&after=99000", 404),
        (f"incoming={quote(STATUS)}&after=999999999", 404),
        (f"incoming={quote(STATUS)}&after=-1", 400),
        (f"incoming={quote(STATUS)}&after=1e9", 400),
    ],
)
def test_a_page_that_is_not_there_is_told_so(shipped, query, status):
    assert shipped.get(f"{DOCUMENT}.ttl?{query}").status_code == status


def test_what_is_told_whole_needs_no_such_link(shipped):
    links = shipped.get("/doc/country/ax.nt").headers["Link"]
    assert 'rel="related"' not in links
