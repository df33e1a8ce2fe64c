"""Every format that is offered is written whole and reads back."""

import csv
import io
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Store
from pyoxigraph import Variable
from pyoxigraph import parse
from pyoxigraph import parse_query_results

from c2c_graph import errors
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.rdf.formats import graph_format
from c2c_graph.rdf.terms import RDF
from c2c_graph.release.pointer import release_folder
from tests.local_engine import LocalEngine
from tests.query.conftest import EX
from tests.query.conftest import THINGS

ROWS = "SELECT ?s ?o { ?s ?p ?o }"
TRIPLES = "CONSTRUCT { ?s a <http://www.w3.org/ns/org#Role> ; ?p ?o } { ?s ?p ?o }"
BY_NAME = {"argvalues": GRAPH_FORMATS, "ids": lambda format: format.name}


@pytest.mark.parametrize("format", RESULT_FORMATS, ids=lambda format: format.name)
def test_solutions_read_back(format, ask):
    answer = ask(ROWS, format=format.media_type)
    body = answer.read()
    assert (answer.media_type, answer.release) == (format.media_type, 1)
    assert answer.length == len(body)
    if format.name == "csv":
        rows = list(csv.DictReader(io.StringIO(body.decode())))
        assert list(rows[0]) == ["s", "o"]
    else:
        rows = list(parse_query_results(body, format.syntax))
    assert len(rows) == THINGS


@pytest.mark.parametrize("format", RESULT_FORMATS[:2], ids=lambda format: format.name)
def test_booleans_read_back(format, ask):
    body = ask("ASK { ?s ?p ?o }", format=format.media_type).read()
    assert bool(parse_query_results(body, format.syntax)) is True


@pytest.mark.parametrize("format", **BY_NAME)
def test_graphs_read_back(format, ask):
    body = ask(TRIPLES, format=format.media_type).read()
    read = {quad.triple for quad in parse(body, format=format.syntax)}
    assert len(read) == 2 * THINGS


# rdflib's JSON-LD parser warns of rdflib's own graph class
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")
@pytest.mark.parametrize(
    ("name", "parser"),
    [
        ("turtle", "turtle"),
        ("ntriples", "nt"),
        ("rdfxml", "xml"),
        ("jsonld", "json-ld"),
    ],
)
def test_graphs_are_read_by_others(name, parser, ask):
    body = ask(TRIPLES, format=graph_format(name).media_type).read()
    assert len(rdflib.Graph().parse(data=body, format=parser)) == 2 * THINGS


def test_a_small_graph_declares_the_prefixes_it_uses_and_no_more(ask):
    body = ask("DESCRIBE <http://www.w3.org/ns/org#Role>").read().decode()
    assert "@prefix" not in body
    body = ask(TRIPLES + " LIMIT 1").read().decode()
    assert body.count("@prefix") == 2  # rdf and org
    assert "a org:Role" in body


def test_a_graph_of_any_size_has_all_its_triples(ask):
    text = "CONSTRUCT { ?a <http://e/p> ?d } { ?a ?b ?c . ?d ?e ?f } LIMIT 5000"
    assert ask(text, format="application/n-triples").read().count(b"\n") == 5000


@pytest.mark.parametrize(
    ("text", "format"),
    [(ROWS, "text/turtle"), (TRIPLES, "text/csv"), ("ASK {}", "text/html")],
)
def test_a_format_that_does_not_fit_is_refused_with_the_choice(text, format, ask):
    with pytest.raises(errors.NotAcceptable, match="choose one of: "):
        ask(text, format=format)


def test_the_default_graph_holds_no_named_graph(ask):
    answer = ask(f"ASK {{ <{EX}only> ?p ?o }}").read()
    assert answer == b'{"head":{},"boolean":false}'
    answer = ask(f"ASK {{ GRAPH <{EX}graph> {{ <{EX}only> ?p ?o }} }}").read()
    assert answer == b'{"head":{},"boolean":true}'


