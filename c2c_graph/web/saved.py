"""Saved queries as an API: `/queries/{name}?city=…`, values bound by the engine.

The same content negotiation, validators, budgets and limits as at the endpoint; a
person gets a page with a form.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace

from c2c_graph import errors
from c2c_graph.query.catalogue import named
from c2c_graph.query.guard import Kind
from c2c_graph.query.services import allowed_services
from c2c_graph.rdf.parameters import TODAY
from c2c_graph.rdf.saved_queries import SavedQuery
from c2c_graph.web import sparql_request
from c2c_graph.web.answer_choice import is_for_people
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import Receive
from c2c_graph.web.asked import read_body
from c2c_graph.web.evaluating import Evaluator
from c2c_graph.web.pages import Told
from c2c_graph.web.parts import Parts
from c2c_graph.web.question import Found
from c2c_graph.web.question import Question
from c2c_graph.web.question import State
from c2c_graph.web.reply import Reply
from c2c_graph.web.sparql import ALLOWED
from c2c_graph.web.sparql import SHOWN
from c2c_graph.web.sparql import longest_body
from c2c_graph.web.sparql import question_of
from c2c_graph.web.sparql_request import QUERY_ID
from c2c_graph.web.sparql_request import SparqlRequest


class SavedQueries:
    """Answers the saved queries of a release."""

    def __init__(self, parts: Parts, evaluator: Evaluator) -> None:
        self._parts = parts
        self._evaluator = evaluator

    async def reply(
        self,
        asked: Asked,
        receive: Receive,
        state: State,
        name: str,
        catalogue: Sequence[SavedQuery],
    ) -> Reply:
        """Return the answer to the saved query `name` with the values given.

        Raise `errors.UnknownQuery` with near names, `errors.BadRequest` saying what
        a parameter takes, and as `Evaluator.reply`.
        """
        saved = named(catalogue, name)
        request = await self._read(asked, receive)
        if is_for_people(request.format, request.accept, has_query=True):
            return await self._page(asked, receive, state, saved, request)
        values = _values(request)
        question = self._question(saved, request, state, values)
        reply = await self._evaluator.reply(asked, receive, question)
        reply.endpoint = "saved query"
        if _follows_the_day(saved, values):
            reply.lasting = False
        return reply

    async def _read(self, asked: Asked, receive: Receive) -> SparqlRequest:
        if not asked.reads and asked.method != "POST":
            raise errors.MethodNotAllowed(
                f"{asked.method} does nothing here: ask by GET, or POST a form", ALLOWED
            )
        kb, body = self._parts.settings.query_kb, b""
        if not asked.reads:
            body = await read_body(asked, receive, longest_body(kb))
        request = sparql_request.read(asked, body, longest=kb * 1024)
        if request.text or request.dataset:
            raise errors.BadRequest(
                "a saved query has its own text and dataset; ask others at /sparql"
            )
        return request

    async def _page(
        self,
        asked: Asked,
        receive: Receive,
        state: State,
        saved: SavedQuery,
        request: SparqlRequest,
    ) -> Reply:
        """Return the form, with the answer below it where anything was said.

        A person is told, not refused, where the query asks an endpoint that is not
        allowed here.
        """
        found = Found(saved.text, saved=saved)
        question = None
        try:
            values = _values(request)
            found = replace(found, values=values)
            said = bool(values or request.format or not asked.reads)
            if self._runs_here(saved) and (said or not saved.parameters):
                question = self._question(saved, request, state, values)
                found = await self._found(asked, receive, question, found)
        except errors.C2CError as fault:
            found = replace(found, fault=fault)
        reply = await self._parts.pages.answer(
            asked, b"", Told(asked.client, found=found)
        )
        if question is not None:
            reply.fleeting.append((QUERY_ID, question.query_id))
        return reply

    async def _found(
        self, asked: Asked, receive: Receive, question: Question, page: Found
    ) -> Found:
        kind: Kind = await self._evaluator.kind(question.text, asked.client)
        found = await self._evaluator.found(
            asked, receive, question, kind, SHOWN[kind.gives_graph]
        )
        return replace(found, saved=page.saved, values=page.values)

    def _runs_here(self, saved: SavedQuery) -> bool:
        return allowed_services(self._parts.settings).issuperset(saved.federates)

    def _question(
        self,
        saved: SavedQuery,
        request: SparqlRequest,
        state: State,
        values: Mapping[str, str],
    ) -> Question:
        return question_of(request, state)._replace(
            text=saved.text,
            substitutions=saved.bind(values, today=self._parts.today()),
        )


def _values(request: SparqlRequest) -> dict[str, str]:
    """Return the values by name; raise where one name has several."""
    values: dict[str, str] = {}
    for name, value in request.parameters:
        if name in values:
            raise errors.InvalidParameter(
                f"{name} is given more than once; give it once", parameter=name
            )
        values[name] = value
    return values


def _follows_the_day(saved: SavedQuery, values: Mapping[str, str]) -> bool:
    return any(p.default == TODAY and not values.get(p.name) for p in saved.parameters)
