"""Which part of a worker answers which address."""

import asyncio
import re
from collections.abc import Awaitable
from collections.abc import Callable
from collections.abc import Sequence
from contextlib import suppress
from typing import Final

from c2c_graph import errors
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web import dumps
from c2c_graph.web import entity_documents
from c2c_graph.web import health
from c2c_graph.web import jsonld_context
from c2c_graph.web import memento
from c2c_graph.web import negotiate
from c2c_graph.web import problems
from c2c_graph.web import validating
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import Receive
from c2c_graph.web.asked import read_body
from c2c_graph.web.entity_documents import EntityDocuments
from c2c_graph.web.evaluating import Evaluator
from c2c_graph.web.neighbours import Neighbours
from c2c_graph.web.pages import Told
from c2c_graph.web.parts import Parts
from c2c_graph.web.past_questions import PastQuestions
from c2c_graph.web.question import State
from c2c_graph.web.question import link_to_dump
from c2c_graph.web.reply import Reply
from c2c_graph.web.reply import problem_reply
from c2c_graph.web.saved import SavedQueries
from c2c_graph.web.sparql import ALLOWED
from c2c_graph.web.sparql import SparqlEndpoint
from c2c_graph.web.sparql import longest_body
from c2c_graph.web.sparql_request import METHODS
from c2c_graph.web.validating import Validating
from c2c_graph.web.view import View

SPARQL: Final = "/sparql"
QUERIES: Final = "/queries/"
READ_ALONE: Final = "GET, HEAD, OPTIONS"
CANCEL: Final = "cancel"
CANCEL_SECONDS: Final = 1.0
# a longer name than `Query-Id` may give is no query's
_LONGEST_ID: Final = 64
WRITE_OUT: Final = "write-out"
WRITE_OUT_SECONDS: Final = 0.2
_PAST = re.compile(r"/releases/(0|[1-9][0-9]*)/sparql")


def is_counted(path: str) -> bool:
    """Return whether requests for `path` count against the budget of the client."""
    return (
        path == SPARQL
        or path.startswith(QUERIES)
        or (path.startswith("/releases/") and path.endswith(SPARQL))
    )


def _saved_name(path: str) -> str:
    name = path.removeprefix(QUERIES)
    return "" if name == path or "/" in name else name


