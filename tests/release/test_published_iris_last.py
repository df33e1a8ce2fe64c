import pytest

from c2c_graph import errors
from c2c_graph.release.build import make_release
from c2c_graph.validation.report import ValidationReport

RETIRED = "data/retired.ttl"
MALMO = "https://w3id.org/city2city/id/city/se-malmo"
WITHDRAWN = 'city:se-malmo owl:deprecated true ; rdfs:comment "Counted twice."@en .'


@pytest.fixture
def checked(settings, dataset):
    """Make a release whose dataset conforms in all else."""

    def checked():
        return make_release(settings, gate=lambda dataset: ValidationReport(()))

    return checked


def test_what_was_released_cannot_be_gone_without_a_word(checked, dataset):
    checked()
    dataset.remove("data/cities/se.ttl")
    with pytest.raises(errors.DoesNotConform, match=MALMO) as caught:
        checked()
    assert RETIRED in str(caught.value)
    dataset.write("data/cities/sweden.ttl", "city:se-malmo a c2c:City .")
    assert checked().number == 2


def test_what_was_retired_may_be_gone_and_stays_retired(checked, dataset):
    checked()
    dataset.remove("data/cities/se.ttl")
    dataset.write(RETIRED, WITHDRAWN)
    assert checked().number == 2
    dataset.remove(RETIRED)
    with pytest.raises(errors.DoesNotConform, match=MALMO):
        checked()


def test_an_entry_may_move_to_a_file_that_was_there(checked, dataset):
    checked()
    dataset.remove("data/cities/se.ttl")
    dataset.write("data/regions.ttl", "city:se-malmo a c2c:City . country:se a c2c:X .")
    assert checked().number == 2


def test_a_vanished_term_of_the_vocabulary_is_told(checked, dataset):
    checked()
    dataset.write("ontology/ns.ttl", "c2c:City rdfs:subClassOf schema:City .")
    with pytest.raises(errors.DoesNotConform, match="ns#unLocode"):
        checked()
