import asyncio
import os
import socket
import subprocess
import sys

import pytest

from c2c_graph.web.neighbours import LONGEST
from c2c_graph.web.neighbours import Neighbours


@pytest.fixture
def meet(tmp_path):
    """Return a function that runs `talk` with three neighbours."""

    def meet(talk):
        async def run():
            loop = asyncio.get_running_loop()
            all_three = [Neighbours(tmp_path, loop, f"worker-{n}") for n in "abc"]
            try:
                return await talk(*all_three)
            finally:
                for one in all_three:
                    one.close()

        return asyncio.run(run())

    return meet


def test_all_others_are_told_and_oneself_is_not(meet):
    async def talk(a, b, c):
        heard = {}
        for name, one in {"a": a, "b": b, "c": c}.items():
            one.on("used", lambda payload, name=name: heard.update({name: payload}))
        assert a.tell("used", {"x": [1, 2]}) == 2
        await asyncio.sleep(0.05)
        return heard

    assert meet(talk) == {"b": {"x": [1, 2]}, "c": {"x": [1, 2]}}


def test_the_first_positive_answer_is_returned(meet):
    async def talk(a, b, c):
        b.on("cancel", lambda payload: False)
        c.on("cancel", lambda payload: payload["id"] == "q1")
        asked = [a.ask("cancel", {"id": name}, 5) for name in ("q1", "q2", "q1")]
        return await asyncio.gather(*asked)

    assert meet(talk) == [True, False, True]


def test_a_neighbour_that_is_silent_is_waited_for_no_longer_than_said(meet):
    async def talk(a, b, c):
        loop = asyncio.get_running_loop()
        loop.remove_reader(b._socket.fileno())
        started = loop.time()
        assert not await a.ask("cancel", {"id": "q"}, 0.1)
        return loop.time() - started

    assert 0.09 < meet(talk) < 2


def test_a_full_neighbour_is_skipped_and_nobody_waits(meet):
    async def talk(a, b, c):
        loop = asyncio.get_running_loop()
        loop.remove_reader(b._socket.fileno())
        taken = []
        for _ in range(200):
            taken.append(a.tell("used", {}))
            await asyncio.sleep(0)
        return taken[0], taken[-1]

    assert meet(talk) == (2, 1)


def test_the_socket_of_a_dead_worker_is_removed(meet, tmp_path):
    dead = tmp_path / "worker-dead"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left:
        left.bind(str(dead))

    async def talk(a, b, c):
        return a.tell("used", {})

    assert meet(talk) == 2
    assert not dead.exists()
    assert not list(tmp_path.iterdir())


def test_a_worker_takes_the_place_of_a_dead_one_with_its_process_id(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as left:
        left.bind(str(tmp_path / f"worker-{os.getpid()}"))

    async def alone():
        mine = Neighbours(tmp_path, asyncio.get_running_loop())
        mine.close()

    asyncio.run(alone())
    assert not list(tmp_path.iterdir())


def test_alone_nothing_is_told_and_every_question_answered_no(tmp_path):
    async def alone():
        mine = Neighbours(tmp_path, asyncio.get_running_loop())
        told, asked = mine.tell("used", {}), await mine.ask("cancel", {}, 5)
        (tmp_path / f"worker-{os.getpid()}").unlink()
        tmp_path.rmdir()  # as at the end of the server
        told += mine.tell("used", {})
        mine.close()
        return told, asked

    assert asyncio.run(alone()) == (0, False)


def test_a_message_that_no_socket_takes_whole_is_refused(meet):
    async def talk(a, b, c):
        with pytest.raises(ValueError, match="too long"):
            a.tell("used", {"x": "y" * LONGEST})

    meet(talk)


OTHER = """
import asyncio, sys
from pathlib import Path
from c2c_graph.web.neighbours import Neighbours

async def live():
    mine = Neighbours(Path(sys.argv[1]), asyncio.get_running_loop())
    mine.on("cancel", lambda payload: payload["id"] == "held here")
    print("ready", flush=True)
    await asyncio.sleep(60)

asyncio.run(live())
"""


def test_another_process_answers(tmp_path):
    async def ask():
        mine = Neighbours(tmp_path, asyncio.get_running_loop())
        try:
            return await mine.ask("cancel", {"id": "held here"}, 10)
        finally:
            mine.close()

    with subprocess.Popen(
        [sys.executable, "-c", OTHER, str(tmp_path)], stdout=subprocess.PIPE
    ) as other:
        assert other.stdout.readline() == b"ready\n"
        assert asyncio.run(ask())
        other.kill()
