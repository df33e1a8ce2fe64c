"""Run the Flask application, which makes pages and documents, in threads."""

import asyncio
import io
import itertools
import sys
from collections import Counter
from collections.abc import AsyncIterator
from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from typing import Final
from typing import TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask

from c2c_graph import errors
from c2c_graph.web.asked import Asked
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Pieces
from c2c_graph.web.reply import Reply

T = TypeVar("T")

# a longer body is sent while it is made
LONGEST_WHOLE: Final = 1024 * 1024
# requests that may wait for a thread
LONGEST_QUEUE: Final = 256
# and those of one client: who asks for many leaves room for others
LONGEST_FOR_ONE: Final = 64
# threads at work for one client: more would take the processor from others
AT_ONCE_FOR_ONE: Final = 2
# what the front tells the application beside the request, and what it is told
TOLD: Final = "c2c.told"
SEEN: Final = "c2c.seen"


@dataclass(frozen=True)
class Told:
    """What the front found out before a page is made.

    `client` is the name that budgets count; `found` is what an evaluation gave;
    `fault` is to be answered as a problem.
    """

    client: str = ""
    request_id: str = ""
    found: Any = None
    fault: Exception | None = None


@dataclass
class Seen:
    """What the application tells the front of the answer that it made."""

    endpoint: str = "unknown"
    release: int | None = None


class Pages:
    """The Flask application behind the front."""

    def __init__(self, app: Flask, threads: int) -> None:
        self.app = app
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="page")
        self._queued: Counter[str] = Counter()
        self._turns: dict[str, asyncio.Semaphore] = {}

    async def answer(self, asked: Asked, body: bytes, told: Told) -> Reply:
        """Return what the application answers; raise `errors.ServerBusy` in a rush."""
        return await self.in_turn(
            asked.client, lambda: self.answer_now(asked, body, told)
        )

    async def in_turn(self, client: str, make: Callable[[], T]) -> T:
        """Return what `make` returns, made in a thread when it is the client's turn.

        Raise `errors.ServerBusy` where too much is being made already.
        """
        if self._queued[client] >= LONGEST_FOR_ONE:
            raise errors.ServerBusy(
                f"{LONGEST_FOR_ONE} pages are being made for your address; ask for "
                "fewer at once"
            )
        if self._queued.total() >= LONGEST_QUEUE:
            raise errors.ServerBusy("too many pages are being made; ask again shortly")
        async with self._turn(client):
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._threads, make)

    @asynccontextmanager
    async def _turn(self, client: str) -> AsyncIterator[None]:
        """Let the pages of `client` be made in order, so many at once."""
        self._queued[client] += 1
        turn = self._turns.setdefault(client, asyncio.Semaphore(AT_ONCE_FOR_ONE))
        try:
            async with turn:
                yield
        finally:
            self._queued[client] -= 1
            if not self._queued[client]:
                del self._queued[client], self._turns[client]

    def answer_now(self, asked: Asked, body: bytes, told: Told) -> Reply:
        """Return what the application answers; blocks while it is made."""
        seen = Seen()
        environ = _environ(asked, body) | {TOLD: told, SEEN: seen}
        status, headers, content = _run(self.app, environ)
        return Reply(
            status, headers, content, endpoint=seen.endpoint, release=seen.release
        )


def _environ(asked: Asked, body: bytes) -> dict[str, Any]:
    """Return the request as PEP 3333 has it."""
    host, _, port = asked.headers.get("host", "localhost").rpartition(":")
    names = {
        f"HTTP_{name.upper().replace('-', '_')}": value
        for name, value in asked.headers.items()
        # an underscore could pass for another header's hyphen
        if "_" not in name
    }
    return names | {
        "REQUEST_METHOD": asked.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(asked.raw_path).decode("latin-1"),
        "QUERY_STRING": asked.query.decode("latin-1"),
        "CONTENT_TYPE": asked.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port if port.isdigit() else "80",
        "SERVER_PROTOCOL": "HTTP/1.1" if asked.takes_chunks else "HTTP/1.0",
        "REMOTE_ADDR": asked.peer,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": asked.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "asgi.scope": asked.scope,
    }


def _run(app: Flask, environ: dict[str, Any]) -> tuple[int, Headers, bytes | Pieces]:
    given: list[tuple[int, Headers]] = []

    def start(status: str, headers: Headers, *_: object) -> Callable[[bytes], object]:
        given.append((int(status.partition(" ")[0]), headers))
        return lambda piece: None

    made = app.wsgi_app(environ, start)
    status, headers = given[0]
    return status, headers, _content(made, headers)


def _content(made: Iterable[bytes], headers: Headers) -> bytes | Pieces:
    close = getattr(made, "close", lambda: None)
    announced = next((v for n, v in headers if n.lower() == "content-length"), "")
    if announced.isdigit() and int(announced) <= LONGEST_WHOLE:
        try:
            return b"".join(made)
        finally:
            close()
    return _short_or_pieces(iter(made), close)


def _short_or_pieces(
    source: Iterator[bytes], close: Callable[[], None]
) -> bytes | Pieces:
    """Return a body of unknown length whole where it turns out to be short."""
    first, length = [], 0
    for piece in source:
        first.append(piece)
        length += len(piece)
        if length > LONGEST_WHOLE:
            return Pieces(itertools.chain(first, source), close)
    close()
    return b"".join(first)
