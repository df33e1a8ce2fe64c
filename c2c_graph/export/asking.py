"""Ask the web tier in this process, as an HTTP server would: no socket, no thread.

What is written to files is by this what the server itself answers.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from typing import Final
from urllib.parse import unquote
from urllib.parse import urlsplit

from c2c_graph import errors
from c2c_graph.query.in_process import InProcessEngine
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from c2c_graph.web.asked import Asked
from c2c_graph.web.making import make_front
from c2c_graph.web.pages import Pages
from c2c_graph.web.pages import Told

# an address for documentation (RFC 5737): no client has it
_NOBODY: Final = "192.0.2.1"


@dataclass(frozen=True)
class Got:
    """An answer: its status, headers by their names in lower case, and body."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Inside:
    """The web tier over the newest release of `settings.home`, published at `address`.

    What is asked is our own: queries for whole graphs are evaluated in this process.
    """

    def __init__(self, settings: Settings, address: str) -> None:
        self._address = urlsplit(address)
        open_store = cache(lambda number: open_release(settings.home, number).store)
        self._front = make_front(settings, InProcessEngine(open_store, settings))
        self._loop = asyncio.new_event_loop()

    def get(self, address: str, accept: str = "*/*", **more: str) -> Got:
        """Return the answer to GET `address`, a path with or without a query.

        `more` are headers beside Accept, by name.
        """
        given = {"accept": accept, "host": self._address.netloc, **more}
        return self._loop.run_until_complete(self._get(address, given))

    def close(self) -> None:
        """End the loop that answers were waited for in."""
        self._loop.close()

    async def _get(self, address: str, given: Mapping[str, str]) -> Got:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if sent:  # nobody leaves before the answer
                await asyncio.Future()
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        scope = _scope(address, given) | {"scheme": self._address.scheme}
        await self._front(scope, receive, send)
        headers = {n.decode(): v.decode("latin-1") for n, v in sent[0]["headers"]}
        body = b"".join(message["body"] for message in sent[1:])
        return Got(sent[0]["status"], headers, body)


def told(pages: Pages, fault: errors.C2CError, accept: str) -> bytes:
    """Return how `pages` tell `fault` to who sends the header `accept`."""
    asked = Asked(
        method="GET",
        path="/",
        raw_path=b"/",
        query=b"",
        headers={"accept": accept, "host": "localhost"},
        client=_NOBODY,
        peer=_NOBODY,
        scheme="http",
        scope={},
    )
    body = pages.answer_now(asked, b"", Told(fault=fault)).body
    assert isinstance(body, bytes)
    return body


def _scope(address: str, given: Mapping[str, str]) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "method": "GET",
        "path": unquote(path),
        "raw_path": path.encode("ascii"),
        "query_string": query.encode("ascii"),
        "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        "client": (_NOBODY, 1),
        "server": ("localhost", 80),
    }
