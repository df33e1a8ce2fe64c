"""In an event loop a query blocks nobody, and to cancel its task ends it."""

import asyncio
import time

import pytest
import uvloop

from c2c_graph import errors
from c2c_graph.query.engine import Query
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.guard import Kind
from c2c_graph.rdf.formats import RESULT_FORMATS
from tests.query.test_slots_survive import ENDLESS
from tests.query.test_slots_survive import IN_A_FILE

ASK = Query("ASK { ?s ?p ?o }", Kind.ASK, RESULT_FORMATS[0].media_type, 1)
ONE_MIB = "SELECT ?o { ?s ?p ?o } LIMIT 900"


def select(text, **more):
    return Query(text, Kind.SELECT, RESULT_FORMATS[0].media_type, 1, **more)


@pytest.fixture(params=[asyncio.run, uvloop.run], ids=["asyncio", "uvloop"])
def run(request):
    return request.param


def test_many_wait_at_once_and_all_are_answered(run, engine):
    async def many():
        return await asyncio.gather(*(engine.answer(ASK) for _ in range(50)))

    assert all(b"true" in answer.read() for answer in run(many()))


def test_to_cancel_the_task_ends_the_query(run, own_pool, settings):
    pool = own_pool(slots=1)
    engine = SlotEngine(pool.socket_path, settings)
    (slot,) = pool.process_ids()

    async def cancel():
        task = asyncio.ensure_future(engine.answer(select(ENDLESS)))
        await asyncio.sleep(0.3)
        task.cancel()
        started = time.monotonic()
        assert b"true" in (await engine.answer(ASK)).read()
        return time.monotonic() - started

    assert run(cancel()) < 3
    assert slot not in pool.process_ids()


def test_a_request_longer_than_the_buffer_is_sent_whole(run, engine):
    text = "SELECT * { BIND('" + "é" * 120_000 + "' AS ?x) }"
    assert run(engine.answer(select(text))).length > 240_000


@pytest.mark.parametrize("text", [ONE_MIB, IN_A_FILE], ids=["in memory", "in a file"])
def test_a_long_result_arrives_whole(text, run, engine):
    answer = run(engine.answer(select(text)))
    assert answer.length == len(answer.read())


def test_the_faults_are_the_same(run, engine):
    with pytest.raises(errors.QueryTimeout):
        run(engine.answer(select(ENDLESS, deadline_seconds=0.5)))
    with pytest.raises(errors.QuerySyntaxError):
        run(engine.answer(select("SELECT * { ?s ?p }")))


def test_a_pool_that_is_gone_is_no_engine(run, settings, tmp_path):
    engine = SlotEngine(tmp_path / "socket", settings)
    with pytest.raises(errors.EngineUnavailable, match="no query slot"):
        run(engine.answer(ASK))
