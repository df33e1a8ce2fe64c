"""Data is validated by the shapes that come along, as SHACL has it."""

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph import errors
from tests.review.conftest import DATA
from tests.review.conftest import PREFIXES
from tests.review.conftest import shape

SH = "http://www.w3.org/ns/shacl#"


def results(report):
    """Return how many results a report in Turtle tells."""
    quads = parse(report.encode(), format=RdfFormat.TURTLE)
    return sum(quad.predicate.value == SH + "result" for quad in quads)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ("sh:property [ sh:path ex:p ; sh:minCount 1 ]", 0),
        ("sh:property [ sh:path ex:p ; sh:maxCount 1 ]", 1),
        ('sh:property [ sh:path ex:p ; sh:in ( 1 "b" ) ]', 1),
        ('sh:sparql [ sh:select "SELECT $this ?value { $this ?p ?value }" ]', 3),
    ],
)
def test_every_result_is_told(judge, more, expected):
    assert results(judge(shape(more))) == expected


def test_what_imports_declare_is_a_prefix(judge):
    shapes = shape("""sh:sparql [ sh:prefixes ex:here ;
      sh:select "SELECT $this { $this there:p 1 }" ] .
    ex:here <http://www.w3.org/2002/07/owl#imports> ex:there .
    ex:there sh:declare [ sh:prefix "there" ; sh:namespace "http://example.org/" ]""")
    assert results(judge(shapes)) == 1


UNUSABLE = {
    "ill-formed": (
        "sh:property [ sh:path ex:p ;\n sh:minCount 'a' ]",
        "ill-formed.*minCount",
        6,
    ),
    "no query": ('sh:sparql [ sh:select "SELECT $this {" ]', "never closed", 5),
    "a query of another kind": ('sh:sparql [ sh:select "ASK { }" ]', "this is ASK", 5),
    "an unknown prefix": (
        'sh:sparql [ sh:select "SELECT $this { $this un:known 1 }" ]',
        "Unknown namespace prefix",
        5,
    ),
    "no pattern": ("sh:property [ sh:path ex:p ; sh:pattern '(' ]", "unterminated", 5),
    "a rule": ("sh:rule [ a sh:TripleRule ]", "sh:rule is not supported", 5),
    "a function": ("a sh:SPARQLFunction", "SPARQLFunction.* is not supported", 5),
    "a namespace that is an IRI": (
        "sh:declare [ sh:prefix 'a' ; sh:namespace <http://example.org/> ]",
        "quotation marks",
        5,
    ),
    "JavaScript": ("sh:js [ sh:jsFunctionName 'x' ]", "sh:js is not supported", 5),
    "entailment": (
        "sh:entailment <http://www.w3.org/ns/entailment/RDFS>",
        "sh:entailment is not supported",
        5,
    ),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_shapes_that_cannot_be_used_are_told_with_their_place(judge, name):
    more, told, line = UNUSABLE[name]
    with pytest.raises(errors.ShapesUnusable, match=told) as fault:
        judge(shape(more))
    assert (fault.value.source, fault.value.line) == ("shapes.ttl", line)


@pytest.mark.parametrize(
    "more",
    [
        "sh:node ex:S",
        "sh:not ex:S",
        "sh:property [ sh:path [ sh:inversePath _:p ] ] . _:p sh:inversePath _:p",
        "sh:in _:l . _:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:l",
    ],
)
def test_shapes_in_circles_are_refused_with_their_place(judge, more):
    with pytest.raises(errors.ShapesUnusable) as fault:
        judge(shape(more))
    assert fault.value.line in (4, 5)


@pytest.mark.parametrize(
    ("more", "near"),
    [
        ("sh:nodekind sh:IRI", "sh:nodeKind"),
        ("sh:nodeKind sh:Iri", "sh:IRI"),
        ("sh:property [ sh:path ex:p ; sh:minimumCount 1 ]", "sh:minCount"),
    ],
)
def test_a_misspelt_term_of_shacl_is_told_with_the_nearest(judge, more, near):
    with pytest.raises(errors.ShapesUnusable, match=f"the nearest is {near}") as fault:
        judge(shape(more))
    assert fault.value.line == 5


@pytest.mark.parametrize("text", ["", "ex:S a sh:NodeShape ; sh:closed true .", DATA])
def test_shapes_that_are_about_nothing_are_told(judge, text):
    with pytest.raises(errors.ShapesUnusable, match="sh:targetClass"):
        judge(PREFIXES + text)


def test_a_class_that_is_a_shape_is_about_its_instances(judge):
    shapes = """ex:Thing a sh:NodeShape, <http://www.w3.org/2000/01/rdf-schema#Class> ;
      sh:nodeKind sh:BlankNode ."""
    assert results(judge(PREFIXES + shapes)) == 1


@pytest.mark.parametrize(
    ("test", "expected"),
    [("?value > 0", 1), ("!(?value > 0)", 0), ('?value >= "a"', 1), ("?value < 0", 0)],
)
def test_a_query_compares_by_order_only_what_has_one(judge, test, expected):
    query = f"SELECT $this ?value {{ $this ?p ?value FILTER({test}) }}"
    report = judge(shape(f"sh:sparql [ sh:select '{query}' ]"))
    assert results(report) == expected


def test_data_that_is_no_turtle_is_told_with_its_place(judge):
    with pytest.raises(errors.RdfSyntaxError) as fault:
        judge(shape("sh:closed true"), DATA + "\n@")
    assert (fault.value.source, fault.value.line) == ("data.ttl", 6)


@pytest.mark.parametrize("value", ["\\1", "\\g<0>", "C:\\data", "{$this}", "a\\"])
def test_a_value_stands_in_a_message_as_it_is(judge, value):
    query = 'sh:select "SELECT $this ?value { $this ex:q ?value }"'
    prefixes = 'sh:prefixes ex:o ] . ex:o sh:declare [ sh:prefix "ex"'
    shapes = shape(f"""sh:sparql [ sh:message "is {{?value}}!" ; {query} ; {prefixes} ;
      sh:namespace "http://example.org/" ]""")
    written = value.replace("\\", "\\\\")
    assert f'"is {written}!"' in judge(shapes, f'{DATA}ex:a ex:q "{written}" .')


def test_a_parameter_stands_in_a_message_as_it_is(judge):
    component = r"""ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:max ] ;
      sh:validator [ a sh:SPARQLAskValidator ; sh:message "below {$max}" ;
        sh:ask "ASK { FILTER($value = $max) }" ] ."""
    report = judge(shape(r'ex:max "\\1"') + component)
    assert r'"below \\1"' in report
