"""Results in one form, whatever they were written in, so that two can be compared.

Rows become a graph whose blank nodes are labelled by RDFC-1.0, so two results are
equal where their forms are. Terms pass through a store, which rewrites literals.
"""

import csv
import io

from pyoxigraph import BlankNode
from pyoxigraph import CanonicalizationAlgorithm
from pyoxigraph import Dataset
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import QueryBoolean
from pyoxigraph import QueryResultsFormat
from pyoxigraph import QuerySolutions
from pyoxigraph import RdfFormat
from pyoxigraph import Store
from pyoxigraph import parse
from pyoxigraph import parse_query_results

RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
ROWS = f"""PREFIX rs: <{RS}> SELECT ?row ?index ?name ?value {{
 ?set rs:solution ?row . OPTIONAL {{ ?row rs:index ?index }}
 OPTIONAL {{ ?row rs:binding ?b . ?b rs:variable ?name ; rs:value ?value }} }}"""
RESULTS = {
    ".srx": QueryResultsFormat.XML,
    ".srj": QueryResultsFormat.JSON,
    ".tsv": QueryResultsFormat.TSV,
}


def of_graph(triples):
    """Return the form of a graph."""
    return ("graph", _labelled(Quad(t.subject, t.predicate, t.object) for t in triples))


def of_rows(rows, lax=False):
    """Return the form of solutions: (index or None, {variable: term}) each."""
    quads, seen = [], set()
    for index, row in rows:
        key = frozenset((name, str(value)) for name, value in row.items())
        if not (lax and key in seen):
            quads += _row(index, row)
        seen.add(key)
    return ("rows", _labelled(quads))


def of_answer(results, lax=False):
    """Return the form of what a query gave in this process, or a parser read."""
    if isinstance(results, QueryBoolean):
        return ("boolean", bool(results))
    if not isinstance(results, QuerySolutions):
        return of_graph(results)
    names = results.variables
    bound = (
        {name.value: row[name] for name in names if row[name] is not None}
        for row in results
    )
    return of_rows(((None, row) for row in bound), lax)


def of_csv(body):
    """Return the form of a CSV result; `SELECT *` leaves the order of columns open."""
    rows = csv.DictReader(io.StringIO(body.decode(), newline=""))
    cells = [
        tuple(sorted((n, "_:" if v.startswith("_:") else v) for n, v in row.items()))
        for row in rows
    ]
    return ("csv", tuple(sorted(cells)))


def of_file(path, base, lax=False):
    """Return (form, whether rows are numbered) of the expected result in a file."""
    body = path.read_bytes()
    if path.suffix == ".csv":
        return of_csv(body), False
    if path.suffix in RESULTS:
        read = parse_query_results(body, format=RESULTS[path.suffix])
        return of_answer(read, lax), False
    syntax = RdfFormat.from_extension(path.suffix[1:])
    store = _stored(parse(body, syntax, base_iri=base))
    if not bool(store.query(f"ASK {{ ?set a <{RS}ResultSet> }}")):
        return of_graph(quad.triple for quad in store), False
    return _of_result_set(store, lax)


def _of_result_set(store, lax):
    """Read the vocabulary in which the first suite wrote solutions as RDF."""
    for quad in store.quads_for_pattern(None, NamedNode(RS + "boolean"), None):
        return ("boolean", quad.object.value == "true"), False
    rows = {}
    for found in store.query(ROWS):
        index = int(found["index"].value) if found["index"] else None
        row = rows.setdefault(found["row"], (index, {}))[1]
        if found["name"] is not None:
            row[found["name"].value] = found["value"]
    numbered = any(index is not None for index, _ in rows.values())
    ordered = sorted(rows.values(), key=lambda row: row[0] or 0)
    return of_rows(ordered, lax), numbered


def numbered(results):
    """Return the form of solutions whose order counts."""
    rows = [
        {n.value: row[n] for n in results.variables if row[n] is not None}
        for row in results
    ]
    return of_rows(enumerate(rows, start=1))


def _row(index, row):
    node = BlankNode()
    yield Quad(node, NamedNode("urn:row"), NamedNode("urn:row"))
    if index is not None:
        yield Quad(node, NamedNode("urn:index"), Literal(index))
    for name, value in row.items():
        yield Quad(node, NamedNode(f"urn:variable:{name}"), value)


def _labelled(quads):
    dataset = Dataset(_stored(quads))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(map(str, dataset)))


def _stored(quads):
    store = Store()
    store.extend(quads)
    return store
