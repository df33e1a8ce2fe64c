"""The made-up cities are data like any other: canonical, and they pass the checks."""

import pytest

from c2c_graph import cli
from tests.catalogue.answers import GOLDEN


@pytest.mark.long
def test_the_golden_data_conforms(golden_dataset, capfd):
    assert cli.run(["check", str(golden_dataset)]) == cli.CONFORMS


def test_the_golden_data_is_in_canonical_form(golden_dataset, capfd):
    files = sorted(GOLDEN.rglob("*.ttl"))
    laid = [str(golden_dataset / path.relative_to(GOLDEN)) for path in files]
    arguments = ["format", "--check", "--dataset", str(golden_dataset), *laid]
    assert cli.run(arguments) == cli.CONFORMS


def test_what_is_made_up_says_so():
    for path in GOLDEN.rglob("*.ttl"):
        text = path.read_text()
        assert text.startswith("# A fixture: ")
        for line in text.splitlines():
            assert "rdfs:label" not in line or "fixture" in line or "(prov)" in line
