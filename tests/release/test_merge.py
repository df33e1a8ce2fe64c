"""The default graph is the RDF merge; each file has a graph of its own."""

import pytest
from pyoxigraph import BlankNode
from pyoxigraph import DefaultGraph
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release

CITY = NamedNode("https://w3id.org/city2city/id/city/se-malmo")
LABEL = NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
INFERRED = NamedNode(namespaces.INFERRED_GRAPH)
XSD = "http://www.w3.org/2001/XMLSchema#"


def rows(settings, query: str) -> list[tuple]:
    return [tuple(row) for row in open_release(settings.home).store.query(query)]


def graphs_of(settings, subject, predicate, value=None) -> set:
    found = open_release(settings.home).store.quads_for_pattern(
        subject, predicate, value
    )
    return {quad.graph_name for quad in found}


def graph(path: str) -> NamedNode:
    return NamedNode(namespaces.GRAPHS + path)


def test_the_same_triple_in_two_files_counts_one(settings, dataset, release) -> None:
    dataset.write("data/again.ttl", 'city:se-malmo rdfs:label "Malmö"@sv .')
    release()
    counted = rows(settings, f"SELECT (COUNT(*) AS ?n) {{ {CITY} {LABEL} ?name }}")
    assert counted[0][0].value == "1"
    named = {DefaultGraph(), graph("data/again"), graph("data/cities/se")}
    assert graphs_of(settings, CITY, LABEL) == named


def test_a_triple_stays_until_the_last_file_drops_it(
    settings, dataset, release
) -> None:
    dataset.write("data/again.ttl", 'city:se-malmo rdfs:label "Malmö"@sv .')
    release()
    dataset.write("data/cities/se.ttl", "city:se-malmo a c2c:City .")
    release()
    assert graphs_of(settings, CITY, LABEL) == {DefaultGraph(), graph("data/again")}
    dataset.remove("data/again.ttl")
    release()
    assert graphs_of(settings, CITY, LABEL) == set()


def test_each_file_has_a_named_graph(settings, release) -> None:
    release()
    named = {node.value for node in open_release(settings.home).store.named_graphs()}
    assert named == {
        namespaces.GRAPHS + path
        for path in (
            "ontology/ns",
            "shapes/City",
            "data/cities/se",
            "data/regions",
            "data/memberships/c40",
            "inferred",
            "statistics",
        )
    }


def test_shapes_stand_in_their_graph_only(settings, release) -> None:
    release()
    shape = NamedNode("https://w3id.org/city2city/ns#CityShape")
    assert graphs_of(settings, shape, None) == {graph("shapes/City")}


def test_what_is_inferred_stands_in_its_graph_and_in_the_merge(
    settings, release
) -> None:
    release()
    been = NamedNode("https://w3id.org/city2city/ns#hasBeenMemberOf")
    assert graphs_of(settings, CITY, been) == {DefaultGraph(), INFERRED}


def test_what_is_asserted_is_not_inferred_as_well(settings, dataset, release) -> None:
    dataset.write("data/more.ttl", "city:se-malmo c2c:within region:nordic .")
    release()
    within = NamedNode("https://w3id.org/city2city/ns#within")
    region = NamedNode("https://w3id.org/city2city/id/region/nordic")
    named = {DefaultGraph(), graph("data/more")}
    assert graphs_of(settings, CITY, within, region) == named


def test_accepted_files_are_merged_under_their_own_graph(settings, release) -> None:
    file = settings.home / "accepted" / "malmo-city" / "members.ttl"
    file.parent.mkdir(parents=True)
    file.write_text(f'{CITY} {LABEL} "Malmo"@en .')
    release()
    accepted = {DefaultGraph(), graph("malmo-city/members")}
    assert graphs_of(settings, CITY, LABEL, Literal("Malmo", language="en")) == accepted


def test_an_accepted_file_cannot_take_the_graph_of_a_dataset_file(
    settings, release
) -> None:
    file = settings.home / "accepted" / "data" / "regions.ttl"
    file.parent.mkdir(parents=True)
    file.write_text("")
    with pytest.raises(errors.DatasetUnreadable, match=r"data/regions\.ttl"):
        release()


def test_trig_and_nquads_keep_the_graphs_they_name(settings, dataset, release) -> None:
    dataset.write("data/a.trig", "GRAPH <urn:g:1> { <urn:a> <urn:p> <urn:b> }")
    dataset.write("data/b.nq", "<urn:a> <urn:p> <urn:c> <urn:g:1> .\n")
    release()
    subject = NamedNode("urn:a")
    assert graphs_of(settings, subject, None) == {DefaultGraph(), NamedNode("urn:g:1")}
    entry = open_release(settings.home).manifest.graph("urn:g:1")
    assert entry.files == ("data/a.trig", "data/b.nq")
    assert entry.triples == 2


def test_blank_nodes_of_two_files_are_never_the_same(
    settings, dataset, release
) -> None:
    for name in ("data/a.ttl", "data/b.ttl"):
        dataset.write(name, "_:x <urn:p> 1 . <urn:s> <urn:q> _:x .")
    release()
    found = open_release(settings.home).store.quads_for_pattern(
        NamedNode("urn:s"), None, None, DefaultGraph()
    )
    nodes = {quad.object for quad in found}
    assert len(nodes) == 2
    assert all(isinstance(node, BlankNode) for node in nodes)


def test_blank_nodes_that_graphs_of_one_file_share_stay_shared(
    settings, dataset, release
) -> None:
    dataset.write("data/a.trig", "<urn:g> { _:x <urn:p> 1 } <urn:h> { _:x <urn:q> 2 }")
    release()
    joined = "SELECT ?x { GRAPH <urn:g> { ?x ?p 1 } GRAPH <urn:h> { ?x ?q 2 } }"
    assert len(rows(settings, joined)) == 1


def test_a_file_cannot_write_into_the_inferred_graph(dataset, release) -> None:
    dataset.write("data/a.trig", f"<{INFERRED.value}> {{ <urn:a> <urn:p> <urn:b> }}")
    with pytest.raises(errors.DatasetUnreadable, match=r"data/a\.trig"):
        release()


def test_a_dataset_of_data_alone_is_released(settings, dataset) -> None:
    dataset.remove("ontology/ns.ttl")
    dataset.remove("shapes/City.ttl")
    outcome = make_release(settings, gate=None)
    assert outcome.manifest.graph(INFERRED.value).triples == 0


def test_two_spellings_of_a_number_are_one_quad_until_both_are_gone(
    settings, dataset, release
) -> None:
    spelt = "<urn:s> <urn:p> '1'^^xsd:integer{} ."
    dataset.write("data/n.ttl", spelt.format(", '01'^^xsd:integer"))
    release()
    dataset.write("data/n.ttl", spelt.format(""))
    assert release().manifest.removed == 1
    one = Literal("1", datatype=NamedNode(XSD + "integer"))
    expected = Quad(NamedNode("urn:s"), NamedNode("urn:p"), one, graph("data/n"))
    assert expected in open_release(settings.home).store
    dataset.write("data/n.ttl", "")
    release()
    assert graphs_of(settings, NamedNode("urn:s"), None) == set()
