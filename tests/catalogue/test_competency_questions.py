"""Each saved query answers its question on the shipped data.

The expected rows lie in `expected/`; `C2C_RECORD=1` writes them anew, and the
difference is reviewed like code.
"""

import os
from pathlib import Path

import pytest
from pyoxigraph import QueryResultsFormat
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph.query.catalogue import load_catalogue
from c2c_graph.settings import packaged_dataset

EXPECTED = Path(__file__).parent / "expected"
CATALOGUE = load_catalogue(packaged_dataset())


def answer(store, saved):
    rows = store.query(saved.text, substitutions=saved.bind(saved.examples()))
    return rows.serialize(format=QueryResultsFormat.CSV)


@pytest.mark.parametrize("saved", CATALOGUE, ids=lambda saved: saved.name)
def test_the_example_gives_the_expected_rows(saved, shipped_release):
    path = EXPECTED / f"{saved.name}.csv"
    found = answer(shipped_release.store, saved).replace(b"\r\n", b"\n")
    if os.environ.get("C2C_RECORD"):
        path.write_bytes(found)
    assert found == path.read_bytes()
    assert found.count(b"\n") > 1, "an example must give at least one row"


@pytest.mark.parametrize("saved", CATALOGUE, ids=lambda saved: saved.name)
def test_without_data_there_are_no_rows(saved):
    assert answer(Store(), saved).count(b"\n") == 1


@pytest.mark.parametrize("saved", CATALOGUE, ids=lambda saved: saved.name)
def test_the_head_says_what_a_reader_needs(saved):
    assert saved.tags
    assert "ORDER BY" in saved.text
    for parameter in saved.parameters:
        assert f"?{parameter.name}" in saved.text


def test_the_ten_first_questions_are_there():
    assert len(CATALOGUE) >= 10


def test_no_expected_file_is_left_over():
    assert {p.stem for p in EXPECTED.glob("*.csv")} == {s.name for s in CATALOGUE}


def test_a_wrong_parameter_is_told_with_what_was_expected():
    saved = next(s for s in CATALOGUE if s.name == "networks-of-a-city-today")
    with pytest.raises(errors.BadRequest, match="not a date"):
        saved.bind({"today": "tomorrow"})
    with pytest.raises(errors.BadRequest, match="it takes: city, today"):
        saved.bind({"town": "x"})


def test_a_hostile_value_stays_a_value(shipped_release):
    saved = next(s for s in CATALOGUE if s.name == "networks-of-a-city-today")
    with pytest.raises(errors.BadRequest):
        saved.bind({"city": "x> } DELETE { ?s ?p ?o"})
