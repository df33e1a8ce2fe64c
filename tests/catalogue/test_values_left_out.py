"""Every question also ends where the values that may be left out are left out."""

import urllib.parse
import urllib.request

import pytest

from tests.catalogue.answers import OURS


@pytest.mark.parametrize("saved", OURS, ids=lambda saved: saved.name)
def test_a_question_ends_without_the_values_it_can_do_without(saved, served):
    needed = {p.name: p.example for p in saved.parameters if p.required}
    query = urllib.parse.urlencode(needed)
    address = f"{served.address}/queries/{saved.name}?{query}"
    request = urllib.request.Request(address, headers={"Accept": "*/*"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert answer.status == 200
        assert answer.read()
