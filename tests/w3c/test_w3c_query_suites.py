"""The W3C's SPARQL 1.0 and 1.1 query suites, every query asked over HTTP.

The endpoint fails exactly where Oxigraph itself does, and `FAILING` says where
that is. Left out: the entailment suite, since neither claims a regime.
"""

import pytest
from pyoxigraph import Store

from tests.protocol.asking import JSON
from tests.protocol.asking import QUERY
from tests.protocol.asking import Endpoint
from tests.w3c.cases import EVALUATION
from tests.w3c.cases import INVALID
from tests.w3c.cases import VALID
from tests.w3c.evaluation import passes_here
from tests.w3c.evaluation import passes_there

pytestmark = pytest.mark.long

REASONS = {
    "the store keeps the value of a literal, not its spelling": """
        distinct/distinct-1 distinct/distinct-2 distinct/distinct-9
        expr-builtin/dawg-str-1 expr-builtin/dawg-str-2 expr-builtin/sameTerm-eq
        expr-builtin/sameTerm-not-eq expr-builtin/sameTerm-simple
        expr-equals/eq-graph-1 expr-equals/eq-graph-2 open-world/open-eq-01
        csv-tsv-res/csv03""",
    "SPARQL 1.1 took `456.` out of the grammar": "basic/term-6 basic/term-7",
    "RDF 1.1 gave every literal a datatype": """
        expr-builtin/dawg-datatype-2 functions/strdt03 functions/strlang03""",
    "a file as default and as named graph shares its blank nodes": """
        dataset/dawg-dataset-09 dataset/dawg-dataset-10 dataset/dawg-dataset-12""",
    "dates with and without a time zone are told apart": "open-world/date-2",
    "the group in OPTIONAL keeps its own filter (SPARQL 1.1 §18.2.2)": """
        optional-filter/dawg-optional-filter-005-simplified""",
    "no rows have no groups where GROUP BY is given": "aggregates/agg-empty-group",
    "BNODE(text) gives a text one node in all rows": "functions/bnode01",
}
# where one graph is both, as in the cases of that reason
ONE_GRAPH_FOR_BOTH = {"graph/dawg-graph-10"}
FAILING = {name for names in REASONS.values() for name in names.split()}
# syntax that Oxigraph refuses or takes against the suite
REFUSED = {
    "syntax-sparql1/syntax-lit-08": "SPARQL 1.1 took `123.` out of the grammar",
    "syntax-sparql2/syntax-esc-04": "no \\u in names (SPARQL 1.1 §19.2)",
    "syntax-sparql2/syntax-esc-05": "no \\u in names (SPARQL 1.1 §19.2)",
}
TAKEN = {"syntax-sparql3/syn-bad-26": "`?x<?a&&?b>?y` compares, though it has an IRI"}


def short(case):
    return case.name.partition("/")[2]


def test_oxigraph_fails_where_it_is_known_to(suite, evaluated):
    failed = {short(case) for case in evaluated if not passes_here(suite, case)}
    assert failed == FAILING
    assert len(evaluated) - len(failed) > 400


def test_the_endpoint_fails_exactly_where_oxigraph_does(suite, evaluated, places):
    failed = set()
    for case in evaluated:
        endpoint, dataset = places.of(suite, case)
        if not passes_there(suite, case, endpoint, dataset):
            failed.add(short(case))
    known = FAILING if places.releases else FAILING | ONE_GRAPH_FOR_BOTH
    assert sorted(failed ^ known) == []


def is_valid_here(suite, case):
    try:
        Store().query(suite.text(case))
    except SyntaxError:
        return False
    except RuntimeError:
        return True  # it calls a function that nobody has
    return True


def ask(endpoint, suite, case):
    """Return the answer to the query of `case`, in a format that fits it."""
    text = suite.text(case).encode("utf-8", "surrogateescape")
    return endpoint.post(QUERY, text, f"{JSON}, text/turtle")


def is_valid_there(endpoint, suite, case):
    answer = ask(endpoint, suite, case)
    if answer.status == 400:
        # valid all the same where it names a function or a graph that nobody has
        told = answer.json["detail"]
        return "cannot be evaluated" in told or "has no graph" in told
    assert answer.status in (200, 403), answer.body
    return answer.status == 200


@pytest.fixture(scope="module")
def asked(places):
    return Endpoint(places.host)


@pytest.fixture(scope="module")
def syntax(suite):
    """The cases of syntax, but for those of federation, which ask other servers."""
    return [c for c in suite.cases(VALID | INVALID) if c.room != "syntax-fed"]


def taken(syntax):
    """Return the names of the queries that the suite or Oxigraph calls valid."""
    valid = {short(case) for case in syntax if case.kind in VALID}
    return valid - REFUSED.keys() | TAKEN.keys()


def test_oxigraph_parses_as_the_suite_wants(suite, syntax):
    valid = {short(case) for case in syntax if is_valid_here(suite, case)}
    assert sorted(valid ^ taken(syntax)) == []
    assert len(syntax) > 300


def test_the_endpoint_parses_as_the_suite_wants(suite, syntax, asked):
    valid = {short(case) for case in syntax if is_valid_there(asked, suite, case)}
    assert sorted(valid ^ taken(syntax)) == []


def test_every_query_that_asks_another_server_is_refused(suite, asked):
    cases = suite.cases(EVALUATION | VALID)
    federated = [c for c in cases if c.room in ("service", "syntax-fed")]
    assert {ask(asked, suite, case).status for case in federated} == {403}
    assert len(federated) == 10


def test_every_update_of_the_suite_is_refused(suite, asked):
    updates = sorted(suite.folder.glob("sparql11/*/*.ru"))
    statuses = {
        asked.post("application/sparql-update", path.read_bytes()).status
        for path in updates
    } | {asked.post(QUERY, path.read_bytes()).status for path in updates}
    assert statuses <= {400, 403, 415}
    assert len(updates) > 140
