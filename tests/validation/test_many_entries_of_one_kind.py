"""What many entries share is looked up once, and a rule that pairs them is bounded."""

import datetime

import pytest
from pyoxigraph import RdfFormat

from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.reading import read
from c2c_graph.release.published_facts import packaged
from c2c_graph.validation import rule_queries
from c2c_graph.validation.submissions import validate
from c2c_graph.validation.submitted import Submitted
from c2c_graph.validation.suggestions import Nearest

PREFIXES = "".join(f"@prefix {n}: <{s}> .\n" for n, s in load_prefixes().items())
MEMBERSHIP = """membership:c40-x{}--gb-london a c2c:Membership ;
  c2c:memberCity city:gb-london ; org:organization network:c40 .
"""
PAIRED = "https://w3id.org/city2city/shapes#S-33-no-overlap"


def paired(number):
    """Return what the rule on overlaps finds of so many memberships of one city."""
    text = PREFIXES + "".join(map(MEMBERSHIP.format, range(number)))
    document = read(text.encode(), name="a.ttl", format=RdfFormat.TURTLE)
    day = datetime.date(2026, 11, 22)
    report = validate(Submitted((document,)), packaged(), today=day)
    return [f for f in report.findings if f.rule == PAIRED]


def test_each_of_many_that_overlap_is_told_once():
    found = paired(20)
    assert len({finding.focus for finding in found}) == len(found) == 20


def test_pairs_beyond_the_most_are_told_as_not_looked_at(monkeypatch):
    monkeypatch.setattr(rule_queries, "MOST_ROWS", 30)
    [cut] = [finding for finding in paired(20) if finding.focus == PAIRED]
    assert (cut.severity, "30 times" in cut.message) == ("warning", True)


@pytest.mark.parametrize(("most", "near"), [(0, False), (1, True)])
def test_names_are_looked_up_once_and_not_too_often(most, near):
    asked = []
    node = read(b"<u:City> a <u:Citty> .", name="a", format=RdfFormat.TURTLE).quads[0]
    nearest = Nearest(most)
    for _ in range(2):
        found = nearest.details(node.object, "", lambda: asked.append(1) or ["u:City"])
        assert (found == {"near": node.subject}) == near
    assert len(asked) == most
