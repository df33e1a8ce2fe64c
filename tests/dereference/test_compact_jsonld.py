import json
from itertools import islice
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import Triple
from pyoxigraph import parse

from c2c_graph import namespaces
from c2c_graph.dereference import document
from c2c_graph.dereference import words
from c2c_graph.dereference.describe import describe
from c2c_graph.dereference.facts import MERGE
from c2c_graph.dereference.facts import Facts
from c2c_graph.dereference.jsonld import Context
from c2c_graph.dereference.jsonld import reference_from
from c2c_graph.dereference.jsonld import released_context
from c2c_graph.rdf.prefixes import released_prefixes
from c2c_graph.rdf.terms import XSD
from c2c_graph.validation.graphs import to_rdflib

MALMO = namespaces.THINGS + "city/se-malmo"
NAMES = Path(__file__).parent / "context-1.0.0.json"
CONTEXT = "https://example.org/context.jsonld"
# a sample of entities for what takes long; the long test takes them all
EVERY = 40


@pytest.fixture(scope="module")
def facts(shipped_release):
    return Facts(shipped_release.store)


@pytest.fixture(scope="module")
def context(shipped_release):
    prefixes = released_prefixes(shipped_release.store)
    return released_context(shipped_release.store, prefixes)


def entities(release):
    found = {
        quad.subject.value
        for quad in release.store.quads_for_pattern(None, words.TYPE, None, MERGE)
    }
    spaces = (namespaces.THINGS, namespaces.DEFINITIONS)
    return sorted(iri for iri in found if iri.startswith(spaces))


def triples_of(facts, iri):
    description = describe(facts, iri, sourced=False)
    return document.triples(facts, description, f"{namespaces.DOCUMENTS}x")


def with_context(body, context):
    """Return the document as a client reads it that has fetched the context."""
    return json.dumps(json.loads(body) | json.loads(context.document())).encode()


def read(body):
    quads = parse(body, format=RdfFormat.JSON_LD, base_iri="https://example.org/")
    return {quad.triple for quad in quads}


def same(context, triples):
    body = context.write(triples, CONTEXT)
    assert json.loads(body)["@context"] == CONTEXT
    assert read(with_context(body, context)) == set(triples)
    assert read(context.write(triples)) == set(triples)


@pytest.mark.long
def test_the_whole_merge_comes_back_triple_for_triple(context, shipped_release):
    quads = shipped_release.store.quads_for_pattern(None, None, None, MERGE)
    same(context, [quad.triple for quad in quads])


def test_documents_come_back_triple_for_triple(context, facts, shipped_release):
    for iri in islice(entities(shipped_release), 0, None, EVERY):
        same(context, triples_of(facts, iri))


@pytest.mark.long
def test_every_document_comes_back(context, facts, shipped_release):
    for iri in entities(shipped_release):
        same(context, triples_of(facts, iri))


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
def test_rdflib_reads_the_same(context, facts, shipped_release):
    for iri in islice(entities(shipped_release), 0, None, 10 * EVERY):
        triples = triples_of(facts, iri)
        for body in (
            context.write(triples),
            with_context(context.write(triples, CONTEXT), context),
        ):
            graph = rdflib.Graph().parse(data=body, format="json-ld")
            assert set(graph) == {tuple(map(to_rdflib, t)) for t in triples}


def test_pyld_reads_the_same(context, facts, shipped_release):
    jsonld = pytest.importorskip("pyld.jsonld", reason="PyLD is not installed")
    for iri in islice(entities(shipped_release), 0, None, 10 * EVERY):
        triples = triples_of(facts, iri)
        body = with_context(context.write(triples, CONTEXT), context)
        for given in (body, context.write(triples)):
            lines = jsonld.to_rdf(json.loads(given), {"format": "application/n-quads"})
            quads = parse(lines.encode(), format=RdfFormat.N_QUADS)
            assert {quad.triple for quad in quads} == set(triples)


def test_the_thing_described_comes_first(context, facts):
    first, *rest = json.loads(context.write(triples_of(facts, MALMO)))["@graph"]
    assert first["@id"] == MALMO
    assert [node["@id"] for node in rest] == sorted(node["@id"] for node in rest)


