"""Each saved query answers its question.

The expected rows lie in `expected/`, or in `tests/golden/expected/` where no shipped
fact answers yet; `C2C_RECORD=1` writes them anew, and the difference is reviewed like
code.
"""

import re

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import Store

from c2c_graph.settings import packaged_dataset
from tests.catalogue.answers import ASKED
from tests.catalogue.answers import CATALOGUE
from tests.catalogue.answers import GOLDEN
from tests.catalogue.answers import HERE
from tests.catalogue.answers import OURS
from tests.catalogue.answers import answer
from tests.catalogue.answers import example
from tests.catalogue.answers import expect

NAMESPACE = "https://w3id.org/city2city/ns#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"

each = pytest.mark.parametrize("saved", CATALOGUE, ids=lambda saved: saved.name)
each_of_ours = pytest.mark.parametrize("saved", OURS, ids=lambda saved: saved.name)


@each_of_ours
def test_the_example_gives_the_expected_rows(saved, shipped_release, golden_release):
    golden = saved.without_rows
    folder = (GOLDEN if golden else HERE) / "expected"
    release = golden_release if golden else shipped_release
    found = answer(release.store, saved, example(saved))
    expect(folder, saved, found)
    assert found.rows, "an example must give at least one row"


@each_of_ours
def test_the_page_says_no_rows_yet_exactly_where_there_are_none(saved, shipped_release):
    found = answer(shipped_release.store, saved, saved.examples())
    assert (found.rows == 0) == saved.without_rows


@each_of_ours
def test_without_data_there_are_no_rows(saved):
    assert answer(Store(), saved, example(saved)).rows == 0


@each
def test_the_head_says_what_a_reader_needs(saved):
    assert saved.tags
    assert "ORDER BY" in saved.text or "SELECT" not in saved.text
    for parameter in saved.parameters:
        assert re.search(rf"\?{parameter.name}\b", saved.text)


@each
def test_a_value_and_a_default_are_of_their_kind(saved):
    for parameter in saved.parameters:
        parameter.term(parameter.example, saved.prefixes)
    saved.bind(saved.examples())


def test_all_forty_questions_are_there():
    assert {saved.question for saved in CATALOGUE} - {0} == set(range(1, 41))


def test_every_term_of_the_vocabulary_is_asked_for():
    texts = " ".join(saved.text for saved in CATALOGUE)
    asked = set(re.findall(r"\bc2c:(\w+)", texts))
    assert sorted(defined() - asked) == []


def test_no_expected_file_is_left_over():
    files = {path.stem for path in (HERE / "expected").iterdir()}
    golden = {path.stem for path in (GOLDEN / "expected").iterdir()}
    assert files == {saved.name for saved in CATALOGUE if not saved.without_rows}
    assert golden == {saved.name for saved in CATALOGUE if saved.without_rows}
    assert ASKED.keys() <= golden


def defined():
    """Return the local names of all terms that our namespace defines."""
    store = Store()
    for path in (packaged_dataset() / "ontology").glob("*.ttl"):
        store.bulk_load(path=path, format=RdfFormat.TURTLE)
    subjects = {quad.subject.value for quad in store if str(quad.predicate) == TYPE}
    return {s.removeprefix(NAMESPACE) for s in subjects if s.startswith(NAMESPACE)}
