"""The rules notice when a statement of a valid file is lost or spoilt.

Each statement of every valid case is left out or distorted in turn, on a graph with
sixty cities. What no rule can notice is listed in `survivors.tsv`, with the reason:
above all, that nobody has to say what is optional.
"""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from tests.mutation import killing
from tests.mutation import mutants

ALLOWED = Path(__file__).with_name("survivors.tsv")
KILLED = 0.95
CHUNKS = 8
# of the sixty cities, so many mutants of each class, property and operator, and of
# these the fullest batches
ALIKE = 1
MOST = 64


@cache
def before():
    return frozenset(killing.rows(list(killing.ground())))


@cache
def classes():
    typed = (quad for quad in killing.ground() if quad.predicate == mutants.TYPE)
    return {quad.subject: _end(quad.object) for quad in typed}


@cache
def allowed():
    lines = ALLOWED.read_text(encoding="utf-8").splitlines()[1:]
    rows = (line.split("\t") for line in lines)
    return {tuple(kind): reason for *kind, reason in rows}


def kind_of(mutant):
    quad = mutant.quad
    return classes().get(quad.subject, "-"), _end(quad.predicate), mutant.operator


def reason(kind):
    """Return why mutants of this kind may survive, empty where they may not."""
    return allowed().get(kind) or allowed().get(("*", *kind[1:]), "")


def survivors(batches):
    """Return the kinds of the mutants that no rule notices and that nobody allows."""
    alive = {
        m for batch in batches for m in set(batch) - killing.killed(batch, before())
    }
    return sorted(kind for kind in map(kind_of, alive) if not reason(kind))


def of_cases():
    found = list(mutants.mutants_of(killing.valid_quads()))
    return list(mutants.batches(found, killing.ground()))


def of_cities():
    """Return batches of a few distortions of each kind, from the sixty cities."""
    taken, counts = [], Counter()
    found = mutants.mutants_of(killing.cities())
    for mutant in (one for one in found if one.instead):
        counts[kind_of(mutant)] += 1
        if counts[kind_of(mutant)] <= ALIKE:
            taken.append(mutant)
    return list(mutants.batches(taken, killing.ground()))[:MOST]


def test_a_sample_of_spoilt_statements_is_noticed():
    assert survivors(of_cases()[:1]) == []


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_each_spoilt_statement_of_a_valid_case_is_noticed(chunk):
    assert survivors(of_cases()[chunk::CHUNKS]) == []


@pytest.mark.long
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_distorted_statements_of_sixty_cities_are_noticed(chunk):
    assert survivors(of_cities()[chunk::CHUNKS]) == []


def test_few_spoilt_statements_are_allowed_to_survive():
    kinds = [kind_of(mutant) for batch in of_cases() for mutant in batch]
    asked = [kind for kind in kinds if reason(kind) != "optional"]
    noticed = [kind for kind in asked if not reason(kind)]
    assert len(asked) > 1500
    assert len(noticed) / len(asked) >= KILLED


def test_only_what_may_be_left_out_is_called_optional():
    optional = {kind[2] for kind, why in allowed().items() if why == "optional"}
    assert optional == {"removed"}


def _end(node):
    return node.value.rpartition("/")[2]
