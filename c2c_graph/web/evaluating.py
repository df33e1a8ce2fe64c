"""Evaluate a query for an asker: format, validators, limits, hints; no Flask."""

import asyncio
import hashlib
import secrets
import time
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Variable

from c2c_graph import errors
from c2c_graph.query import guard
from c2c_graph.query.dataset import Dataset
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Query
from c2c_graph.query.guard import Kind
from c2c_graph.query.hints import hints
from c2c_graph.query.services import allowed_services
from c2c_graph.query.tokens import tokens
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web.answer_choice import chosen
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import Receive
from c2c_graph.web.parts import Parts
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Pieces
from c2c_graph.web.reply import Reply
from c2c_graph.web.sparql_request import QUERY_ID
from c2c_graph.web.unsent import Unsent

# the terms that a query can name, the prefixes, and whether an IRI is known
Words = tuple[frozenset[str], Mapping[str, str], Callable[[str], bool]]

# a longer query is looked at by a thread, so that others are answered meanwhile
LONG_QUERY: Final = 1_024
HINT: Final = "C2C-Hint"
DUMP_RELATION: Final = "http://rdfs.org/ns/void#dataDump"
# what voids the promise that the same query gives the same answer
_FLEETING: Final = frozenset({"now", "rand", "uuid", "struuid", "service", "bnode"})
FRESHNESS: Final = conditional.FRESHNESS


@dataclass(frozen=True)
class State:
    """The state of the data that is asked: a release, and what tells it apart."""

    number: int
    token: str
    words: Callable[[], Words]


@dataclass(frozen=True)
class Question:
    """A query with all that its answer depends on."""

    text: str
    state: State
    format: str = ""
    accept: str = ""
    dataset: Dataset | None = None
    timeout_seconds: float | None = None
    query_id: str = ""
    substitutions: Mapping[Variable, NamedNode | Literal] = field(
        default_factory=lambda: MappingProxyType({})
    )


@dataclass(frozen=True)
class Found:
    """What a question came to, for a page: an answer or a fault.

    `saved` is the saved query that was asked, with the `values` given.
    """

    text: str
    answer: Answer | None = None
    fault: errors.C2CError | None = None
    hints: tuple[str, ...] = ()
    saved: SavedQuery | None = None
    values: Mapping[str, str] = field(default_factory=dict)


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
        tag = await _tag(question, media_type) if asked.reads else ""
        wanted = asked.headers.get("if-none-match", "")
        # whether there is any answer (*) only the evaluation can tell
        if tag and wanted.strip() != "*" and conditional.holds(wanted, tag):
            headers = _headers(question, conditional.known(wanted, tag))
            return Reply(304, headers, b"", "sparql", question.state.number)
        headers = _headers(question, tag)
        found = await self.found(asked, receive, question, kind, media_type)
        return self._reply(found, asked.client, question.query_id, headers, tag)

    async def found(
        self,
        asked: Asked,
        receive: Receive,
        question: Question,
        kind: Kind,
        media_type: str,
    ) -> Found:
        """Return the answer with the hints it calls for; it is counted."""
        outcome = "ok"
        try:
            answer = await self._asked_of_engine(
                asked, receive, question, kind, media_type
            )
        except BaseException as fault:
            outcome = type(fault).__name__
            raise
        finally:
            self._parts.observer.query(outcome)
        return Found(question.text, answer, hints=await self._hints(question, answer))

    async def _asked_of_engine(
        self,
        asked: Asked,
        receive: Receive,
        question: Question,
        kind: Kind,
        media_type: str,
    ) -> Answer:
        query = Query(
            question.text,
            kind,
            media_type,
            question.state.number,
            question.timeout_seconds,
            question.substitutions,
            question.dataset,
        )
        return await self._parts.running.run(
            self._seated(asked.client, query),
            client=asked.client,
            query_id=question.query_id,
            receive=receive,
        )

    async def _seated(self, client: str, query: Query) -> Answer:
        if self._parts.engine is None:
            raise errors.EngineUnavailable("this server runs without a query engine")
        self._unsent.require_room(client)
        async with self._parts.seats.seat(client, self._settings.wait_seconds):
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

    async def _hints(self, question: Question, answer: Answer) -> tuple[str, ...]:
        if not answer.empty:
            return ()
        return await asyncio.to_thread(
            lambda: hints(question.text, *question.state.words())
        )

    def _reply(
        self, found: Found, client: str, query_id: str, headers: Headers, tag: str
    ) -> Reply:
        answer = found.answer
        assert answer is not None
        own = [
            ("Content-Type", negotiate.content_type(answer.media_type)),
            ("Content-Length", str(answer.length)),
        ]
        body: bytes | Pieces
        if isinstance(answer.body, bytes):
            body = answer.body
        else:
            body = self._unsent.pieces(client, answer.body)
        return Reply(
            200,
            own + headers,
            body,
            "sparql",
            answer.release,
            lasting=bool(tag) and isinstance(body, bytes),
            fleeting=[(QUERY_ID, query_id), *((HINT, hint) for hint in found.hints)],
        )


def new_query_id() -> str:
    """Return a name for a query that nobody can guess."""
    return secrets.token_urlsafe(12)


async def _tag(question: Question, media_type: str) -> str:
    """Return the entity tag of the answer, empty where it may differ each time."""
    if len(question.text) < LONG_QUERY:
        differs = _may_differ(question.text)
    else:
        differs = await asyncio.to_thread(_may_differ, question.text)
    if differs:
        return ""
    content = question.text
    if question.dataset or question.substitutions:
        bound = sorted((v.value, str(t)) for v, t in question.substitutions.items())
        content = repr((question.text, question.dataset, bound))
    digest = hashlib.blake2b(content.encode(errors="replace"), digest_size=9)
    kind = media_type.rpartition("/")[2]
    return conditional.etag(question.state.token, digest.hexdigest(), kind)


def _may_differ(text: str) -> bool:
    """Return whether `text` calls what gives another answer each time."""
    folded = text.lower()
    # such letters are rare, and in `foaf:knows` or a comment they call nothing
    return any(name in folded for name in _FLEETING) and any(
        token.kind == "word" and token.text.lower() in _FLEETING
        for token in tokens(text)
    )


def _headers(question: Question, tag: str) -> Headers:
    headers = [
        ("Vary", "Accept, Accept-Encoding"),
        ("Cache-Control", FRESHNESS if tag else "no-store"),
        *query_headers(question),
    ]
    if tag:
        headers.append(("ETag", tag))
    return headers


def query_headers(question: Question) -> Headers:
    """Return what every answer to a query tells: where all the data is."""
    return [link_to_dump(str(question.state.number))]


def link_to_dump(release: str) -> tuple[str, str]:
    """Return the header that says where the whole dataset of `release` is."""
    return (
        "Link",
        f'</releases/{release}/city2city.nq.gz>; rel="{DUMP_RELATION}"',
    )
