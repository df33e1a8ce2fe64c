"""Evaluate a case, here with Oxigraph and there by the endpoint; does it pass?"""

from dataclasses import dataclass

from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import QueryResultsFormat
from pyoxigraph import QuerySolutions
from pyoxigraph import RdfFormat
from pyoxigraph import Store
from pyoxigraph import parse
from pyoxigraph import parse_query_results

from tests.protocol.asking import CSV
from tests.protocol.asking import XML
from tests.w3c import outcomes
from tests.w3c.cases import BASE

NTRIPLES = "application/n-triples"
# each case asks for the format of its expected result, so that all are used
ACCEPTED = {
    ".srj": "application/sparql-results+json",
    ".tsv": "text/tab-separated-values",
    ".csv": CSV,
}
RESULT_FORMATS = {
    XML: QueryResultsFormat.XML,
    ACCEPTED[".srj"]: QueryResultsFormat.JSON,
    ACCEPTED[".tsv"]: QueryResultsFormat.TSV,
}


@dataclass(frozen=True)
class Expected:
    """What the suite says comes out; `numbered` where the order of rows counts."""

    form: tuple
    numbered: bool
    lax: bool


def expected(suite, case):
    path = suite.folder / case.result
    form, numbered = outcomes.of_file(path, BASE + case.result, case.lax)
    return Expected(form, numbered, case.lax)


def passes_here(suite, case):
    """Return whether Oxigraph itself, without us, gives what the suite expects."""
    store = Store()
    graphs = [(file, DefaultGraph()) for file in case.defaults]
    for file in (*case.named, *suite.described(case)):
        graphs.append((file, NamedNode(BASE + file)))
    for file, graph in graphs:
        store.load(
            path=str(suite.folder / file),
            format=RdfFormat.from_extension(file.rpartition(".")[2]),
            base_iri=BASE + file,
            to_graph=graph,
        )
    try:
        results = store.query(suite.text(case))
        return _form(results, expected(suite, case)) == expected(suite, case).form
    except (SyntaxError, RuntimeError):
        return False


def _form(results, wanted):
    if wanted.form[0] == "csv":
        return outcomes.of_csv(results.serialize(format=QueryResultsFormat.CSV))
    if wanted.numbered and isinstance(results, QuerySolutions):
        return outcomes.numbered(results)
    return outcomes.of_answer(results, wanted.lax)


def passes_there(suite, case, endpoint, dataset=()):
    """Return whether the endpoint answers the query as the suite expects.

    `dataset` is the protocol's: parameters that name graphs.
    """
    wanted = expected(suite, case)
    graph = wanted.form[0] == "graph"
    suffix = "." + case.result.rpartition(".")[2]
    accept = NTRIPLES if graph else ACCEPTED.get(suffix, XML)
    text = suite.text(case).encode("utf-8", "surrogateescape")
    answer = endpoint.post("application/sparql-query", text, accept, dataset)
    if answer.status != 200:
        return False
    return _form_of(answer.body, accept, wanted) == wanted.form


def _form_of(body, accept, wanted):
    if wanted.form[0] == "csv":
        return outcomes.of_csv(body)
    if wanted.form[0] == "graph":
        triples = parse(body, format=RdfFormat.N_TRIPLES)
        return outcomes.of_graph(quad.triple for quad in triples)
    return _form(parse_query_results(body, format=RESULT_FORMATS[accept]), wanted)
