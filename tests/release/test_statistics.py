"""The statistics of a release are the numbers that its default graph gives."""

import gzip

import pytest
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Store
from pyoxigraph import parse

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf.terms import SCHEMA
from c2c_graph.rdf.terms import VOID
from c2c_graph.release.grouping import GROUPINGS
from c2c_graph.release.objects import Objects
from c2c_graph.release.statistics import count
from c2c_graph.release.statistics import read_statistics
from c2c_graph.release.statistics import statistics_graph
from c2c_graph.release.store import open_release

GRAPH = f"<{namespaces.STATISTICS_GRAPH}>"
DATASET = f"<{namespaces.DATASET}>"
PREFIXES = f"""
PREFIX c2c: <{namespaces.TERMS}>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX schema: <https://schema.org/>
PREFIX void: <{VOID}>
"""


def rows(store, query: str) -> set[tuple[str, ...]]:
    found = store.query(PREFIXES + query)
    return {tuple(term.value for term in row) for row in found}


# what the statistics say, and what counting the default graph says
PAIRS = {
    "triples": ("void:triples", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"),
    "subjects": (
        "void:distinctSubjects",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }",
    ),
    "objects": (
        "void:distinctObjects",
        "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
    ),
    "classes": ("void:classes", "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c }"),
    "properties": (
        "void:properties",
        "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
    ),
}


@pytest.mark.parametrize(("property", "counting"), PAIRS.values(), ids=PAIRS)
def test_the_whole_is_counted(shipped_release, property: str, counting: str) -> None:
    store = shipped_release.store
    told = rows(store, f"SELECT ?n {{ GRAPH {GRAPH} {{ {DATASET} {property} ?n }} }}")
    assert told == rows(store, counting)


def test_instances_of_each_class_are_counted(shipped_release) -> None:
    told = f"""SELECT ?c ?n {{ GRAPH {GRAPH} {{
        {DATASET} void:classPartition [ void:class ?c ; void:entities ?n ] }} }}"""
    counted = "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c"
    store = shipped_release.store
    assert rows(store, told) == rows(store, counted)
    classes = {(c, str(n)) for c, n in shipped_release.manifest.classes.items()}
    assert rows(store, told) == classes


def test_triples_of_each_property_are_counted(shipped_release) -> None:
    told = f"""SELECT ?p ?n ?s ?o {{ GRAPH {GRAPH} {{
        {DATASET} void:propertyPartition [ void:property ?p ; void:triples ?n ;
            void:distinctSubjects ?s ; void:distinctObjects ?o ] }} }}"""
    counted = """SELECT ?p (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?m)
        (COUNT(DISTINCT ?o) AS ?l) { ?s ?p ?o } GROUP BY ?p"""
    store = shipped_release.store
    assert rows(store, told) == rows(store, counted)


def test_properties_of_each_class_are_counted(shipped_release) -> None:
    told = f"""SELECT ?c ?p ?n {{ GRAPH {GRAPH} {{
        {DATASET} void:classPartition [ void:class ?c ; void:propertyPartition
            [ void:property ?p ; void:triples ?n ] ] }} }}"""
    counted = "SELECT ?c ?p (COUNT(*) AS ?n) { ?s a ?c ; ?p ?o } GROUP BY ?c ?p"
    store = shipped_release.store
    assert rows(store, told) == rows(store, counted)


def test_links_are_counted_by_where_they_lead(shipped_release) -> None:
    told = f"""SELECT ?p ?space ?n {{ GRAPH {GRAPH} {{
        ?links a void:Linkset ; void:linkPredicate ?p ; void:triples ?n ;
            void:objectsTarget/void:uriSpace ?space }} }}"""
    found = rows(shipped_release.store, told)
    assert {space for _, space, _ in found} >= {
        "http://www.wikidata.org/",
        "https://sws.geonames.org/",
    }
    for predicate, space, number in found:
        counted = f"""SELECT (COUNT(*) AS ?n)
            {{ ?s <{predicate}> ?o FILTER(STRSTARTS(STR(?o), "{space}")) }}"""
        assert rows(shipped_release.store, counted) == {(number,)}


def test_each_named_graph_tells_its_size(shipped_release) -> None:
    told = (
        f"""SELECT ?g ?n {{ GRAPH ?g {{ }} GRAPH {GRAPH} {{ ?g void:triples ?n }} }}"""
    )
    entries = [e for e in shipped_release.manifest.graphs if e.role != "derived"]
    found = rows(shipped_release.store, told)
    assert found == {(entry.iri, str(entry.triples)) for entry in entries}


