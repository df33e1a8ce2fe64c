"""The W3C's Turtle, TriG, N-Triples and N-Quads suites: each triple has its place."""

import re

import pytest

from c2c_graph import errors
from tests.rdf.placed_terms import misfits
from tests.rdf.placed_terms import statements
from tests.w3c.suite import SYNTAXES
from tests.w3c.suite import Unavailable
from tests.w3c.suite import folder
from tests.w3c.syntax_suite import canonical
from tests.w3c.syntax_suite import cases

DIRECTIVE = re.compile(
    r"^[ \t]*@?(?:prefix\s+(\S*:)|base)\s*<[^<>]*>", re.IGNORECASE | re.MULTILINE
)


@pytest.fixture(scope="session")
def suite():
    """Every case of the suites; skipped where they cannot be fetched."""
    try:
        return cases(folder(SYNTAXES))
    except Unavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def documents(suite):
    """The cases that are to be read, and what was read."""
    return [(case, case.document()) for case in suite if not case.refused]


def test_bad_syntax_is_refused_with_its_place(suite):
    bad = [case for case in suite if case.refused]
    assert len(bad) > 200
    for case in bad:
        with pytest.raises(errors.RdfSyntaxError) as raised:
            case.document()
        assert raised.value.line > 0 < raised.value.column


def test_each_triple_of_every_case_has_a_place(documents):
    assert sum(len(list(statements(document))) for _, document in documents) > 1000


def test_what_stands_at_a_place_is_the_term(documents):
    wrong = {case.path.name: _misfits(case, document) for case, document in documents}
    assert {name: found for name, found in wrong.items() if found} == {}


def test_the_triples_are_those_of_the_suite(documents):
    for case, document in documents:
        if case.result:
            assert canonical(document.quads, case.home) == case.expected(), case


def _misfits(case, document):
    found = list(DIRECTIVE.finditer(document.text.decode()))
    names = [one[1] for one in found]
    if len(set(names)) < len(names):  # which one holds at a place is not known here
        return []
    header = "".join(f"{one[0].lstrip(' @')}\n" for one in found)
    return misfits(document, f"BASE <{case.home}>\n{header}")