def test_the_order_of_the_triples_does_not_show(context, facts):
    first, *rest = triples_of(facts, MALMO)
    backwards = context.write([first, *reversed(rest)], CONTEXT)
    assert backwards == context.write([first, *rest], CONTEXT)


def test_plain_json_reads_well(context, facts):
    malmo = json.loads(context.write(triples_of(facts, MALMO), CONTEXT))["@graph"][0]
    assert malmo["@type"] == ["City", "geo:Feature", "schema:City"]
    assert malmo["country"] == namespaces.THINGS + "country/se"
    assert malmo["rdfs:label"] == {"en": "Malmö"}


def test_a_document_with_its_context_holds_only_what_it_uses(context, facts):
    body = json.loads(context.write(triples_of(facts, MALMO)))
    assert "country" in body["@context"]
    assert "targetYear" not in body["@context"]
    assert "sh" not in body["@context"]


def test_no_name_of_the_context_has_changed_its_meaning(context):
    # who kept a document reads it with the context of today: names are only added
    names = json.loads(NAMES.read_text())
    kept = {name: context.definitions.get(name) for name in names}
    assert kept == names


@pytest.mark.parametrize(
    ("iri", "reference"),
    [
        ("id/city/se-malmo", "../../context.jsonld"),
        ("def/aim", "../context.jsonld"),
        ("dataset", "context.jsonld"),
    ],
)
def test_the_context_is_named_relative_to_the_thing(iri, reference):
    assert reference_from(namespaces.BASE + iri) == reference


S, P = NamedNode("https://example.org/s"), NamedNode(words.C2C + "p")
LABEL = NamedNode(words.RDFS + "label")
HOSTILE = [
    Literal("x"),
    Literal(""),
    Literal("a", language="en"),
    Literal("b", language="en"),
    Literal("c", language="zh-hant-tw"),
    Literal("@id"),
    Literal('</script><!-- "\\\u2028\0'),
    *(Literal(t, datatype=NamedNode(XSD + "integer")) for t in ("7", "-0", "+7", "07")),
    Literal("9" * 30, datatype=NamedNode(XSD + "integer")),
    Literal("x", datatype=NamedNode(XSD + "integer")),
    Literal("٣", datatype=NamedNode(XSD + "integer")),
    *(Literal(t, datatype=NamedNode(XSD + "boolean")) for t in ("true", "1", "TRUE")),
    Literal("1.50", datatype=NamedNode(XSD + "decimal")),
    Literal("1e400", datatype=NamedNode(XSD + "double")),
    Literal("2005", datatype=NamedNode(XSD + "gYear")),
    Literal("x", datatype=NamedNode("urn:type")),
    NamedNode("https://example.org/o"),
    NamedNode("mailto:a@example.org"),
]
FORMS = ["", "@id", "@language", XSD + "integer", XSD + "decimal", XSD + "string"]


def made_up(coercion):
    prefixes = {"c2c": words.C2C, "xsd": XSD, "rdf": words.RDF}
    coercions = {P.value: coercion} if coercion else {}
    return Context(prefixes, {P.value: "p"}, coercions)


@pytest.mark.parametrize("coercion", FORMS)
@pytest.mark.parametrize("predicate", [P, LABEL, words.TYPE], ids=str)
def test_any_value_comes_back_under_any_coercion(coercion, predicate):
    context = made_up(coercion)
    for value in HOSTILE:
        triples = [Triple(S, predicate, value), Triple(S, predicate, Literal("more"))]
        for given in (triples[:1], triples):
            same(context, given)


@pytest.mark.parametrize("coercion", FORMS)
def test_all_values_together_come_back(coercion):
    same(made_up(coercion), [Triple(S, P, value) for value in HOSTILE])


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_iri_that_looks_like_a_name_of_the_context_stays_itself(place):
    nodes = [S, P, NamedNode("https://example.org/o")]
    nodes[place] = NamedNode("c2c:City")
    triple = Triple(*nodes)
    assert read(made_up("@id").write([triple], CONTEXT)) == {triple}


def test_a_blank_node_keeps_what_is_said_of_it():
    node = BlankNode("b0")
    triples = [Triple(S, P, node), Triple(node, words.TYPE, S)]
    read_again = read(made_up("@id").write(triples))
    assert {t.subject for t in read_again if t.predicate == words.TYPE} == {
        t.object for t in read_again if t.predicate == P
    }
