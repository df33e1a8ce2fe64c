"""The small graph of a submission gives just what the whole graph gives."""

import pytest

from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.reading import read_file
from c2c_graph.rdf.terms import SUBCLASS
from c2c_graph.settings import packaged_dataset
from c2c_graph.validation.rulebook import Rulebook
from tests.mutation.fixture_graph import fixture_quads
from tests.shapes import cases
from tests.validation import whole_graph

# whole graphs take seconds each, so that only some are tried each time
QUICK, MANY, ALL = 1, 240, 270


class Held:
    """A published graph, and what the shapes find in it without any submission."""

    def __init__(self, book, quads):
        self.book, self.quads = book, quads
        self.facts = whole_graph.facts(quads)
        self.before = whole_graph.whole(book, quads)

    def differs(self, handed_in):
        """Return what only the small graph tells, and what only the whole one does."""
        after = whole_graph.as_it_would_be(self.quads, handed_in)
        found = whole_graph.whole(self.book, after)
        expected = found - self.before, self.before - found
        told = whole_graph.small(self.book, self.facts, handed_in)
        return [(one ^ other) for one, other in zip(told, expected, strict=True)]


@pytest.fixture(scope="module")
def book():
    return Rulebook.packaged()


@pytest.fixture(scope="module")
def some(book):
    """A fifth of the entries of sixty cities, so that many links lead nowhere."""
    kept = sorted({quad.subject for quad in fixture_quads()}, key=str)[::5]
    found = (quad for quad in fixture_quads() if quad.subject in set(kept))
    return Held(book, [*vocabulary(book), *found])


@pytest.fixture(scope="module")
def sixty(book):
    return Held(book, [*vocabulary(book), *fixture_quads()])


@pytest.fixture(scope="module")
def shipped(book):
    files = read_dataset(packaged_dataset()).role("ontology", "data")
    return Held(book, [quad for file in files for quad in file.document.quads])


def vocabulary(book):
    """Yield the concepts and superclasses; what shapes say of terms takes a second."""
    for file in book.dataset.files:
        for quad in file.document.quads:
            if file.role == "data" or quad.predicate == SUBCLASS:
                yield quad


def all_cases():
    context = read_file(cases.FOLDER / "context.ttl", name="context.ttl").quads
    return [*context, *(quad for case in cases.all_cases() for quad in case.quads)]


@pytest.mark.parametrize("seed", range(QUICK))
def test_a_generated_submission(some, seed):
    assert some.differs(whole_graph.generated(seed, some.quads)) == [set(), set()]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(QUICK, MANY))
def test_many_generated_submissions(some, seed):
    assert some.differs(whole_graph.generated(seed, some.quads)) == [set(), set()]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(MANY, ALL))
def test_generated_submissions_over_sixty_cities(sixty, seed):
    assert sixty.differs(whole_graph.generated(seed, sixty.quads)) == [set(), set()]


def test_the_cases_of_all_shapes(some):
    assert some.differs(whole_graph.submitted(all_cases())) == [set(), set()]


@pytest.mark.long
def test_the_cases_of_all_shapes_over_the_shipped_data(shipped):
    assert shipped.differs(whole_graph.submitted(all_cases())) == [set(), set()]
