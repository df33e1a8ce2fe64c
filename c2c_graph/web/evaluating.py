"""Evaluate a query for an asker: format, validators, limits, hints; no Flask."""

import asyncio
import logging
import time
from typing import Final

from c2c_graph import errors
from c2c_graph.query import guard
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.query.hints import finds_nothing
from c2c_graph.query.hints import hints_for
from c2c_graph.query.services import allowed_services
from c2c_graph.web import conditional
from c2c_graph.web.answer_choice import chosen
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import Receive
from c2c_graph.web.parts import Parts
from c2c_graph.web.question import LONG_QUERY
from c2c_graph.web.question import Found
from c2c_graph.web.question import Question
from c2c_graph.web.question import answer_headers
from c2c_graph.web.question import tag_of
from c2c_graph.web.question import usual_headers
from c2c_graph.web.reply import Pieces
from c2c_graph.web.reply import Reply
from c2c_graph.web.sparql_request import QUERY_ID
from c2c_graph.web.unsent import Unsent

LOG = logging.getLogger(__name__)

HINT: Final = "C2C-Hint"


class Evaluator:
    """Answers questions with the parts of this worker."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._settings = parts.settings
        self._services = allowed_services(parts.settings)
        self._unsent = Unsent()

    async def kind(self, text: str, client: str) -> Kind:
        """Return the form of the query; raise what the guard raises.

        To look at a long text takes a seat of `client` and counts for its budget.
        """
        try:
            if len(text) < LONG_QUERY:
                return self._inspect(text)
            async with self._parts.seats.seat(client, self._settings.wait_seconds):
                return await asyncio.to_thread(self._inspect_and_count, text, client)
        except errors.C2CError as fault:
            self._parts.observer.query(type(fault).__name__)
            self._parts.budgets.count(client)
            raise

    def _inspect_and_count(self, text: str, client: str) -> Kind:
        started = time.thread_time()
        try:
            return self._inspect(text)
        finally:
            self._parts.budgets.spend(client, time.thread_time() - started)

    def _inspect(self, text: str) -> Kind:
        return guard.inspect(
            text,
            allowed_services=self._services,
            nesting=self._settings.nesting,
            longest=self._settings.query_kb * 1024,
        )

    async def reply(self, asked: Asked, receive: Receive, question: Question) -> Reply:
        """Return the answer in the format chosen, or 304 where the asker has it.

        Raise the faults of the guard, of negotiation and of the engine.
        """
        kind = await self.kind(question.text, asked.client)
        media_type = chosen(kind, question.format, question.accept)
        tag = await self._tag(question, media_type) if asked.reads else ""
        wanted = asked.headers.get("if-none-match", "")
        # whether there is any answer (*) only the evaluation can tell
        if tag and wanted.strip() != "*" and conditional.holds(wanted, tag):
            headers = answer_headers(question, conditional.known(wanted, tag))
            return Reply(304, headers, b"", "sparql", question.state.number)
        found = await self.found(asked, receive, question, kind, media_type)
        return self._reply(found, asked.client, question, tag)

    async def _tag(self, question: Question, media_type: str) -> str:
        if len(question.text) < LONG_QUERY:
            return tag_of(question, media_type)
        return await asyncio.to_thread(tag_of, question, media_type)

    async def found(
        self,
        asked: Asked,
        receive: Receive,
        question: Question,
        kind: Kind,
        media_type: str,
    ) -> Found:
        """Return the answer with the hints it calls for; it is counted.

        Raise `errors.OverBudget` where the client has used up what it has.
        """
        outcome = "ok"
        query = question.query(kind, media_type)
        try:
            self._parts.budgets.count(asked.client)
            answer = await self._parts.running.run(
                self._seated(asked.client, query),
                client=asked.client,
                query_id=question.query_id,
                receive=receive,
            )
        except BaseException as fault:
            outcome = type(fault).__name__
            raise
        finally:
            self._parts.observer.query(outcome)
        if not finds_nothing(answer):
            return Found(question.text, answer)
        return Found(question.text, answer, hints=await _hints(query, question))

    async def read_alone(self, client: str, query: Query) -> None:
        """Have a slot read `query`, which is to be no whole query, for `client`.

        It counts as a query. Raise `errors.QuerySyntaxError` in any case, unless the
        slots cannot be had.
        """
        self._parts.budgets.enter(client)
        await self._seated(client, query)

    async def _seated(self, client: str, query: Query) -> Answer:
        if self._parts.engine is None:
            raise errors.EngineUnavailable("this server runs without a query engine")
        async with self._parts.seats.seat(client, self._settings.wait_seconds):
            self._unsent.require_room(client)
            loop = asyncio.get_running_loop()
            started = loop.time()
            try:
                answer = await self._parts.engine.answer(query)
            except errors.QueryBusy:  # it has waited, and cost nothing
                raise
            except BaseException:
                most = query.deadline_seconds or self._settings.deadline_seconds
                self._parts.budgets.spend(client, min(most, loop.time() - started))
                raise
            self._parts.budgets.spend(client, answer.seconds)
            return answer

    def _reply(self, found: Found, client: str, question: Question, tag: str) -> Reply:
        answer = found.answer
        assert answer is not None
        usual = usual_headers(answer.media_type, answer.release, lasting=bool(tag))
        own = [("Content-Length", str(answer.length))]
        if tag:
            own.append(("ETag", tag))
        body: bytes | Pieces
        if isinstance(answer.body, bytes):
            body = answer.body
        else:
            body = self._unsent.pieces(client, answer.body)
        fleeting = [(QUERY_ID, question.query_id)]
        if found.hints:
            fleeting += [(HINT, hint) for hint in found.hints]
        return Reply(
            200,
            [*usual, *own],
            body,
            "sparql",
            answer.release,
            lasting=bool(tag) and isinstance(body, bytes),
            fleeting=fleeting,
            usual=usual,
        )


async def _hints(query: Query, question: Question) -> tuple[str, ...]:
    """Return what may be meant by a query that found nothing."""
    state = question.state
    if len(query.text) < LONG_QUERY and not query.substitutions and not state.is_past:
        return hints_for(query, state.words())
    try:
        return await asyncio.to_thread(lambda: hints_for(query, state.words()))
    except errors.C2CError as fault:  # what is known of the past may be damaged
        LOG.warning("no hints for release %d: %s", state.number, fault)
        return ()
