"""The feed says what the LDES and TREE specifications want, under their words."""

import pytest
import rdflib
from pyoxigraph import CanonicalizationAlgorithm
from pyoxigraph import Dataset
from pyoxigraph import DefaultGraph
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from pyoxigraph import serialize
from pyshacl import validate

from c2c_graph.dereference import event_stream
from c2c_graph.dereference.event_stream import AS
from c2c_graph.dereference.event_stream import LDES
from c2c_graph.dereference.event_stream import TREE
from c2c_graph.rdf import formats

ROOT, BLOCK, PAGE = "/feed", "/feed/index/1", "/feed/1/1"
TRIG = "application/trig"
QUAD_TYPES = [TRIG, "application/n-quads", "application/ld+json"]
# every word of ours in these namespaces; the specifications' own files have them
LDES_WORDS = {
    *("EventSource", "EventStream", "immutable", "pollingInterval", "sequencePath"),
    *("timestampPath", "transactionFinalizedObject", "transactionFinalizedPath"),
    *("transactionPath", "versionCreateObject", "versionCreatePath"),
    *("versionDeleteObject", "versionDeletePath", "versionOfPath"),
    *("versionUpdateObject", "versionUpdatePath"),
}
TREE_WORDS = {
    *("GreaterThanOrEqualToRelation", "LessThanOrEqualToRelation", "Node", "member"),
    *("node", "path", "relation", "shape", "value", "view"),
}


def said(answer, address):
    assert answer.status_code == 200, answer.text
    media_type = answer.headers["Content-Type"].partition(";")[0]
    syntax = formats.graph_format(media_type).syntax
    base = f"http://localhost{address}"
    return Dataset(parse(answer.data, format=syntax, base_iri=base))


@pytest.fixture(scope="module")
def root(client):
    return said(client.get(ROOT, headers={"Accept": TRIG}), ROOT)


def values(node, predicate):
    found = node.quads_for_predicate(NamedNode(predicate))
    return {getattr(quad.object, "value", None) for quad in found}


def test_the_root_names_stream_view_order_and_versions(root):
    assert values(root, LDES + "timestampPath") == {event_stream.CREATED.value}
    assert values(root, LDES + "sequencePath") == {event_stream.POSITION.value}
    assert values(root, LDES + "versionOfPath") == {event_stream.VERSION_OF.value}
    assert values(root, LDES + "versionDeleteObject") == {AS + "Delete"}
    assert values(root, LDES + "transactionPath") == {event_stream.RELEASE.value}
    assert values(root, TREE + "view") == {"http://localhost/feed"}
    (view,) = root.quads_for_predicate(NamedNode(TREE + "view"))
    assert view.subject == event_stream.STREAM


def test_nothing_is_said_of_retention_since_everything_is_kept(root):
    """LDES §4.4: without a policy, all members are still available."""
    assert not values(root, LDES + "retentionPolicy")


def test_each_word_is_one_of_the_specifications(client):
    used = set()
    for address in (ROOT, BLOCK, PAGE):
        node = said(client.get(address, headers={"Accept": TRIG}), address)
        terms = {term for quad in node for term in quad}
        used |= {term.value for term in terms if isinstance(term, NamedNode)}
    words = {LDES + word for word in LDES_WORDS} | {TREE + word for word in TREE_WORDS}
    assert {iri for iri in used if iri.startswith((LDES, TREE))} == words


@pytest.mark.parametrize("media_type", QUAD_TYPES)
@pytest.mark.parametrize("address", [ROOT, BLOCK, PAGE])
def test_each_format_says_the_same(client, address, media_type):
    first = said(client.get(address, headers={"Accept": TRIG}), address)
    other = said(client.get(address, headers={"Accept": media_type}), address)
    for dataset in (first, other):
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert first == other


def test_members_stand_together_in_order(client):
    """TREE profile: `tree:member` begins a member, hypermedia comes first."""
    answer = client.get(PAGE, headers={"Accept": "application/n-quads"})
    assert 'profile="https://w3id.org/tree/profile"' in answer.headers["Content-Type"]
    node, position = None, 0
    for quad in list(parse(answer.data, format=RdfFormat.N_QUADS))[2:]:
        if quad.predicate == event_stream.MEMBER:
            node, position = quad.object, position + 1
            assert node.value == f"{event_stream.STREAM.value}/1/1#{position}"
        else:
            assert node in (quad.subject, quad.graph_name)


def test_each_member_has_the_shape_that_the_root_names(client, root):
    """LDES §4.2: each object of `tree:member` is a target of the shape."""
    shapes = rdflib.Graph().parse(data=client.get("/feed.nt").data, format="nt")
    (shape,) = values(root, TREE + "shape")
    target = rdflib.SH.targetObjectsOf, rdflib.URIRef(TREE + "member")
    shapes.add((rdflib.URIRef(shape), *target))
    page = said(client.get(PAGE), PAGE)
    own = (quad.triple for quad in page.quads_for_graph_name(DefaultGraph()))
    text = serialize(own, format=RdfFormat.N_TRIPLES)
    members = rdflib.Graph().parse(data=text, format="nt")
    conforms, _, text = validate(members, shacl_graph=shapes)
    assert conforms, text


@pytest.mark.parametrize("media_type", QUAD_TYPES)
def test_a_page_may_be_kept_for_ever(client, media_type):
    answer = client.get(PAGE, headers={"Accept": media_type})
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Vary"].startswith("Accept")
    assert values(said(answer, PAGE), LDES + "immutable") == {"true"}


@pytest.mark.parametrize("address", [ROOT, BLOCK])
def test_what_grows_is_asked_about_again(client, address):
    answer = client.get(address, headers={"Accept": TRIG})
    assert "max-age=0" in answer.headers["Cache-Control"]
    assert not values(said(answer, address), LDES + "immutable")
    tag = answer.headers["ETag"]
    again = client.get(address, headers={"Accept": TRIG, "If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "path", ["/feed/1/99", "/feed/1/0", "/feed/99/1", "/feed/index/0", "/feed/index/9"]
)
def test_of_what_is_not_told_there_is_no_page(client, path):
    assert client.get(path).json["type"] == "/problem/UnknownIri"


def test_members_need_a_syntax_with_named_graphs(client):
    answer = client.get(PAGE, headers={"Accept": "text/turtle"})
    assert answer.status_code == 406
    assert all(media_type in answer.json["detail"] for media_type in QUAD_TYPES)


def test_people_get_a_page_that_shows_what_has_changed(client):
    page = client.get(ROOT, headers={"Accept": "text/html"}).text
    assert "http://localhost/feed --save state" in page
    assert 'href="/feed/1/1"' in page
    assert "created" in page