def test_only_what_is_merged_is_a_subset_of_the_dataset(shipped_release) -> None:
    told = f"""SELECT ?g {{ GRAPH {GRAPH} {{ {DATASET} void:subset ?g
        FILTER NOT EXISTS {{ ?g a void:Linkset }} }} }}"""
    merged = {(e.iri,) for e in shipped_release.manifest.graphs if e.merged}
    assert rows(shipped_release.store, told) == merged


@pytest.mark.parametrize("grouping", GROUPINGS, ids=lambda grouping: grouping.name)
def test_groups_are_counted(shipped_release, grouping) -> None:
    told = f"""SELECT ?to ?n {{ GRAPH {GRAPH} {{
        ?o schema:variableMeasured <{namespaces.STATISTICS_GRAPH}#{grouping.name}> ;
            schema:observationAbout ?to ; schema:value ?n }} }}"""
    path = "/".join(f"<{property}>" for property in grouping.path)
    counted = f"""SELECT ?to (COUNT(DISTINCT ?s) AS ?n)
        {{ ?s a <{grouping.counted}> ; {path} ?to . ?to a <{grouping.by}> }}
        GROUP BY ?to"""
    store = shipped_release.store
    assert rows(store, told) == rows(store, counted)


def test_the_statistics_are_not_part_of_what_they_count(shipped_release) -> None:
    entry = shipped_release.manifest.graph(namespaces.STATISTICS_GRAPH)
    assert not entry.merged
    triples = NamedNode(VOID + "triples")
    merge = DefaultGraph()
    found = shipped_release.store.quads_for_pattern(None, triples, None, merge)
    assert list(found) == []


def test_the_graph_of_statistics_has_no_blank_nodes_and_can_be_read_back(
    shipped_release, shipped_home
) -> None:
    manifest = shipped_release.manifest
    entry = manifest.graph(namespaces.STATISTICS_GRAPH)
    body = Objects(shipped_home).read(entry.object)
    assert b"_:" not in b"".join(line.split(b'"')[0] for line in body.splitlines())
    others = [other for other in manifest.graphs if other != entry]
    assert statistics_graph(read_statistics(body), others).body == body


def test_statistics_follow_a_change(settings, dataset, release) -> None:
    release()
    dataset.write("data/cities/dk.ttl", "city:dk-aarhus a c2c:City .")
    release()
    told = f"""SELECT ?n {{ GRAPH {GRAPH} {{
        [] void:class c2c:City ; void:entities ?n }} }}"""
    assert rows(open_release(settings.home).store, told) == {("2",)}


@pytest.mark.parametrize(
    "turtle",
    [
        pytest.param("city:x a [ a c2c:City ] .", id="a-class-without-a-name"),
        pytest.param("city:x a 'City' .", id="a-class-that-is-a-text"),
        pytest.param("city:x a <urn:x:> ; <urn:p> 1, '1' .", id="an-odd-name"),
        pytest.param("<a> schema:sameAs <mailto:x>, 'x' .", id="a-link-to-nowhere"),
    ],
)
def test_other_peoples_data_is_counted_as_well(
    settings, dataset, release, turtle: str
) -> None:
    dataset.write("data/odd.ttl", turtle)
    release()
    store = open_release(settings.home).store
    told = rows(store, f"SELECT ?n {{ GRAPH {GRAPH} {{ {DATASET} void:triples ?n }} }}")
    assert told == rows(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")


def test_hosts_that_look_alike_are_told_apart() -> None:
    same, subject = NamedNode(SCHEMA + "sameAs"), NamedNode("urn:s")
    hosts = ("http://a:1/x", "http://a:1/y", "http://a-1/x", "https://ä.example/x")
    store = Store()
    store.extend(Quad(subject, same, NamedNode(iri)) for iri in hosts)
    found = count(store)
    assert read_statistics(statistics_graph(found, ()).body) == found


def test_a_file_cannot_write_into_the_statistics(dataset, release) -> None:
    dataset.write("data/a.trig", f"{GRAPH} {{ <urn:a> <urn:p> <urn:b> }}")
    with pytest.raises(errors.DatasetUnreadable, match=r"data/a\.trig"):
        release()


def test_a_change_of_the_statistics_alone_is_no_news(
    settings, dataset, release
) -> None:
    release()
    dataset.write("data/cities/dk.ttl", "city:dk-aarhus a c2c:City .")
    release()
    added = settings.home / "releases" / "0002" / "added.nq.gz"
    quads = parse(gzip.decompress(added.read_bytes()), RdfFormat.N_QUADS)
    graphs = {quad.graph_name.value for quad in quads}
    assert graphs == {namespaces.GRAPHS + "data/cities/dk", namespaces.INFERRED_GRAPH}