class Routes:
    """Sends a request to who answers it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._evaluator = Evaluator(parts)
        self._sparql = SparqlEndpoint(parts, self._evaluator)
        self._past = PastQuestions(parts, self._sparql, self._evaluator)
        self._saved = SavedQueries(parts, self._evaluator)
        self._documents = EntityDocuments(parts.pages, parts.running)
        self._validating = Validating(parts)
        self._dumps = dumps.Dumps(parts.settings)
        self._mementos = memento.Mementos()
        self._neighbours: Neighbours | None = None
        self._last: tuple[View, State] | None = None
        self._exact: dict[str, Callable[[Asked], Awaitable[Reply]]] = {
            "/health": self._health,
            "/ready": self._ready,
            "/metrics": self._metrics,
            **dict.fromkeys(jsonld_context.PATHS, self._context),
        }

    async def begin(self) -> None:
        """Get to know the other workers of this server."""
        if self._parts.folder is None:
            return
        self._neighbours = Neighbours(self._parts.folder, asyncio.get_running_loop())
        self._parts.budgets.join(self._neighbours)
        self._neighbours.on(WRITE_OUT, lambda _: self._parts.observer.write_out())
        self._neighbours.on(CANCEL, lambda told: self._cancelled(**told))

    def end(self) -> None:
        """Leave the other workers."""
        if self._neighbours is not None:
            self._neighbours.close()

    async def reply(self, asked: Asked, receive: Receive, request_id: str) -> Reply:
        """Return the answer to `asked`; raise the fault that there is instead."""
        if asked.raw_path == b"*" and asked.method == "OPTIONS":  # RFC 9110 §9.3.7
            return Reply(204, [("Allow", METHODS)], b"", "options")
        if is_counted(asked.path) and asked.method == "OPTIONS":
            allowed = await self._allowed(asked.path)
            return Reply(204, [("Allow", allowed)], b"", "options")
        if asked.path == SPARQL:
            return await self._sparql.reply(asked, receive, await self._state())
        if past := _PAST.fullmatch(asked.path):
            return await self._past.reply(asked, receive, await self._view(), past[1])
        if asked.path == validating.PATH:
            return await self._validating.reply(asked, receive)
        if asked.path.startswith(QUERIES) and asked.method == "DELETE":
            return await self._cancel(asked, asked.path.removeprefix(QUERIES))
        if name := _saved_name(asked.path):
            return await self._saved.reply(
                asked, receive, await self._state(), name, await self._catalogue()
            )
        if exact := self._exact.get(asked.path):
            return await self._read(asked, exact)
        if dumps.answers(asked.path):
            return await self._read(asked, self._dumps.reply)
        if memento.answers(asked):
            return await self._read(asked, self._memento)
        if entity_documents.answers(asked.path):
            await self._drop_body(asked, receive)
            return await self._documents.reply(asked, await self._view())
        return await self._page(asked, receive, request_id)

    async def _read(
        self, asked: Asked, exact: Callable[[Asked], Awaitable[Reply]]
    ) -> Reply:
        if asked.method == "OPTIONS":
            return Reply(204, [("Allow", READ_ALONE)], b"", "options")
        if not asked.reads:
            raise errors.MethodNotAllowed(f"{asked.method} does nothing here; GET it")
        return await exact(asked)

    async def _allowed(self, path: str) -> str:
        """Return the methods that `path`, at which queries are asked, takes."""
        if not (name := _saved_name(path)):
            return ALLOWED
        known = {saved.name for saved in await self._catalogue()}
        return ALLOWED if name in known else "DELETE, OPTIONS"

    async def _page(self, asked: Asked, receive: Receive, request_id: str) -> Reply:
        await self._drop_body(asked, receive)
        told = Told(asked.client, request_id)
        reply = await self._parts.pages.answer(asked, b"", told)
        public = reply.header("cache-control").startswith("public")
        reply.lasting = public and reply.status in (200, 303)
        return reply

    async def _drop_body(self, asked: Asked, receive: Receive) -> None:
        """Let a body pass, which no page takes, so that the answer is read."""
        if asked.method not in ("GET", "HEAD", "OPTIONS"):
            with suppress(errors.ContentTooLarge):
                limit = longest_body(self._parts.settings.query_kb)
                await read_body(asked, receive, limit)

    async def _cancel(self, asked: Asked, query_id: str) -> Reply:
        """End a query of the same client, whichever worker holds it."""
        told = {"client": asked.client, "query_id": query_id[:_LONGEST_ID]}
        done = self._cancelled(**told)
        if self._neighbours is not None and len(query_id) <= _LONGEST_ID:
            elsewhere = self._neighbours.ask(CANCEL, told, CANCEL_SECONDS)
            done = await elsewhere or done
        if not done:
            raise errors.UnknownQuery(
                f"no query of yours called {told['query_id']} is at work: it is done "
                "already, or was asked from another address"
            )
        return Reply(204, [("Cache-Control", "no-store")], b"", "cancel")

    def _cancelled(self, client: str, query_id: str) -> bool:
        return self._parts.running.cancel(client, query_id)

    async def _catalogue(self) -> Sequence[SavedQuery]:
        view = await self._view()
        return await asyncio.to_thread(lambda: view.catalogue)

    async def _view(self) -> View:
        view = self._parts.releases.opened()
        if view is None:
            view = await asyncio.to_thread(self._parts.releases.current)
        return view

    async def _state(self) -> State:
        view = self._parts.releases.opened() or await self._view()
        if self._last is None or self._last[0] is not view:
            self._last = view, State(view.number, view.token, view.words)
        return self._last[1]

    async def problem(self, asked: Asked, fault: Exception, request_id: str) -> Reply:
        """Return `fault` as a problem document, as a page where a person looks."""
        if isinstance(fault, errors.UnknownIri):
            fault = await self._mementos.told(asked, await self._view(), fault)
        reply = await self._told(asked, fault, request_id)
        reply.headers += memento.headers_of(asked, fault)
        if is_counted(asked.path):
            reply.headers.append(link_to_dump("current"))
        return reply

    async def _told(self, asked: Asked, fault: Exception, request_id: str) -> Reply:
        if negotiate.prefers_html(asked.accept):
            told = Told(asked.client, request_id, fault=fault)
            try:
                return await self._parts.pages.answer(asked, b"", told)
            except errors.ServerBusy as busy:
                fault = busy
        return problem_reply(
            problems.of(fault, request_id), problems.headers(fault), "problem"
        )

    async def _health(self, asked: Asked) -> Reply:
        return health.alive()

    async def _ready(self, asked: Asked) -> Reply:
        return await health.ready(self._parts, (await self._state()).number)

    async def _context(self, asked: Asked) -> Reply:
        view = await self._view()
        return await asyncio.to_thread(jsonld_context.reply, view)

    async def _memento(self, asked: Asked) -> Reply:
        return await self._mementos.reply(asked, await self._view())

    async def _metrics(self, asked: Asked) -> Reply:
        if self._neighbours is not None:  # what they have gathered counts too
            await self._neighbours.ask(WRITE_OUT, {}, WRITE_OUT_SECONDS)
        return await asyncio.to_thread(health.metrics, self._parts.observer)
