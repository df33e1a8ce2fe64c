"""What we ship passes our own check."""

import pytest

from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation.checks import check
from c2c_graph.validation.report import Severity


@pytest.fixture(scope="module")
def report():
    return check(read_dataset(packaged_dataset()))


def test_the_shipped_data_conforms(report):
    refused = [f for f in report.findings if f.severity is Severity.VIOLATION]
    assert refused == []


def test_every_finding_about_it_has_its_place(report):
    assert all(f.source and f.line and f.column for f in report.findings)
