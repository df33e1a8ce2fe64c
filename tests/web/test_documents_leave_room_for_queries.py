import asyncio
import time

import pytest

from c2c_graph.web.turns import Turns


async def made(turns, client, order, seconds=0.0):
    async with turns.of(client):
        order.append(client)
        time.sleep(seconds)  # a document is made without a pause


@pytest.mark.parametrize("queries", [[], ["one"]])
def test_documents_rest_while_queries_are_at_work(queries):
    async def several():
        turns, order = Turns(queries), []
        started = time.monotonic()
        await asyncio.gather(*(made(turns, str(n), order, 0.01) for n in range(3)))
        return time.monotonic() - started, order

    lasted, order = asyncio.run(several())
    assert order == ["0", "1", "2"]
    assert (lasted > 0.15) is bool(queries)


def test_who_asks_for_many_keeps_others_waiting_for_one():
    async def crawled():
        turns, order = Turns([]), []
        async with turns.of("first"):
            asked = ["crawler"] * 20 + ["reader"]
            tasks = [asyncio.create_task(made(turns, who, order)) for who in asked]
            await asyncio.sleep(0.01)  # until all stand in the line
        await asyncio.gather(*tasks)
        return order, turns

    order, turns = asyncio.run(crawled())
    assert order.index("reader") <= 2
    assert len(order) == 21
    assert not turns._clients


def test_a_document_that_fails_gives_its_turn_away():
    async def failing():
        turns, order = Turns([]), []
        with pytest.raises(ValueError, match="broken"):
            async with turns.of("a"):
                raise ValueError("broken")
        await made(turns, "a", order)
        return order

    assert asyncio.run(failing()) == ["a"]
