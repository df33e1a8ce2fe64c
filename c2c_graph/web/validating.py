"""`POST /validate`: tell what is wrong with a document, and keep nothing of it.

By our shapes against the graph as it would be, or any data by any shapes.
"""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any
from typing import Final
from typing import TypeVar

from c2c_graph import errors
from c2c_graph import reports
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.review.asking import Reviewers
from c2c_graph.review.task import CURRENT
from c2c_graph.review.task import NOTHING
from c2c_graph.settings import Settings
from c2c_graph.validation.report import ValidationReport
from c2c_graph.web import handed_in
from c2c_graph.web import negotiate
from c2c_graph.web import report_choice
from c2c_graph.web.asked import Asked
from c2c_graph.web.asked import Receive
from c2c_graph.web.asked import read_body
from c2c_graph.web.form_parts import FORM
from c2c_graph.web.form_parts import MULTIPART
from c2c_graph.web.handed_in import HandedIn
from c2c_graph.web.holding import Room
from c2c_graph.web.pages import Told
from c2c_graph.web.parts import Parts
from c2c_graph.web.past import PastReleases
from c2c_graph.web.question import new_query_id
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Reply
from c2c_graph.web.shares import Seats
from c2c_graph.web.validated import Validated

T = TypeVar("T")

PATH: Final = "/validate"
ALLOWED: Final = "GET, HEAD, OPTIONS, POST"
ENDPOINT: Final = "validate"
_FOLDER: Final = "reviews"
# submissions of one client that may wait in one worker
_WAITING_FOR_ONE: Final = 8
# percent-encoding can make three bytes of one; parts have heads
_FORM_GROWTH: Final = 3
_HEADS: Final = 64 * 1024
# whoever leaves early has a process ended, and another one started
_LEAST_SECONDS: Final = 0.5


def longest_body(settings: Settings, media_type: str) -> int:
    """Return how many bytes a body of `media_type` may have."""
    longest = settings.validate_kb * 1024
    if media_type == FORM:
        return _FORM_GROWTH * longest + _HEADS
    return longest + (_HEADS if media_type == MULTIPART else 0)