def test_variables_are_bound_to_terms_not_to_text(ask):
    evil = Literal('x" } UNION { ?s ?p ?o } #')
    thing = NamedNode(EX + "thing/7")
    bound = {Variable("s"): thing, Variable("x"): evil}
    answer = ask("SELECT ?s ?x ?o { ?s ?p ?o }", substitutions=bound)
    (row,) = parse_query_results(answer.read(), RESULT_FORMATS[0].syntax)
    assert (row["s"], row["x"]) == (thing, evil)


def test_a_binding_that_the_query_has_no_place_for_is_refused(ask):
    bound = {Variable("nobody"): Literal("x")}
    with pytest.raises(errors.BadRequest, match=r"variable \?nobody"):
        ask(ROWS, substitutions=bound)


@pytest.mark.parametrize("text", [ROWS, TRIPLES, "ASK {}"])
def test_the_local_engine_gives_the_same_bytes(text, ask, settings, engine):
    store = Store.read_only(str(release_folder(settings.home, 1) / "store"))
    local = LocalEngine(lambda number: store, settings)
    format = "application/n-triples" if text is TRIPLES else None
    assert (
        ask(text, engine=local, format=format).read() == ask(text, format=format).read()
    )


def test_a_query_must_be_of_the_kind_it_says(engine):
    with pytest.raises(errors.BadRequest, match="this is ASK, not SELECT"):
        engine.answer_now(Query("ASK {}", Kind.SELECT, RESULT_FORMATS[0].media_type, 1))


XML = [format for format in (*RESULT_FORMATS, *GRAPH_FORMATS) if "xml" in format.name]
TEXT = {
    False: 'SELECT ?t {{ VALUES ?t {{ "{0}" }} }}',
    True: 'CONSTRUCT {{ <urn:x> <urn:x:p> "{0}" }} {{}}',
}


@pytest.mark.parametrize(
    "text", [r"\u0001", r"\u000B", r"\uFFFE", "a" * 9000 + r"\uFFFF"]
)
@pytest.mark.parametrize("format", XML, ids=lambda format: format.name)
def test_a_text_that_xml_cannot_hold_is_refused_not_sent(format, text, ask):
    query = TEXT[format in GRAPH_FORMATS].format(text)
    with pytest.raises(errors.NotAcceptable, match=r"holds the character U\+"):
        ask(query, format=format.media_type)
    assert ask(query).length


@pytest.mark.parametrize("format", XML, ids=lambda format: format.name)
def test_a_carriage_return_survives_xml(format, ask):
    query = TEXT[format in GRAPH_FORMATS].format(r"a\rb\r\nc")
    body = ask(query, format=format.media_type).read()
    root = ElementTree.fromstring(body)
    assert "a\rb\r\nc" in "|".join(root.itertext())


@pytest.mark.parametrize("iri", ["http://ex.org/1", EX, "urn:x:%41"])
def test_a_graph_is_not_sent_as_xml_with_a_property_that_xml_cannot_name(iri, ask):
    with pytest.raises(errors.NotAcceptable, match=f"<{iri}>"):
        ask(f'CONSTRUCT {{ <urn:a> <{iri}> "a" }} {{}}', format="application/rdf+xml")


def test_classes_that_xml_cannot_name_are_written_as_values(ask):
    text = f"CONSTRUCT {{ ?s a <{EX}1/> ; ?p ?o }} {{ ?s ?p ?o }}"
    body = ask(text, format="application/rdf+xml").read()
    assert len(rdflib.Graph().parse(data=body, format="xml")) == 2 * THINGS


@pytest.mark.parametrize(
    ("triple", "format"),
    [
        ("<urn:a> <urn:b> <<( <urn:a> <urn:b> 1 )>>", "application/ld+json"),
        (f"<urn:a> <{RDF}li> 1", "application/rdf+xml"),
    ],
)
def test_a_format_that_cannot_hold_the_graph_says_which_can(triple, format, ask):
    with pytest.raises(errors.NotAcceptable, match=r"(?i)n-triples"):
        ask(f"CONSTRUCT {{ {triple} }} {{}}", format=format)
