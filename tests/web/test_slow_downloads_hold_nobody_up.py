"""Who takes a file slowly holds no thread: pages are answered meanwhile."""

import asyncio

from werkzeug.test import EnvironBuilder

from c2c_graph.web import sending
from tests.web.front_client import loop
from tests.web.front_client import scope_of

DUMP = "/releases/1/city2city.nq.gz"
MANY = 60


class Downloads:
    """Downloads whose clients take the first piece only when they are told to."""

    def __init__(self, front):
        self.front = front
        self.waiting = 0
        self.sent = []

    async def begin(self):
        self.taken = asyncio.Event()
        environ = EnvironBuilder(DUMP).get_environ()
        calls = (self._download(scope_of(environ, b"")) for _ in range(MANY))
        self.tasks = [asyncio.create_task(call) for call in calls]
        while self.waiting < MANY:
            await asyncio.sleep(0.01)

    async def end(self):
        self.taken.set()
        await asyncio.gather(*self.tasks)

    async def _download(self, scope):
        async def send(message):
            if message.get("body"):
                self.waiting += 1
                await self.taken.wait()
                self.sent.append(len(message["body"]))

        await self.front(scope, asyncio.Future, send)


def run(coroutine):
    return asyncio.run_coroutine_threadsafe(coroutine, loop()).result(20)


def test_pages_are_answered_while_many_downloads_stall(client):
    downloads = Downloads(client.front)
    run(downloads.begin())
    assert client.get("/graph").status_code == 200
    assert client.get(DUMP).status_code == 200
    run(downloads.end())
    assert len(downloads.sent) == MANY


def test_a_download_that_stalls_for_long_is_broken_off(client, monkeypatch):
    monkeypatch.setattr(sending, "PIECE_SECONDS", 0.05)
    downloads = Downloads(client.front)
    run(downloads.begin())
    run(asyncio.wait_for(asyncio.gather(*downloads.tasks), 10))
    assert downloads.sent == []
