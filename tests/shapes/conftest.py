"""The shapes, and what they say of all cases, made once a session."""

import pytest

from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.settings import packaged_dataset
from tests.shapes import cases


@pytest.fixture(scope="session")
def shipped():
    return read_dataset(packaged_dataset())


@pytest.fixture(scope="session")
def all_cases():
    return cases.all_cases()


@pytest.fixture(scope="session")
def reports(all_cases):
    return cases.rows_by_case(all_cases)
