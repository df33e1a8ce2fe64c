"""A prefix with a misspelt namespace is told once, where it is declared."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.rdf.reading import read
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted

PREFIX, SCHEMA = "prefix-namespace", "schema-http"
CITY = """
@prefix c: <https://w3id.org/city2city/ns#> .
<https://w3id.org/city2city/id/city/se-x> a c:City .
"""


@pytest.fixture(scope="module")
def told():
    book = Rulebook.packaged()

    def told(text):
        document = read(text.encode(), name="s.ttl", format=RdfFormat.TURTLE)
        day = datetime.date(2026, 11, 22)
        found = validate(Submitted((document,)), today=day, rulebook=book).findings
        return [f for f in found if f.rule in {PREFIX, SCHEMA}]

    return told


@pytest.mark.parametrize(
    ("declared", "wanted"),
    [
        ("@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema>", "rdf-schema#>"),
        ("PREFIX c2c: <http://w3id.org/city2city/ns#> #", "<https://w3id.org/"),
        ("@prefix country: <https://w3id.org/city2city/id/countries/>", "id/country/>"),
    ],
)
def test_a_misspelt_namespace_is_told_where_it_stands(told, declared, wanted):
    (finding,) = told(f"{declared} .{CITY}")
    assert (finding.rule, finding.line) == (PREFIX, 1)
    assert finding.column == declared.index("<") + 1
    assert wanted in finding.message


@pytest.mark.parametrize(
    "declared",
    [
        "geo: <http://www.w3.org/2003/01/geo/wgs84_pos#>",
        "my: <https://w3id.org/city2city/my/>",
        "dc: <http://purl.org/dc/terms/>",
        f"c2c: <https://w3id.org/{'x' * 9999}>",
    ],
)
def test_a_prefix_of_ones_own_is_left_alone(told, declared):
    assert told(f"@prefix {declared} .{CITY}") == []


def test_http_schema_org_in_a_prefix_is_told_once_and_there(told):
    text = f"@prefix schema: <http://schema.org/> .{CITY}"
    uses = (
        '<https://w3id.org/city2city/id/city/se-x> schema:name "A", "B"; schema:b 1 .'
    )
    (finding,) = told(text + uses)
    assert (finding.rule, finding.line, finding.column) == (SCHEMA, 1, 17)
    assert "@prefix schema: <https://schema.org/> ." in finding.message
