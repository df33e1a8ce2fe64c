"""The query page offers each saved query with its example values written into it."""

import pytest

from c2c_graph.web.query_page import bound
from tests.catalogue.answers import OURS
from tests.catalogue.answers import answer
from tests.catalogue.answers import written


@pytest.mark.parametrize("saved", OURS, ids=lambda saved: saved.name)
def test_an_example_answers_as_it_stands_what_it_does_with_values(
    shipped_release, saved
):
    store = shipped_release.store
    expected = answer(store, saved, saved.examples())
    assert written(store.query(bound(saved))) == expected
