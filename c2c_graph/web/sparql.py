"""The SPARQL endpoint: the query operation of SPARQL 1.1 Protocol §2.1.

Answers at `/sparql` from the newest release and at `/releases/{n}/sparql` from that
one. Without a query a program gets the service description, a person the form.
"""

from typing import Final

from c2c_graph import errors
from c2c_graph.query.dataset import Dataset
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
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
from c2c_graph.web.question import new_query_id
from c2c_graph.web.question import query_headers
from c2c_graph.web.reply import Reply
from c2c_graph.web.sparql_request import QUERY_ID
from c2c_graph.web.sparql_request import SparqlRequest

ALLOWED: Final = "GET, HEAD, OPTIONS, POST"
# a form's percent-encoding can make three bytes of one
FORM_GROWTH: Final = 3
# what a page can read: of each kind of answer the first format
SHOWN: Final = (RESULT_FORMATS[0].media_type, GRAPH_FORMATS[0].media_type)


def longest_body(query_kb: int) -> int:
    """Return how many bytes the body of a request may have."""
    return FORM_GROWTH * query_kb * 1024 + 1024


class SparqlEndpoint:
    """Answers queries over the release of a `State`."""

    def __init__(self, parts: Parts, evaluator: Evaluator) -> None:
        self._parts = parts
        self._evaluator = evaluator
        self._settings = parts.settings

    async def reply(self, asked: Asked, receive: Receive, state: State) -> Reply:
        """Return the answer to `asked`; raise what the person can repair."""
        request = await self.read(asked, receive)
        if not request.text:
            return await self.without_query(asked)
        return await self.answer(asked, receive, request, state)

    async def read(self, asked: Asked, receive: Receive) -> SparqlRequest:
        """Return what is asked; raise what cannot be, whatever the data are."""
        if not asked.reads and asked.method != "POST":
            raise errors.MethodNotAllowed(
                f"{asked.method} does nothing here: this endpoint answers queries by "
                "GET and POST",
                ALLOWED,
            )
        body = b""
        if not asked.reads:
            limit = longest_body(self._settings.query_kb)
            body = await read_body(asked, receive, limit)
        return sparql_request.read(asked, body, longest=self._settings.query_kb * 1024)

    async def answer(
        self, asked: Asked, receive: Receive, request: SparqlRequest, state: State
    ) -> Reply:
        """Return the answer to the query in `request`, or raise why there is none."""
        question = question_of(request, state)
        if is_for_people(request.format, request.accept, has_query=True):
            return await self.page(asked, receive, question)
        return await self._evaluator.reply(asked, receive, question)

    async def without_query(self, asked: Asked) -> Reply:
        """Return the form, or the description of the endpoint."""
        if asked.reads:  # the application tells the form from the description
            return await self._parts.pages.answer(asked, b"", Told(asked.client))
        raise errors.BadRequest(
            "there is no query; send query=SELECT … in a form, or the query itself "
            f"as {sparql_request.QUERY}"
        )

    async def page(self, asked: Asked, receive: Receive, question: Question) -> Reply:
        """Return the page with the answer, or with what is wrong with the query."""
        try:
            kind = await self._evaluator.kind(question.text, asked.client)
            found = await self._evaluator.found(
                asked, receive, question, kind, SHOWN[kind.gives_graph]
            )
        except errors.C2CError as fault:
            found = Found(question.text, fault=fault)
        reply = await self._parts.pages.answer(
            asked, b"", Told(asked.client, found=found)
        )
        reply.headers += query_headers(question)
        reply.fleeting.append((QUERY_ID, question.query_id))
        return reply


def question_of(request: SparqlRequest, state: State) -> Question:
    """Return the question that `request` asks of `state`."""
    dataset: Dataset | None = request.dataset
    return Question(
        request.text,
        state,
        format=request.format,
        accept=request.accept,
        dataset=dataset,
        timeout_seconds=request.timeout_seconds,
        query_id=request.query_id or new_query_id(),
    )
