"""Each of the 70 demands of the catalogue is held, and something breaks it."""

import csv
import datetime
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.namespaces import SHAPES
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.reading import read
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted

DAY = datetime.date(2026, 11, 22)
# what breaks the rules that are not shapes
BREAKING = {
    "blank-node": "city:se-a a c2c:City ; geo:hasDefaultGeometry [ a geo:Geometry ] .",
    "dangling-iri": "city:se-a a c2c:City ; rdfs:seeAlso city:se-nowhere .",
    "hidden-character": 'city:se-a a c2c:City ; rdfs:label "A\\u202EB"@en .',
    "iri-form": "city:SE-A a c2c:City .",
    "iri-kind": "city:se-a a c2c:Country .",
    "language-tag": 'city:se-a a c2c:City ; rdfs:label "A"@swedish .',
    "local-iri": "city:se-a a c2c:City ; rdfs:seeAlso <file:///a> .",
    "nothing-to-check": "<urn:a> <urn:b> <urn:c> .",
    "owl-same-as": "city:se-a a c2c:City ; owl:sameAs wd:Q1 .",
    "schema-http": 'city:se-a a c2c:City ; <http://schema.org/name> "A"@en .',
    "submission-undescribed": 'city:se-a a c2c:City ; rdfs:label "A"@en .',
    "text-not-composed": 'city:se-a a c2c:City ; rdfs:label "Malmo\\u0308"@sv .',
    "undefined-term": "city:se-a a c2c:Citty .",
    "unread-term": 'city:se-a a c2c:City ; rdfs:labell "A"@en .',
    "untyped-entry": 'city:se-a rdfs:label "A"@en .',
}
# they look at all data and at who said it, and have tests of their own
ELSEWHERE = {"network-size", "restates-published"}


def catalogue():
    with open(Path(__file__).parent / "catalogue.tsv", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def holders(start):
    held = [name for row in catalogue() for name in row["held by"].split()]
    return sorted({n.removeprefix(start) for n in held if n.startswith(start)})


@pytest.fixture(scope="module")
def named(shipped):
    quads = [quad for file in shipped.role("shapes") for quad in file.document.quads]
    return {quad.subject.value.removeprefix(SHAPES) for quad in quads}


def test_the_catalogue_is_whole():
    assert [row["id"] for row in catalogue()] == [f"S-{n:02}" for n in range(1, 71)]


def test_each_demand_is_held_or_says_why_not():
    assert [r["id"] for r in catalogue() if not (r["held by"] or r["note"])] == []


def test_what_holds_a_demand_is_described_in_shapes(named):
    rules = {f"rule-{rule}" for rule in holders("rule-")}
    assert (rules | set(holders("c2s:"))) - named == set()


def test_every_shape_of_a_demand_is_in_the_catalogue(named):
    numbered = {n for n in named if n.startswith("S-") and not n.endswith("-query")}
    assert numbered - set(holders("c2s:")) == set()


def test_a_case_breaks_every_shape_of_the_catalogue(reports):
    broken = {row[3] for rows in reports.values() for row in rows}
    assert {f"c2s:{name}" for name in holders("c2s:")} - broken == set()


def broken_by(statements):
    """Return the rules that `statements`, each of another city, break together."""
    prefixes = "".join(f"@prefix {n}: <{s}> .\n" for n, s in load_prefixes().items())
    parts = [
        s.replace("city:se-a ", f"city:se-a{n} ") for n, s in enumerate(statements)
    ]
    text = "\n".join([prefixes, *parts]).encode()
    document = read(text, name="a.ttl", format=RdfFormat.TURTLE)
    report = validate(Submitted((document,)), today=DAY)
    return {finding.rule for finding in report.findings}


def test_something_breaks_every_rule_of_the_catalogue():
    alone = {"nothing-to-check"}
    wanted = set(holders("rule-")) - ELSEWHERE - alone
    assert wanted - broken_by([BREAKING[rule] for rule in sorted(wanted)]) == set()
    for rule in alone:
        assert rule in broken_by([BREAKING[rule]])
