"""FROM, and the graphs a request names: their merge, each triple once."""

import json

import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.query.dataset import Dataset
from c2c_graph.query.datasets import ReleasedGraphs
from c2c_graph.query.datasets import dataset_in
from c2c_graph.query.datasets import scope_of
from c2c_graph.query.engine import Query
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.evaluation import evaluate
from c2c_graph.query.guard import Kind
from c2c_graph.query.pool import SlotPool
from c2c_graph.query.spool import Spool
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings

FILES = {
    "ontology/ns.ttl": "<urn:C> <urn:q> <urn:C> .",
    "shapes/s.ttl": "<urn:a> <urn:p> <urn:b> .",
    # a and b share one triple, and none with c and d
    "data/a.ttl": "<urn:a> <urn:p> <urn:b> . <urn:a> <urn:n> 1 .",
    "data/b.ttl": "<urn:a> <urn:p> <urn:b> . <urn:b> <urn:p> <urn:c> .",
    "data/c.ttl": "<urn:c> <urn:p> <urn:d> . <urn:a> <urn:n> 2 .",
    "data/blank.ttl": "<urn:a> <urn:x> [ <urn:p> 1 ] .",
    "data/other.ttl": "<urn:a> <urn:x> [ <urn:p> 1 ] . <urn:a> <urn:p> <urn:b> .",
}
GRAPHS = f"PREFIX g: <{namespaces.GRAPHS}data/>"
ALL = "FROM g:a FROM g:b FROM g:c"
COUNT = "SELECT (COUNT(*) AS ?n) {ALL} {{ ?s ?p ?o }}"


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("datasets")
    for name, text in FILES.items():
        path = folder / "dataset" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    settings = Settings(home=folder / "home", dataset=folder / "dataset")
    make_release(settings, gate=None)
    return open_release(settings.home)


@pytest.fixture(scope="module")
def graphs(release):
    return ReleasedGraphs(release.folder.parent.parent, 1)


@pytest.fixture
def ask(release, graphs, tmp_path):
    """Return the body that answers a query with the prefix `g:` for graphs."""

    def ask(text, media_type="application/sparql-results+json", **given):
        spool = Spool(tmp_path / "spool", 2**20)
        query = f"{GRAPHS} {text}"
        given = {"prefixes": {}, "substitutions": {}, "graphs": graphs, **given}
        evaluate(release.store, query, media_type, spool, **given)
        return spool.content()

    return ask


@pytest.fixture
def rows(ask):
    """Return the solutions of a query, sorted, the values alone."""

    def rows(text, **given):
        found = json.loads(ask(text, **given))["results"]["bindings"]
        return sorted([v["value"] for v in row.values()] for row in found)

    return rows


def urns(*names):
    return [[f"urn:{letter}" for letter in name] for name in names]


def of(*names):
    return tuple(f"{namespaces.GRAPHS}data/{name}" for name in names)


@pytest.mark.parametrize(
    ("clauses", "count"),
    [
        ("FROM g:a", 2),
        ("FROM g:a FROM g:a", 2),
        ("FROM g:a FROM g:c", 4),
        ("FROM g:a FROM g:b", 3),
        ("FROM g:a FROM g:b FROM g:c", 5),
        ("FROM NAMED g:a", 0),
        ("FROM NAMED g:a FROM g:b", 2),
    ],
)
def test_a_shared_triple_counts_once(rows, clauses, count):
    query = f"SELECT (COUNT(*) AS ?n) {clauses} {{ ?s ?p ?o }}"
    assert rows(query) == [[str(count)]]


@pytest.mark.parametrize("clauses", ["FROM g:b FROM g:c", ALL])
def test_a_path_leads_through_several_graphs(rows, clauses):
    assert ["urn:b", "urn:d"] in rows(
        f"SELECT ?x ?y {clauses} {{ ?x <urn:p>/<urn:p> ?y }}"
    )
    found = rows(f"SELECT ?y {clauses} {{ <urn:b> <urn:p>+ ?y }}")
    assert found == urns("c", "d")


def test_a_path_over_shared_triples_has_each_solution_once(rows):
    found = rows(f"SELECT ?x ?y {ALL} {{ ?x <urn:p>/<urn:p> ?y }}")
    assert found == urns("ac", "bd")


@pytest.mark.parametrize("default", ["FROM g:a FROM g:c", "FROM g:a FROM g:b"])
def test_graph_sees_the_named_graphs_of_the_query_and_no_others(rows, default):
    named = f"{default} FROM NAMED g:b FROM NAMED g:c"
    found = rows(f"SELECT DISTINCT ?g {named} {{ GRAPH ?g {{ ?s ?p ?o }} }}")
    assert found == [[iri] for iri in of("b", "c")]
    found = rows(f"SELECT ?s {named} {{ GRAPH g:b {{ ?s <urn:p> <urn:c> }} }}")
    assert found == urns("b")
    assert rows(f"SELECT ?s {named} {{ GRAPH g:a {{ ?s ?p ?o }} }}") == []


