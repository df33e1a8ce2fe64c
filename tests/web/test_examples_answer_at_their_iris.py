"""Published examples answer where their IRIs lead, to programs and to people."""

from urllib.parse import urlencode

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from tests.catalogue.test_published_examples import EDITOR_EXAMPLES

GRAPH = "/sparql/.well-known/sparql-examples"
NAME = "cities-in-a-country"


def examples(answer, format):
    found = parse(answer.data, format)
    return {t.subject.value for t in found if t.predicate.value.endswith("#comment")}


@pytest.mark.parametrize(
    ("path", "accept", "format"),
    [
        (GRAPH, "text/turtle", RdfFormat.TURTLE),
        (f"{GRAPH}.nt", None, RdfFormat.N_TRIPLES),
        (GRAPH, "application/ld+json", RdfFormat.JSON_LD),
    ],
)
def test_the_graph_of_examples_answers_at_its_own_iri(get, path, accept, format):
    answer = get(path, accept)
    assert answer.status_code == 200
    assert examples(answer, format) == {f"https://w3id.org/city2city{GRAPH}/{NAME}"}


def test_people_see_the_graph_as_a_page(get):
    page = get(GRAPH, "text/html")
    assert page.status_code == 200
    assert NAME in page.text


@pytest.mark.parametrize(
    ("accept", "place"),
    [("text/html", f"/queries/{NAME}"), ("text/turtle", GRAPH), (None, None)],
)
def test_an_example_leads_to_its_page_or_to_the_graph(get, accept, place):
    answer = get(f"{GRAPH}/{NAME}", accept)
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(place or f"/queries/{NAME}")
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("graph", "count"),
    [(f"https://w3id.org/city2city{GRAPH}", 1), ("", 0)],
    ids=["the graph of examples", "the default graph"],
)
def test_the_request_of_sibs_editor_is_answered_from_the_graph_it_asks(
    get, graph, count
):
    # the editor adds ac=1 to tell its own questions from those of people
    asked = {"ac": "1", "query": EDITOR_EXAMPLES}
    asked |= {"default-graph-uri": graph} if graph else {}
    answer = get(f"/sparql?{urlencode(asked)}", "application/sparql-results+json")
    assert len(answer.json["results"]["bindings"]) == count
