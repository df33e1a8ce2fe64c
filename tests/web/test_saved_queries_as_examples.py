"""The query page offers each saved query with its example values written into it."""

import pytest

from c2c_graph.query.catalogue import load_catalogue
from c2c_graph.settings import packaged_dataset
from c2c_graph.web.query_page import bound


@pytest.mark.parametrize(
    "saved", load_catalogue(packaged_dataset()), ids=lambda saved: saved.name
)
def test_an_example_runs_as_it_stands_and_has_rows(shipped_release, saved):
    assert next(iter(shipped_release.store.query(bound(saved))), None) is not None
