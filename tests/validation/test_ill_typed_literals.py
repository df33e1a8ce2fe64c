"""A text that is no value of its datatype is told, with what it means or may mean."""

import pytest
from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.lexical_forms import is_written_right
from c2c_graph.rdf.terms import XSD

SURE = {
    '"17/03/2004"^^xsd:date': '"2004-03-17"^^xsd:date',
    '"12.31.2021"^^xsd:date': '"2021-12-31"^^xsd:date',
    '"2004-17-03"^^xsd:date': '"2004-03-17"^^xsd:date',
    '"2004/3/7"^^xsd:date': '"2004-03-07"^^xsd:date',
    '"05/05/2004"^^xsd:date': '"2004-05-05"^^xsd:date',
    '"2004"^^xsd:date': '"2004"^^xsd:gYear',
    '" 2004"^^xsd:gYear': '"2004"^^xsd:gYear',
    '"17/03/2004"^^xsd:gYear': '"2004"^^xsd:gYear',
    '"97,5"^^xsd:decimal': "97.5",
    '"1.234,50"^^xsd:decimal': "1234.5",
    '"1 200 000"^^xsd:integer': "1200000",
    '"12.5"^^xsd:integer': "12.5",
    '"97,5 %"^^xsd:decimal': "97.5",
    '"True"^^xsd:boolean': '"true"^^xsd:boolean',
    '"2004-03-17 10:00"^^xsd:dateTime': '"2004-03-17T10:00:00"^^xsd:dateTime',
}
EITHER = {
    '"03/04/2004"^^xsd:date': ('"2004-04-03"^^xsd:date', '"2004-03-04"^^xsd:date'),
    '"2015-01-01"^^xsd:gYear': ('"2015"^^xsd:gYear', '"2015-01-01"^^xsd:date'),
    '"1,234"^^xsd:decimal': ("1234", "1.234"),
}
LIKE = {
    '"31/02/2004"^^xsd:date': '"2015-09-25"^^xsd:date',
    '"many"^^xsd:integer': "15",
    '"-5"^^xsd:nonNegativeInteger': '"15"^^xsd:nonNegativeInteger',
    '"yes"^^xsd:boolean': '"true"^^xsd:boolean',
}
WRITTEN = {
    "gYear": ("2015 -0044 0000 12015 2015Z", "15 02015 ٢٠١٥ 2015-01"),
    "date": ("2004-02-29 2015-01-31+14:00", "2005-02-29 2015-04-31 2015-1-1"),
    "dateTime": ("2015-01-01T24:00:00 2015-01-01T00:00:00.5Z", "2015-01-01T24:00:01"),
    "integer": ("-007 +1 " + "9" * 9000, "1.0 1e3 - ½"),
    "byte": ("-128 127", "128 -129"),
    "unsignedLong": ("18446744073709551615", "-1 18446744073709551616"),
    "decimal": ("1. .5 -0.0", ". 1e3 INF"),
    "double": ("1e3 -INF NaN", "inf 1e"),
    "boolean": ("true 0", "True yes"),
    "anyURI": ("a ../é http://[", ""),
}


def told(home, value):
    home.data(f"city:se-malmo a c2c:City ; rdfs:seeAlso {value} .")
    return home.findings()


@pytest.mark.parametrize("value", SURE)
def test_what_is_surely_meant_is_the_repair(home, value):
    (finding,) = told(home, value)
    assert (finding.rule, finding.severity) == ("ill-typed-literal", "violation")
    assert f"Write {SURE[value]} ." in finding.message
    # Turtle writes true without quotation marks
    assert finding.repair in {f"rdfs:seeAlso {SURE[value]}", "rdfs:seeAlso true"}


@pytest.mark.parametrize("value", EITHER)
def test_both_readings_are_named_and_none_proposed(home, value):
    (finding,) = told(home, value)
    assert "Write {} or {} , whichever".format(*EITHER[value]) in finding.message
    assert finding.repair == ""


@pytest.mark.parametrize("value", LIKE)
def test_where_nothing_can_be_meant_the_form_is_shown(home, value):
    (finding,) = told(home, value)
    assert f"like {LIKE[value]} ." in finding.message


@pytest.mark.parametrize("name", WRITTEN)
def test_texts_are_told_apart_as_the_standard_does(name):
    right, wrong = (
        [is_written_right(Literal(t, datatype=NamedNode(XSD + name))) for t in texts]
        for texts in (column.split() for column in WRITTEN[name])
    )
    assert (all(right), any(wrong)) == (True, False)


def test_what_others_say_of_their_things_is_theirs(foreign):
    foreign.turtle("data/a.ttl", '<urn:a> <urn:b> "x"^^xsd:date .')
    assert "ill-typed-literal" not in foreign.rules()
