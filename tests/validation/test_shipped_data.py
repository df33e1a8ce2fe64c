"""What we ship passes our own check."""

import pytest

from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.terms import CLASSES_OF_KIND
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation.checks import check
from c2c_graph.validation.report import Severity
from c2c_graph.validation.scope import Scope


@pytest.fixture(scope="module")
def dataset():
    return read_dataset(packaged_dataset())


@pytest.fixture(scope="module")
def report(dataset):
    return check(dataset)


# `make test` runs `c2c check`, which holds this too
@pytest.mark.long
def test_the_shipped_data_conforms(report):
    refused = [f for f in report.findings if f.severity is Severity.VIOLATION]
    assert refused == []


@pytest.mark.long
def test_every_finding_about_it_has_its_place(report):
    assert all(f.source and f.line and f.column for f in report.findings)


def test_every_kind_under_id_stands_for_a_declared_class(dataset):
    classes = {name for names in CLASSES_OF_KIND.values() for name in names}
    assert classes - set(Scope(dataset).types) == set()
