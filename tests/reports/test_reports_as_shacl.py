"""The report as RDF is the W3C's: three parsers read the same from both syntaxes."""

import warnings
from dataclasses import replace

import pyoxigraph
import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib import RDF
from rdflib import SH
from rdflib.compare import isomorphic

from c2c_graph.validation.report import Level
from c2c_graph.validation.report import ValidationReport
from tests.reports.findings import ADVICE
from tests.reports.findings import CITY
from tests.reports.findings import CLEAN
from tests.reports.findings import HOSTILE
from tests.reports.findings import SHAPE
from tests.reports.findings import VIOLATION
from tests.reports.findings import WARNING
from tests.reports.findings import told

PTR = rdflib.Namespace("http://www.w3.org/2009/pointers#")
EARL = rdflib.Namespace("http://www.w3.org/ns/earl#")
SYNTAXES = {"turtle": "turtle", "jsonld": "json-ld"}


def graph(form="turtle", *report, **more):
    with warnings.catch_warnings():
        # rdflib reads JSON-LD by a class of its own that it deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        text = told(form, *report, **more)
        return rdflib.Graph().parse(data=text, format=SYNTAXES[form])


def result(*findings):
    read = graph("turtle", ValidationReport(findings))
    (node,) = read.subjects(RDF.type, SH.ValidationResult)
    return read, node


def test_turtle_and_json_ld_say_the_same():
    assert isomorphic(graph("turtle"), graph("jsonld"))


@pytest.mark.parametrize("form", SYNTAXES)
def test_another_parser_reads_as_many_statements(form):
    syntax = pyoxigraph.RdfFormat.from_media_type(
        {"turtle": "text/turtle", "jsonld": "application/ld+json"}[form]
    )
    quads = list(pyoxigraph.parse(told(form), format=syntax))
    assert len(set(quads)) == len(quads) == len(graph(form))


def test_a_result_has_all_that_the_w3c_asks_for():
    read, node = result(VIOLATION)
    assert {
        SH.focusNode: rdflib.URIRef(CITY),
        SH.resultPath: rdflib.URIRef("https://w3id.org/city2city/ns#founded"),
        SH.value: rdflib.Literal(1353),
        SH.resultSeverity: SH.Violation,
        SH.sourceShape: rdflib.URIRef(SHAPE),
        SH.sourceConstraintComponent: SH.DatatypeConstraintComponent,
        SH.resultMessage: rdflib.Literal(VIOLATION.message, lang="en"),
    }.items() <= dict(read.predicate_objects(node)).items()


def test_the_place_is_a_pointer_from_the_first_to_behind_the_last_character():
    read, node = result(VIOLATION)
    places = []
    for verb in (PTR.startPointer, PTR.endPointer):
        place = read.value(read.value(node, EARL.pointer), verb)
        places += [int(read.value(place, v)) for v in (PTR.lineNumber, PTR.charNumber)]
    assert places == [5, 15, 5, 19]
    document = read.value(place, PTR.reference)
    assert read.value(document, rdflib.DCTERMS.title) == rdflib.Literal("data/a b.ttl")


def test_a_rule_that_is_not_shacl_stands_for_shape_and_component():
    read, node = result(WARNING)
    rule = rdflib.URIRef("https://w3id.org/city2city/shapes#rule-dangling-iri")
    assert read.value(node, SH.sourceShape) == rule
    assert read.value(node, SH.sourceConstraintComponent) == rule


def test_hostile_words_come_back_as_they_are():
    read, node = result(ADVICE)
    assert str(read.value(node, SH.resultMessage)) == HOSTILE


@pytest.mark.parametrize(
    ("report", "level", "conforms"),
    [
        (CLEAN, Level.FULL, True),
        (ValidationReport((ADVICE,)), Level.BASIC, True),
        (ValidationReport((ADVICE,)), Level.FULL, False),
        (ValidationReport((VIOLATION,)), Level.BASIC, False),
    ],
)
def test_it_conforms_to_the_level_asked_for(report, level, conforms):
    read = graph("turtle", report, level=level)
    (node,) = read.subjects(RDF.type, SH.ValidationReport)
    assert bool(read.value(node, SH.conforms)) is conforms


def test_an_iri_whose_scheme_is_like_a_prefix_stays_itself():
    odd = replace(WARNING, focus="sh:se-malmo", value="<c2s:x>")
    text = told("jsonld", ValidationReport((odd,)))
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.JSON_LD)
    assert {NamedNode("sh:se-malmo"), NamedNode("c2s:x")} <= {q.object for q in quads}


def test_a_text_of_several_lines_stays_as_it_is():
    long = replace(VIOLATION, value='"a\\n\\"\\"\\"  b\\\\"')
    read, node = result(long)
    assert str(read.value(node, SH.value)) == 'a\n"""  b\\'
