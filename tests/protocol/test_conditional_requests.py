"""An answer has a tag, and who has it is told so (RFC 9110 §13)."""

import gzip

import pytest

from tests.protocol.asking import CSV
from tests.protocol.asking import JSON
from tests.protocol.asking import QUERY
from tests.protocol.asking import TSV
from tests.protocol.asking import TURTLE
from tests.protocol.asking import XML

LABELS = "SELECT ?l { ?d <http://example.org/label> ?l } ORDER BY ?l"
# an answer that is not a function of the release
CHANGING = [
    "SELECT (NOW() AS ?t) {}",
    "SELECT (now() AS ?t) {}",
    "SELECT (RAND() AS ?r) {}",
    "SELECT (UUID() AS ?u) {}",
    "SELECT (STRUUID() AS ?u) {}",
    "SELECT * { ?s ?p ?o FILTER(RAND() < 2) }",
    "CONSTRUCT { [] a ?o } { ?s ?p ?o }",
    "CONSTRUCT { _:x a ?o } { ?s ?p ?o }",
    "construct{?s ?p (1)}where{?s ?p ?o}",
    "CONSTRUCT { ?s ?p ?o {| ?p 1 |} } { ?s ?p ?o }",
    "CONSTRUCT { << ?s ?p ?o >> ?p ?o } { ?s ?p ?o }",
    "CONSTRUCT FROM <https://w3id.org/city2city/graph/data/three> WHERE { _:x ?p ?o }",
]
# texts in which those names only seem to be called
STEADY = [
    LABELS,
    'SELECT ("NOW()" AS ?t) {}',
    "SELECT ?now { ?now ?rand ?uuid } ORDER BY ?now LIMIT 1",
    "# NOW()\nASK {}",
    "DESCRIBE <http://example.org/document-3>",
    "CONSTRUCT WHERE { ?s <http://example.org/now> ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o, [] }",
    "SELECT ?construct { ?construct ?p [] } ORDER BY ?construct ?p LIMIT 1",
]


def tag(answer):
    return answer.headers["ETag"]


@pytest.mark.parametrize("query", STEADY)
def test_a_tag_stays_the_same_and_gives_304_without_a_body(endpoint, query):
    first, second = endpoint.ask(query), endpoint.ask(query)
    assert tag(first) == tag(second) is not None
    again = endpoint.ask(query, If_None_Match=tag(first))
    assert (again.status, again.body) == (304, b"")
    assert tag(again) == tag(first)
    assert again.headers["Vary"] == first.headers["Vary"]
    assert again.headers["Content-Type"] is None
    assert again.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("query", CHANGING)
def test_what_may_change_has_no_tag_and_is_not_kept(endpoint, query):
    first = endpoint.ask(query)
    assert first.status == 200, first.body
    assert tag(first) is None
    assert "no-store" in first.headers["Cache-Control"]
    assert endpoint.ask(query, If_None_Match="*").status == 200


@pytest.mark.parametrize("query", [*CHANGING[2:5], *CHANGING[6:]])
def test_what_may_change_is_evaluated_each_time(endpoint, query):
    assert len({endpoint.ask(query).body for _ in range(4)}) == 4


@pytest.mark.parametrize(
    "given", ['"other", {tag}', "*", "{tag}, W/{tag}", "  {tag}  ", "W/{weak}"]
)
def test_a_tag_is_found_in_a_list_weakly(endpoint, given):
    known = tag(endpoint.ask(LABELS))
    header = given.format(tag=known, weak=known.removeprefix("W/"))
    assert endpoint.ask(LABELS, If_None_Match=header).status == 304


@pytest.mark.parametrize("given", ['"other"', "", "other", '"', "W/"])
def test_another_tag_gives_the_whole_answer(endpoint, given):
    answer = endpoint.ask(LABELS, If_None_Match=given)
    assert answer.status == 200
    assert answer.body


def test_another_format_query_or_dataset_is_another_tag(endpoint):
    graph = ("default-graph-uri", "https://w3id.org/city2city/graph/data/three")
    answers = [endpoint.ask(LABELS, accept) for accept in (JSON, XML, CSV, TSV)]
    answers += [
        endpoint.ask(LABELS + " "),
        endpoint.ask(LABELS, JSON, graph),
        endpoint.ask(LABELS, "text/html"),
    ]
    assert {answer.status for answer in answers} == {200}
    assert len({tag(answer) for answer in answers}) == len(answers)


def test_a_tag_of_one_format_is_none_of_another(endpoint):
    known = tag(endpoint.ask(LABELS, CSV))
    assert endpoint.ask(LABELS, JSON, If_None_Match=known).status == 200


def test_head_is_conditional_too(endpoint):
    known = tag(endpoint.ask(LABELS))
    headers = {"If-None-Match": known}
    answer = endpoint.send("HEAD", [("query", LABELS)], headers=headers)
    assert (answer.status, answer.body) == (304, b"")


def test_a_posted_query_is_never_answered_304(endpoint):
    known = tag(endpoint.ask(LABELS))
    headers = {"Content-Type": QUERY, "If-None-Match": known}
    answer = endpoint.send("POST", body=LABELS, headers=headers)
    assert answer.status == 200
    assert answer.body == endpoint.ask(LABELS).body


def test_what_is_refused_has_no_tag(endpoint):
    for query in ("ASK {", "CLEAR ALL", ""):
        answer = endpoint.send("GET", [("query", query)])
        assert tag(answer) is None
        assert "no-store" in answer.headers["Cache-Control"]


def test_every_answer_names_its_release_and_links_to_the_dump(endpoint):
    answers = [
        endpoint.ask(LABELS),
        endpoint.ask(LABELS, "text/html"),
        endpoint.ask("DESCRIBE <http://example.org/document-3>", TURTLE),
        endpoint.ask("ASK {"),
        endpoint.post(QUERY, LABELS),
    ]
    assert [answer.headers["C2C-Release"] for answer in answers] == ["1"] * 5
    links = [" ".join(answer.headers.get_all("Link", ())) for answer in answers]
    assert all("rel=" in link for link in links)


def test_the_dump_that_is_linked_to_is_there(endpoint):
    links = endpoint.ask(LABELS).headers["Link"].split(",")
    dump = next(link for link in links if "void#dataDump" in link)
    answer = endpoint.send("GET", path=dump.partition("<")[2].partition(">")[0])
    assert answer.status == 200
    assert b"<http://example.org/document-3>" in gzip.decompress(answer.body)