@pytest.mark.parametrize("default", ["FROM g:a", "FROM g:a FROM g:b"])
def test_with_from_alone_there_are_no_named_graphs(rows, default):
    assert rows(f"SELECT ?g {default} {{ GRAPH ?g {{ ?s ?p ?o }} }}") == []
    assert rows(f"SELECT ?s {default} {{ GRAPH g:a {{ ?s ?p ?o }} }}") == []


def test_what_the_request_names_comes_before_what_the_text_names(rows):
    count = "SELECT (COUNT(*) AS ?n) FROM g:a FROM NAMED g:c { ?s ?p ?o }"
    assert rows(count, dataset=Dataset(default=of("a", "b"))) == [["3"]]
    assert rows(count, dataset=Dataset(named=of("a"))) == [["0"]]
    graph = "SELECT DISTINCT ?g FROM NAMED g:c { GRAPH ?g { ?s ?p ?o } }"
    assert rows(graph, dataset=Dataset(named=of("b"))) == [[iri] for iri in of("b")]
    assert rows(graph, dataset=Dataset(default=of("b"))) == []


@pytest.mark.parametrize(
    "form", ["DESCRIBE <urn:a> {}", "CONSTRUCT {{ ?s ?p ?o }} {} WHERE {{ ?s ?p ?o }}"]
)
def test_a_graph_is_made_from_the_merge(ask, form):
    body = ask(form.format(ALL), "application/n-triples")
    lines = body.decode().splitlines()
    assert len(lines) == len(set(lines)) >= 3
    assert "<urn:a> <urn:p> <urn:b> ." in lines


def test_every_graph_of_the_release_can_be_named(rows, release):
    for entry in release.manifest.graphs:
        count = f"SELECT (COUNT(*) AS ?n) FROM <{entry.iri}> {{ ?s ?p ?o }}"
        assert rows(count) == [[str(entry.triples)]]


def test_the_merge_of_all_merged_graphs_is_the_default_graph(rows, release):
    merged = [e.iri for e in release.manifest.graphs if e.merged]
    clauses = " ".join(f"FROM <{iri}>" for iri in merged)
    found = rows(COUNT.format(ALL=clauses), merged_triples=1)
    assert found == [[str(release.manifest.default_triples)]]


def test_blank_nodes_of_two_files_stay_apart_and_keep_their_labels(ask, rows):
    query = "SELECT ?node FROM g:blank FROM g:other FROM g:a { ?s <urn:x> ?node }"
    found = rows(query)
    assert len({node for (node,) in found}) == 2
    assert found == rows(query.replace("FROM g:a", ""))


@pytest.mark.parametrize("named", ["", "FROM NAMED g:c"])
def test_a_merge_past_the_limit_tells_the_limit_and_the_way_on(rows, named):
    with pytest.raises(errors.QueryTooLarge) as caught:
        rows(f"SELECT * FROM g:a FROM g:b {named} {{ ?s ?p ?o }}", merged_triples=3)
    count = 6 if named else 4
    for told in (f"have {count} triples", "limit is 3", "Leave FROM out", "dump"):
        assert told in caught.value.detail


def test_graphs_that_share_nothing_have_no_limit(rows):
    query = "SELECT (COUNT(*) AS ?n) FROM g:a FROM g:c { ?s ?p ?o }"
    assert rows(query, merged_triples=1) == [["4"]]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": "FROM g:aa"}, "did you mean <https://w3id.org/city2city/graph/data/"),
        ({"text": "FROM <urn:nowhere>"}, "graphs with SELECT DISTINCT ?g"),
        ({"text": "FROM NAMED <urn:nowhere>"}, "no graph <urn:nowhere>"),
        ({"dataset": Dataset(default=("urn:n",))}, "release 1 has no graph <urn:n>"),
        ({"dataset": Dataset(named=("no IRI",))}, "no graph <no IRI>"),
    ],
)
def test_an_unknown_graph_is_refused_and_near_names_are_offered(rows, given, told):
    clauses = given.pop("text", "")
    with pytest.raises(errors.BadRequest) as caught:
        rows(f"SELECT * {clauses} {{ ?s ?p ?o }}", **given)
    assert told in caught.value.detail


