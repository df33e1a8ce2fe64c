"""The ASGI application: kept answers first, then queries, then pages.

A repeated request is answered from memory, a query by the slots without any thread
of ours waiting for it, and everything else by the Flask application in threads.
"""

import logging
import time
from dataclasses import replace
from typing import Final

from c2c_graph import errors
from c2c_graph.web import encoding
from c2c_graph.web.again import Repeats
from c2c_graph.web.again import RequestIds
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import ClientLeft
from c2c_graph.web.asked import Receive
from c2c_graph.web.asked import Scope
from c2c_graph.web.asked import Send
from c2c_graph.web.asked import read_headers
from c2c_graph.web.asked import require_short_headers
from c2c_graph.web.clients import ClientNames
from c2c_graph.web.kept import Key
from c2c_graph.web.parts import Parts
from c2c_graph.web.reply import Reply
from c2c_graph.web.routes import Routes
from c2c_graph.web.routes import is_counted
from c2c_graph.web.sending import finished
from c2c_graph.web.sending import send_reply

LOG = logging.getLogger(__name__)
_NO_ANSWER: Final = 499  # for the log alone: the client left before there was one


class Front:
    """What granian asks for every request of one worker."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._routes = Routes(parts)
        self._clients = ClientNames(parts.settings)
        self._ids = RequestIds()
        self._repeats = Repeats(parts, self._clients, self._ids)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, or take part in the server's start and end."""
        if scope["type"] == "http":
            started = time.perf_counter()
            if self._clients.behind_proxies:
                scope = {**scope, "scheme": self._scheme(scope)}
            release = self._parts.releases.number()
            heard = self._repeats.hear(scope)
            if not await self._repeats.send(scope, heard, release, send, started):
                await self._afresh(scope, receive, send, heard.key, release, started)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._routes.begin()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self._routes.end()
        await send({"type": "lifespan.shutdown.complete"})

    async def _afresh(
        self,
        scope: Scope,
        receive: Receive,
        send: Send,
        key: Key | None,
        release: int,
        started: float,
    ) -> None:
        asked, too_long = self._read(scope)
        request_id = self._ids.of(asked.headers.get("x-request-id", "").encode())
        status, length, reply = _NO_ANSWER, 0, None
        try:
            if too_long is not None:
                raise too_long
            reply = await self._routes.reply(asked, receive, request_id)
        except ClientLeft:
            LOG.debug("a client left before its answer was ready")
        except Exception as fault:
            reply = await self._routes.problem(asked, fault, request_id)
        if reply is not None:
            if is_counted(asked.path):  # what is left now that it is answered
                standing = self._parts.budgets.standing(asked.client)
                reply.fleeting += standing.headers()
            reply.release = reply.release or release or None
            status, length = await self._sent(
                asked, reply, key, release, request_id, send
            )
        self._parts.observer.finished(
            scope,
            reply.endpoint if reply else "left",
            status,
            length,
            reply.release if reply else None,
            request_id,
            started,
        )

    async def _sent(
        self,
        asked: Asked,
        reply: Reply,
        key: Key | None,
        release: int,
        request_id: str,
        send: Send,
    ) -> tuple[int, int]:
        """Send `reply` and keep it where it may be sent again.

        Return its status and the length of its body, where that is known.
        """
        coding = encoding.choose(asked.headers.get("accept-encoding", ""))
        try:
            answer = await finished(asked, reply, coding)
            if key is not None and answer.kept is not None and self._is_new(release):
                self._repeats.keep(key, release, answer.kept)
            return answer.status, await send_reply(asked, answer, request_id, send)
        finally:
            reply.close()

    def _is_new(self, release: int) -> bool:
        """Return whether what is read now is of `release`: it may not open."""
        view = self._parts.releases.opened()
        return view is not None and view.number == release

    def _read(self, scope: Scope) -> tuple[Asked, errors.HeadersTooLarge | None]:
        """Return the request, without its headers where they are too long."""
        headers = read_headers(scope["headers"])
        forwarded = headers.get("x-forwarded-for", "").encode("latin-1")
        asked = Asked(
            method=scope["method"],
            # a slash more or less is another spelling of one address
            path="/" + scope["path"].strip("/"),
            raw_path=scope["raw_path"],
            query=scope["query_string"],
            headers=headers,
            client=self._client(scope, forwarded),
            peer=_peer(scope),
            scheme=scope["scheme"],
            scope=scope,
        )
        try:
            require_short_headers(asked)
        except errors.HeadersTooLarge as fault:
            return replace(asked, headers={}), fault
        return asked, None

    def _scheme(self, scope: Scope) -> str:
        told = dict(scope["headers"]).get(b"x-forwarded-proto", b"").decode("latin-1")
        return self._clients.scheme(_peer(scope), told, scope["scheme"])

    def _client(self, scope: Scope, forwarded: bytes) -> str:
        return self._clients.name(_peer(scope), forwarded.decode("latin-1"))


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
