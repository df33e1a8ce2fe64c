"""Who reaches a limit is told which, how far the query got, and what to do instead."""

import dataclasses

import pytest

from c2c_graph import errors
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.pool import SlotPool
from tests.query.test_slots_survive import ENDLESS
from tests.query.test_slots_survive import LARGE
from tests.query.test_slots_survive import MEMORY_BOMB

GRAPH = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"
OWN_DEADLINE = r"ran for 0\.5 s, its deadline \(the longest here is 20 s\)"
REACHED = {
    "deadline": (ENDLESS, errors.QueryTimeout, OWN_DEADLINE),
    "memory": (MEMORY_BOMB, errors.QueryTooLarge, "used up the 400 MiB of memory"),
    "bytes": (LARGE, errors.QueryTooLarge, "reached more than 1 MiB, the limit"),
    "triples": (GRAPH, errors.QueryTooLarge, "more than 300 triples, the limit"),
}


@pytest.fixture(scope="module")
def tight(settings):
    return dataclasses.replace(
        settings,
        slots=1,
        slot_memory_mb=400,
        result_mb=1,
        constructed_triples=300,
    )


@pytest.fixture(scope="module")
def limited(tight):
    with SlotPool(tight, quiet=True) as pool:
        pool.wait_until_ready()
        yield SlotEngine(pool.socket_path, tight)


@pytest.mark.parametrize("name", REACHED)
def test_a_limit_is_named_with_the_way_on(name, limited, ask):
    text, fault, words = REACHED[name]
    own = 0.5 if name == "deadline" else None
    with pytest.raises(fault, match=words) as told:
        ask(text, engine=limited, deadline_seconds=own)
    assert "LIMIT" in str(told.value) or "less at once" in str(told.value)
    assert "fetch whole named graphs or a dump" in str(told.value)
