"""Rules that are not shapes have an IRI, words and a weight in shapes/rules.ttl."""

from collections import defaultdict

import pytest

from c2c_graph.namespaces import SHAPES
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation import graphs
from c2c_graph.validation import queries
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rules import RULES
from c2c_graph.validation.rules import SYNTAX

LANGUAGES = ["en", "es", "fr"]
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DEFINITION = "http://www.w3.org/2004/02/skos/core#definition"
SEVERITY = "http://www.w3.org/ns/shacl#severity"


@pytest.fixture(scope="module")
def described(shipped):
    (file,) = (f for f in shipped.role("shapes") if f.path == "shapes/rules.ttl")
    found = defaultdict(lambda: defaultdict(list))
    for quad in file.document.quads:
        found[quad.subject.value][quad.predicate.value].append(quad.object)
    prefix = SHAPES + "rule-"
    return {i.removeprefix(prefix): s for i, s in found.items() if i.startswith(prefix)}


@pytest.fixture(scope="module")
def weights():
    found = {rule: row.severity for rule, row in RULES.items()}
    checks = queries.read_queries(packaged_dataset())
    found |= {query.rule: query.severity for query in checks}
    return found | {SYNTAX: Severity.VIOLATION}


def test_the_file_describes_the_rules_that_there_are(described, weights):
    found = {
        rule: [graphs.severity_of(node.value) for node in said[SEVERITY]]
        for rule, said in described.items()
    }
    assert found == {rule: [weight] for rule, weight in weights.items()}


@pytest.mark.parametrize("words", [LABEL, DEFINITION])
def test_a_rule_is_described_in_three_languages(described, words):
    for rule, said in described.items():
        assert (rule, sorted(w.language for w in said[words])) == (rule, LANGUAGES)
