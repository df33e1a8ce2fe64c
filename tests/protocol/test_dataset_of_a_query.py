"""Which graphs a query sees: the release's, FROM, or the protocol's (§2.1.4)."""

import pytest

from tests.protocol.asking import PROBLEM
from tests.protocol.asking import QUERY

GRAPH = "https://w3id.org/city2city/graph/data/"
ONE, TWO, THREE = (GRAPH + name for name in ("one", "two", "three"))
COUNT = "SELECT (COUNT(*) AS ?n) {where} {{ {pattern} }}"
EX = "PREFIX ex: <http://example.org/> "
STEPS = "ASK {where} {{ ex:document-1 ex:next/ex:next ex:document-3 }}"


def default(*graphs):
    return [("default-graph-uri", graph) for graph in graphs]


def named(*graphs):
    return [("named-graph-uri", graph) for graph in graphs]


def count(endpoint, pattern, parameters=(), clauses=""):
    query = COUNT.format(where=clauses + " WHERE", pattern=pattern)
    answer = endpoint.ask(query, "text/csv", *parameters)
    assert answer.status == 200, answer.body
    return int(answer.body.split()[1])


def clauses(parameters):
    word = {"default-graph-uri": "FROM", "named-graph-uri": "FROM NAMED"}
    return " ".join(f"{word[name]} <{graph}>" for name, graph in parameters)


# (dataset, triples of the default graph, triples in named graphs, named graphs)
DATASETS = [
    (default(ONE), 3, 0),
    (default(ONE, TWO), 5, 0),
    (default(ONE, ONE), 3, 0),
    (default(ONE, TWO, THREE), 8, 0),
    (named(ONE), 0, 3),
    (named(ONE, TWO), 0, 6),
    (default(THREE) + named(ONE, TWO), 3, 6),
    (default(ONE) + named(ONE), 3, 3),
]


@pytest.mark.parametrize(("dataset", "in_default", "in_named"), DATASETS)
@pytest.mark.parametrize("way", ["protocol", "query"])
def test_a_dataset_holds_the_merge_of_its_graphs_and_nothing_else(
    endpoint, dataset, in_default, in_named, way
):
    given = (dataset, "") if way == "protocol" else ((), clauses(dataset))
    assert count(endpoint, "?s ?p ?o", *given) == in_default
    assert count(endpoint, "GRAPH ?g { ?s ?p ?o }", *given) == in_named


def test_without_a_dataset_a_query_sees_each_triple_once(endpoint):
    assert count(endpoint, "?s ?p ?o") == 8
    assert count(endpoint, "GRAPH ?g { ?s ?p ?o }") >= 9


@pytest.mark.parametrize(
    ("dataset", "expected"),
    [((), True), ((ONE, TWO), True), ((TWO, ONE), True), ((ONE,), False)],
)
def test_a_path_walks_from_one_graph_into_another(endpoint, dataset, expected):
    by_protocol = endpoint.ask(EX + STEPS.format(where=""), None, *default(*dataset))
    where = clauses(default(*dataset))
    by_query = endpoint.ask(EX + STEPS.format(where=where))
    assert by_protocol.json["boolean"] is by_query.json["boolean"] is expected


def test_the_dataset_of_the_protocol_replaces_that_of_the_query(endpoint):
    for given, expected in ((default(TWO), 3), (default(THREE) + named(ONE), 3)):
        assert (
            count(endpoint, "?s ?p ?o", given, f"FROM <{ONE}> FROM <{TWO}>") == expected
        )
    assert count(endpoint, "?s ?p ?o", named(ONE), f"FROM <{ONE}>") == 0


def test_a_direct_query_takes_its_dataset_from_the_address(endpoint):
    answer = endpoint.post(QUERY, EX + STEPS.format(where=""), None, default(ONE, TWO))
    assert answer.json["boolean"] is True


@pytest.mark.parametrize("kind", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize("graph", [GRAPH + "none", "http://127.0.0.1:1/x", "one", ""])
def test_an_unknown_graph_is_refused_by_name(endpoint, kind, graph):
    answer = endpoint.ask("ASK {}", None, (kind, graph))
    assert (answer.status, answer.media_type) == (400, PROBLEM)
    assert graph in answer.json["detail"]


@pytest.mark.parametrize("clause", ["FROM", "FROM NAMED"])
def test_an_unknown_graph_in_the_query_is_refused_by_name(endpoint, clause):
    answer = endpoint.ask(f"ASK {clause} <{GRAPH}none> {{ ?s ?p ?o }}")
    assert (answer.status, answer.media_type) == (400, PROBLEM)
    assert f"{GRAPH}none" in answer.json["detail"]


def test_a_graph_of_two_is_constructed_without_duplicates(endpoint):
    query = f"CONSTRUCT {clauses(default(ONE, TWO))} WHERE {{ ?s ?p ?o }}"
    body = endpoint.ask(query, "application/n-triples").body
    assert len(body.splitlines()) == len(set(body.splitlines())) == 5
