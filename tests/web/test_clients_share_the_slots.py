import asyncio
import concurrent.futures
import contextlib
import subprocess
import sys
import time

import pytest

from c2c_graph import errors
from c2c_graph.web.shares import Seats

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


async def cannot_sit(seats, client, patience_seconds, match=None):
    with pytest.raises(errors.QueryBusy, match=match):
        async with seats.seat(client, patience_seconds):
            pass


async def sit(seats, client, order, name):
    async with seats.seat(client, 5):
        order.append(name)
        await asyncio.sleep(0)


@pytest.fixture(params=["all workers", "one worker"])
def folder(request, tmp_path):
    return tmp_path if request.param == "all workers" else None


def test_a_client_waits_for_its_own_seats_and_others_do_not(folder):
    async def some():
        seats = Seats(2, 9, folder)
        async with seats.seat("a", 0), seats.seat("a", 0):
            await cannot_sit(seats, "a", 0.03, match=r"for 0\.03 s")
            async with seats.seat("b", 0), seats.seat("", 0):
                pass
        async with seats.seat("a", 0):
            pass
        return len(seats)

    assert asyncio.run(some()) == 0


def test_seats_are_given_in_order(folder):
    async def some():
        seats, order = Seats(1, 9, folder), []
        async with asyncio.TaskGroup() as tasks, seats.seat("a", 0):
            for name in range(9):
                tasks.create_task(sit(seats, "a", order, name))
            await asyncio.sleep(0.01)
            assert not order
        return order

    assert asyncio.run(some()) == list(range(9))


def test_a_line_of_one_client_has_an_end(folder):
    async def some():
        seats = Seats(1, 1, folder)
        async with seats.seat("a", 0):
            waiting = asyncio.create_task(sit(seats, "a", [], ""))
            await asyncio.sleep(0)
            await cannot_sit(seats, "a", 9, match="more are waiting")
        await waiting
        return len(seats)

    assert asyncio.run(some()) == 0


def test_who_is_cancelled_while_waiting_leaves_the_line(folder):
    async def some():
        seats, order = Seats(1, 9, folder), []
        async with seats.seat("a", 0):
            first, second = (
                asyncio.create_task(sit(seats, "a", order, name)) for name in (1, 2)
            )
            await asyncio.sleep(0)
            first.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await first
        await second
        return order, len(seats)

    assert asyncio.run(some()) == ([2], 0)


OTHER_WORKER = """
import asyncio, sys
from pathlib import Path
from c2c_graph.web.shares import Seats

async def live():
    async with Seats(1, 9, Path(sys.argv[1])).seat("a", 0):
        print("sits", flush=True)
        sys.stdin.readline()
    print("stood up", flush=True)
    sys.stdin.readline()

asyncio.run(live())
"""


@pytest.fixture
def other_worker(tmp_path):
    """Another process, which has the only seat of client a."""
    command = [sys.executable, "-c", OTHER_WORKER, str(tmp_path)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes) as process:
        assert process.stdout.readline() == b"sits\n"
        yield process
        process.kill()


@pytest.mark.parametrize("ending", ["gives it back", "dies"])
def test_a_seat_taken_in_another_worker_counts_until_it(other_worker, tmp_path, ending):
    async def some():
        seats = Seats(1, 9, tmp_path)
        await cannot_sit(seats, "a", 0.05)
        async with seats.seat("b", 0):
            pass
        if ending == "dies":
            other_worker.kill()
        else:
            other_worker.stdin.write(b"\n")
            other_worker.stdin.flush()
        async with seats.seat("a", 5):
            return True

    assert asyncio.run(some())


def ask(server, query, client):
    headers = {"Content-Type": "application/sparql-query", "X-Forwarded-For": client}
    return server.ask("POST", "/sparql", query, headers)[0]


@pytest.fixture(scope="module")
def behind_a_proxy(serve):
    return serve(
        slots=4,
        workers=2,
        deadline_seconds=3.0,
        wait_seconds=1.0,
        trusted_proxies="127.0.0.1",
    )


@pytest.mark.long
def test_one_client_cannot_take_all_slots(behind_a_proxy):
    server = behind_a_proxy
    with concurrent.futures.ThreadPoolExecutor() as threads:
        greedy = [threads.submit(ask, server, ENDLESS, "8.8.8.8") for _ in range(12)]
        time.sleep(0.5)
        answered = 0
        while not all(query.done() for query in greedy):
            assert ask(server, "ASK {}", "1.1.1.1") == 200
            answered += 1
    assert answered > 10
    assert {query.result() for query in greedy} == {503}


def test_many_clients_at_once_are_all_answered(behind_a_proxy):
    server = behind_a_proxy
    query = "SELECT * WHERE { ?s ?p ?o } LIMIT 5"
    clients = [f"8.8.8.{number}" for number in range(60)]
    with concurrent.futures.ThreadPoolExecutor(len(clients)) as threads:
        answers = [threads.submit(ask, server, query, client) for client in clients * 5]
    assert {answer.result() for answer in answers} == {200}
