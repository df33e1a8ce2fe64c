"""Every case gets the report that stands beside it, on either kind of graph."""

from collections import Counter

import pytest

from c2c_graph.validation import graphs
from tests.shapes import cases

CASES = cases.all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_gets_its_report(case, reports):
    assert cases.text_of(reports[case.name]) == case.report.read_text()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_name_of_a_case_tells_whether_it_is_right(case, reports):
    severities = {row[0] for row in reports[case.name]}
    assert severities == set() if case.is_valid else severities


def test_no_entry_belongs_to_two_cases():
    owners = Counter(str(node) for case in CASES for node in case.subjects)
    assert [node for node, number in owners.items() if number > 1] == []


@pytest.mark.long
def test_the_engine_alone_gives_the_same_reports(all_cases, reports):
    assert cases.rows_by_case(all_cases, cases.plain) == reports


# an rdflib graph reads each rule anew for each node: a minute and more
@pytest.mark.long
def test_an_rdflib_graph_gives_the_same_report_of_every_case(all_cases, reports):
    found = cases.rows_by_case(all_cases, cases.plain, graphs.rdflib_graph)
    assert found == reports