A, B = of("a", "b")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT * { ?s ?p ?o }", None),
        ("SELECT ?from { ?from <urn:from> 'FROM <urn:a>' } # FROM <urn:b>", None),
        ("PREFIX from: <urn:> DESCRIBE from:a", None),
        (f"SELECT * FROM <{A}> {{}}", Dataset((A,))),
        (f"select*from<{A}>from named<{B}>{{}}", Dataset((A,), (B,))),
        (f"{GRAPHS} ASK FROM g:a FROM NAMED g:b {{}}", Dataset((A,), (B,))),
        (f"{GRAPHS} ASK FROM#c\nNAMED#c\ng:b {{}}", Dataset((), (B,))),
        (f"BASE <{A}> SELECT * FROM <b> FROM <> {{}}", Dataset((B, A))),
        (f"BASE <{A}> PREFIX g: <./> ASK FROM g:b {{}}", Dataset((B,))),
        (f"{GRAPHS} ASK FROM g:\\-a FROM g:%61 {{}}", Dataset(of("-a", "%61"))),
        ("ASK FROM <graph/data/a> {}", Dataset((A,))),
        ("ASK FROM <urn:\\u0061> {}", Dataset(("urn:a",))),
        (f"{GRAPHS} PREFIX g: <urn:> ASK FROM g:a {{}}", Dataset(("urn:a",))),
        ("DESCRIBE <urn:a> FROM <urn:b>", Dataset(("urn:b",))),
        ("CONSTRUCT { ?s ?p ?o } FROM <urn:b> { ?s ?p ?o }", Dataset(("urn:b",))),
        ("PREFIX from: <urn:> ASK FROM from:a {}", Dataset(("urn:a",))),
        ("BASE <urn:select> ASK FROM <#x> {}", Dataset(("urn:select#x",))),
    ],
)
def test_the_graphs_of_the_text_are_read_as_oxigraph_reads_names(text, found):
    assert dataset_in(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "ASKFROM <urn:a> {}",
        "SELECT * FROMNAMED <urn:a> {}",
        f"{GRAPHS} SELECT * FROMg:a {{}}",
        f"{GRAPHS} SELECT * FROM NAMEDg:a {{}}",
        f"{GRAPHS} SELECT * FROM G:a {{}}",
        f"{GRAPHS} SELECT * FROM g:a FROM {{}}",
    ],
)
def test_a_clause_in_doubt_is_a_syntax_error(rows, text):
    with pytest.raises(errors.QuerySyntaxError):
        rows(text)


def test_a_graph_of_too_many_triples_is_not_begun(ask):
    query = "CONSTRUCT WHERE { ?s ?p ?o }"
    size = len(ask(query, "application/n-triples").splitlines())
    whole = ask(query, "application/n-triples", constructed_triples=size)
    assert len(list(parse(whole, format=RdfFormat.N_TRIPLES))) == size
    with pytest.raises(errors.QueryTooLarge, match=f"more than {size - 1} triples"):
        ask(query, "application/n-triples", constructed_triples=size - 1)


def test_a_small_merge_is_kept_for_the_next_query(graphs, rows):
    rows(COUNT.format(ALL="FROM g:a FROM g:b"))
    entries = graphs.entries(of("a", "b"))
    kept = graphs.merged(entries, ())
    assert graphs.merged(entries, ()) is kept
    assert graphs.merged(entries, graphs.entries(of("c"))) is not kept


@pytest.mark.parametrize("dataset", [None, Dataset(of("a", "b"), of("c"))])
def test_a_slot_merges_graphs_within_its_confines(release, dataset):
    text = f"{GRAPHS} SELECT (COUNT(*) AS ?n) FROM g:a FROM g:b {{ ?s ?p ?o }}"
    settings = Settings(home=release.folder.parent.parent, slots=1)
    with SlotPool(settings, quiet=True) as pool:
        engine = SlotEngine(pool.socket_path, settings)
        query = Query(text, Kind.SELECT, "text/csv", 1, dataset=dataset)
        assert engine.answer_now(query).read() == b"n\r\n3\r\n"


@pytest.fixture(scope="module")
def many(shipped_release):
    """The scope of the first so many graphs of the shipped data's default graph."""
    found = ReleasedGraphs(shipped_release.folder.parent.parent, shipped_release.number)
    names = [entry.iri for entry in found.manifest.graphs if entry.merged]

    def many(number=None, most=500_000):
        named = Dataset(default=tuple(names[:number]))
        return scope_of(shipped_release.store, found, named, most)

    return many


def test_all_graphs_of_the_default_graph_are_the_default_graph(many, shipped_release):
    assert many() == (shipped_release.store, [DefaultGraph()], [])


@pytest.mark.parametrize("number", [10, 15])
def test_many_graphs_are_merged_though_they_share_nothing(
    many, shipped_release, number
):
    scope = many(number)
    assert scope.store is not shipped_release.store
    apart = many(number, most=0)
    text = "SELECT * { ?s ?p ?o . ?o ?q ?x }"
    rows = [
        {*map(str, s.store.query(text, default_graph=s.default))}
        for s in (scope, apart)
    ]
    assert rows[0] == rows[1] != set()


def test_few_graphs_are_looked_into_each(many, shipped_release):
    scope = many(2)
    assert scope.store is shipped_release.store
    assert all(isinstance(graph, NamedNode) for graph in scope.default)
