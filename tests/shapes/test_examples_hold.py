"""The example that a property shape gives is Turtle, and does not break the shape."""

import pytest
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from rdflib import SH
from rdflib import SKOS
from rdflib import URIRef

from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.validation import graphs
from c2c_graph.validation import shapes
from c2c_graph.validation.scope import Scope

HERE = "urn:example:"
# progress reports are described, but none is published yet
DESCRIBED = """
progress-report:gb-london--net-zero-tracker--2030--2020 a c2c:ProgressReport .
"""
TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)


def turtle(text):
    prefixes = "".join(f"@prefix {n}: <{s}> .\n" for n, s in load_prefixes().items())
    return list(parse(prefixes + text, format=RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def rules(shipped):
    return shapes.shapes_graph(Scope(shipped))


@pytest.fixture(scope="module")
def examples(rules):
    """What each shape gives as right, said of a thing of its own."""
    return {
        shape: turtle(f"<{HERE}{shape}> {rules.value(shape, SKOS.example)} .")
        for shape in rules.subjects(SH.path)
        if rules.value(shape, SKOS.example) is not None
    }


def test_an_example_is_one_statement_about_the_path(examples, rules):
    for shape, quads in examples.items():
        assert [q.predicate.value for q in quads] == [str(rules.value(shape, SH.path))]


def test_no_example_breaks_its_shape(shipped, examples, rules):
    for kind in TARGETS:
        rules.remove((None, kind, None))
    rules.remove((None, SH.sparql, None))
    for shape in examples:
        rules.add((shape, SH.targetNode, URIRef(HERE + shape)))
    quads = [*shapes.data_quads(Scope(shipped)), *turtle(DESCRIBED)]
    quads += [quad for said in examples.values() for quad in said]
    found = list(shapes.results(graphs.memory_store(quads), quads, rules, "en"))
    own = [r for r in found if r.focus == NamedNode(HERE + r.rule)]
    assert [(r.rule, str(r.value)) for r in own] == []
