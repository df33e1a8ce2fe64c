"""The ASGI application: kept answers first, then queries, then pages.

A repeated request is answered from memory, a query by the slots without any thread
of ours waiting for it, and everything else by the Flask application in threads.
"""

import logging
import time
from typing import Final

from c2c_graph.web import encoding
from c2c_graph.web.again import Heard
from c2c_graph.web.again import Repeats
from c2c_graph.web.again import RequestIds
from c2c_graph.web.again import Said
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import ClientLeft
from c2c_graph.web.asked import Receive
from c2c_graph.web.asked import Scope
from c2c_graph.web.asked import Send
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
                await self._afresh(scope, receive, send, heard, release, started)
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
        heard: Heard,
        release: int,
        started: float,
    ) -> None:
        asked = self._read(scope, heard.said)
        request_id = self._ids.of(asked.headers.get("x-request-id", "").encode())
        status, length, reply = _NO_ANSWER, 0, None
        try:
            if heard.said.fault is not None:
                raise heard.said.fault
            reply = await self._routes.reply(asked, receive, request_id)
        except ClientLeft:
            LOG.debug("a client left before its answer was ready")
        except Exception as fault:
            reply = await self._routes.problem(asked, fault, request_id)
        if reply is not None:
            reply.release = reply.release or release or None
            status, length = await self._sent(
                asked, reply, heard.key, release, request_id, send
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
            if is_counted(asked.path):  # what is left now that it is answered
                answer.headers.extend(self._parts.budgets.told(asked.client))
            return answer.status, await send_reply(asked, answer, request_id, send)
        finally:
            reply.close()

    def _is_new(self, release: int) -> bool:
        """Return whether what is read now is of `release`: it may not open."""
        view = self._parts.releases.opened()
        return view is not None and view.number == release

    def _read(self, scope: Scope, said: Said) -> Asked:
        """Return the request, without its headers where they are too long."""
        peer = _peer(scope)
        return Asked(
            method=scope["method"],
            # a slash more or less is another spelling of one address
            path="/" + scope["path"].strip("/"),
            raw_path=scope["raw_path"],
            query=scope["query_string"],
            headers=said.headers,
            client=self._clients.name(peer, said.forwarded),
            peer=peer,
            scheme=scope["scheme"],
            scope=scope,
        )

    def _scheme(self, scope: Scope) -> str:
        told = dict(scope["headers"]).get(b"x-forwarded-proto", b"").decode("latin-1")
        return self._clients.scheme(_peer(scope), told, scope["scheme"])


def _peer(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""
