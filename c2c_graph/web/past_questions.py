"""Questions to past releases, whose stores are made again where they are gone.

To make a store is work for minutes, so it begins for what is a query alone: what would
be refused over the store is refused without it.
"""

import asyncio
from typing import Final

from c2c_graph import errors
from c2c_graph.query.engine import Query
from c2c_graph.web.answer_choice import chosen
from c2c_graph.web.answer_choice import is_for_people
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import Receive
from c2c_graph.web.evaluating import Evaluator
from c2c_graph.web.parts import Parts
from c2c_graph.web.past import PastReleases
from c2c_graph.web.past_words import PastWords
from c2c_graph.web.question import State
from c2c_graph.web.reply import Reply
from c2c_graph.web.sparql import SparqlEndpoint
from c2c_graph.web.sparql_request import SparqlRequest
from c2c_graph.web.view import View

# a longer number is no release's
_LONGEST_NUMBER: Final = 20
# no query goes on so, on a line of its own where no comment reaches
_NO_END: Final = "\nASK"


class PastQuestions:
    """Answers at `/releases/{number}/sparql`."""

    def __init__(
        self, parts: Parts, sparql: SparqlEndpoint, evaluator: Evaluator
    ) -> None:
        self._parts = parts
        self._sparql = sparql
        self._evaluator = evaluator
        self._past = PastReleases(parts.settings)
        self._words = PastWords()

    async def reply(
        self, asked: Asked, receive: Receive, view: View, digits: str
    ) -> Reply:
        """Return the answer of the release with the number `digits`.

        202 while its store is made; `view` is that of the newest release. Raise as
        `SparqlEndpoint.reply`, and `errors.UnknownRelease`.
        """
        if len(digits) > _LONGEST_NUMBER:
            raise errors.UnknownRelease(f"there is no release {digits[:20]}…")
        number = int(digits)
        request = await self._sparql.read(asked, receive)
        is_there = await asyncio.to_thread(self._past.has_store, number)
        if not request.text:
            return await self._sparql.without_query(asked)
        if not is_there:
            await self._require_query(asked, request, view)
        token = await self._past.token(number)
        if isinstance(token, Reply):
            return token
        state = State(number, token, lambda: self._words.of(view, number), is_past=True)
        return await self._sparql.answer(asked, receive, request, state)

    async def _require_query(
        self, asked: Asked, request: SparqlRequest, view: View
    ) -> None:
        """Raise what is wrong with the query, whatever the data are."""
        kind = await self._evaluator.kind(request.text, asked.client)
        wanted = request.format, request.accept
        if is_for_people(*wanted, has_query=True):
            wanted = "", ""
        media_type = chosen(kind, *wanted)
        query = Query(request.text + _NO_END, kind, media_type, view.number)
        last = query.text.count("\n") + 1
        try:
            await self._evaluator.read_alone(asked.client, query)
        except errors.QuerySyntaxError as fault:
            if fault.line < last:
                raise