class Validating:
    """Answers at `/validate` with the parts of this worker."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._settings = parts.settings
        self._past = PastReleases(parts.settings)
        self._room = Room(longest_body(parts.settings, FORM))
        at_once = max(1, parts.settings.validators // 2)
        self._seats = Seats(at_once, _WAITING_FOR_ONE, _own(parts.folder))

    async def reply(self, asked: Asked, receive: Receive) -> Reply:
        """Return the page, or the report; raise why there is none."""
        if asked.method == "OPTIONS":
            return Reply(204, [("Allow", ALLOWED)], b"", "options")
        if asked.reads:
            if self._parts.reviewers is not None:
                self._parts.reviewers.prepare()
            return await self._parts.pages.answer(asked, b"", Told(asked.client))
        if asked.method != "POST":
            raise errors.MethodNotAllowed(
                f"{asked.method} does nothing here: POST what is to be validated",
                ALLOWED,
            )
        handed_in.require_known(asked)
        self._parts.budgets.count(asked.client)
        limit = longest_body(self._settings, asked.media_type)
        with self._room.of(asked, limit):
            body = await read_body(asked, receive, limit)
            handed = await asyncio.to_thread(self._read, asked, body)
            del body
            reply = await self._validated(asked, receive, handed)
        reply.fleeting += self._parts.budgets.standing(asked.client).headers()
        return reply

    def _read(self, asked: Asked, body: bytes) -> HandedIn:
        longest = self._settings.validate_kb * 1024
        return handed_in.read(asked, body, longest=longest)

    async def _validated(
        self, asked: Asked, receive: Receive, handed: HandedIn
    ) -> Reply:
        reviewers = self._parts.reviewers
        if reviewers is None:
            raise errors.ValidatorUnavailable("this server runs without validators")
        if handed.shapes:
            return await self._by_shapes(asked, receive, handed, reviewers)
        against = handed.options.against
        if against not in (CURRENT, NOTHING):
            token = await self._past.token(int(against))
            if isinstance(token, Reply):
                return token
        form = report_choice.chosen(handed.format, asked.accept)
        work = reviewers.validate(handed.documents, handed.options)
        report, seconds = await self._run(asked, receive, work)
        self._parts.budgets.spend(asked.client, seconds)
        headers = [("Content-Language", handed.options.language), *_HEADERS]
        if report_choice.is_page(form):
            found = Validated(report, handed.documents, handed.options)
            reply = await self._parts.pages.answer(
                asked, b"", Told(asked.client, found=found)
            )
            for name, value in headers:
                reply.set_header(name, value)
            return reply
        body = await asyncio.to_thread(self._written, report, form, handed)
        return _reply(reports.FORMS[form].media_type, headers, body)

    def _written(self, report: ValidationReport, form: str, handed: HandedIn) -> bytes:
        prefixes = self._parts.releases.current().prefixes
        return report_choice.written(report, form, handed, prefixes)

    async def _by_shapes(
        self,
        asked: Asked,
        receive: Receive,
        handed: HandedIn,
        reviewers: Reviewers,
    ) -> Reply:
        media_type = _graph_type(handed.format, asked.accept)
        work = reviewers.validate_with(
            handed.documents, handed.shapes, media_type=media_type, base=handed.base
        )
        graph, seconds = await self._run(asked, receive, work)
        self._parts.budgets.spend(asked.client, seconds)
        return _reply(media_type, list(_HEADERS), graph)

    async def _run(
        self, asked: Asked, receive: Receive, work: Coroutine[Any, Any, T]
    ) -> T:
        """Return what `work` returns, which ends when its asker leaves."""
        return await self._parts.running.run(
            self._seated(asked.client, work),
            client=asked.client,
            query_id=new_query_id(),
            receive=receive,
        )

    async def _seated(self, client: str, work: Coroutine[Any, Any, T]) -> T:
        loop = asyncio.get_running_loop()
        try:
            seat = self._seats.seat(client, self._settings.wait_seconds)
            await seat.__aenter__()
        except errors.QueryBusy:
            work.close()
            raise errors.ValidatorsBusy(
                "other submissions from your address are being validated; send one "
                "after another"
            ) from None
        started = loop.time()
        try:
            return await work
        except errors.ValidatorsBusy:  # it has waited, and cost nothing
            raise
        except BaseException:
            lasted = max(_LEAST_SECONDS, loop.time() - started)
            self._parts.budgets.spend(client, lasted)
            raise
        finally:
            await seat.__aexit__()


_HEADERS: Final[Headers] = [
    ("Cache-Control", "no-store"),
    ("Vary", "Accept, Accept-Language"),
]


def _reply(media_type: str, headers: Headers, body: bytes) -> Reply:
    told = media_type if ";" in media_type else negotiate.content_type(media_type)
    own = [("Content-Type", told)]
    return Reply(200, own + headers, body, ENDPOINT)


def _graph_type(format: str, accept: str) -> str:
    """Return the media type of the SHACL report that is asked for."""
    offers = tuple(format.media_type for format in GRAPH_FORMATS)
    names = {n: f.media_type for f in GRAPH_FORMATS for n in (f.name, f.suffix)}
    if not format:
        return negotiate.negotiate(accept, offers, negotiate.GRAPH_ALIASES)
    wanted = names.get(format, format)
    if wanted not in offers:
        raise errors.NotAcceptable(
            f"format={format}: choose one of: {', '.join(offers)}"
        )
    return wanted


def _own(folder: Path | None) -> Path | None:
    """Return a folder beside that of the seats at the query slots."""
    if folder is None:
        return None
    own = folder / _FOLDER
    own.mkdir(exist_ok=True)
    return own
