"""The table of rules is whole: every language, every kind, every placeholder."""

import string

import pytest

from c2c_graph.validation.network import dials_out
from c2c_graph.validation.report import LANGUAGES
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport
from c2c_graph.validation.rules import RULES


def placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_says_the_same_in_every_language(rule):
    messages = RULES[rule].messages
    assert tuple(messages) == LANGUAGES
    assert len({frozenset(placeholders(text)) for text in messages.values()}) == 1


def test_only_violations_keep_a_dataset_from_conforming():
    advice = [Finding(Severity.WARNING, "a", "A"), Finding(Severity.INFO, "b", "B")]
    assert ValidationReport.of(advice).conforms
    assert not ValidationReport.of([Finding(Severity.VIOLATION, "c", "C")]).conforms


def test_a_report_holds_a_finding_once():
    assert (
        len(ValidationReport.of([Finding(Severity.INFO, "a", "A")] * 3).findings) == 1
    )


REACHING = [
    "SELECT * { SERVICE <http://x/> { ?s ?p ?o } }",
    "SELECT*{service<http://x/>{?s ?p ?o}}",
    "SELECT * { SERVICE#x\n<http://x/> { } }",
    r"SELECT * { S\u0045RVICE <http://x/> { } }",
    r"SELECT * { S\U00000045RVICE <http://x/> { } }",
    "SELECT * FROM <http://x/> { }",
    "SELECT * { ?s ?p '#' . SERVICE ?x { } }",
    "SELECT * { FILTER(?a<?b) SERVICE ?x { } FILTER(?a>?b) }",
    r"SELECT * { ?s ex:a\'b ?o . SERVICE ?x { } ?s ex:c\'d ?o }",
    r'SELECT * { ?s ?p "\u005C" . SERVICE ?x { } ?s ?p " " }',
]
STAYING = [
    "SELECT ?service ?from { ?service ex:service ex:from }",
    "SELECT * { ?s ?p 'SERVICE <http://x/>' } # SERVICE",
    "SELECT * { <http://x/SERVICE> ?p ''' FROM ''' }",
    "PREFIX service: <http://x/> SELECT * { ?s service:load ?o }",
]


@pytest.mark.parametrize("query", REACHING)
def test_a_query_that_reaches_out_is_seen(query):
    assert dials_out(query)


@pytest.mark.parametrize("query", STAYING)
def test_a_query_that_only_holds_the_words_is_let_through(query):
    assert not dials_out(query)
