"""What a request reaches: settings, engine, releases, and the view it reads."""

import threading
from dataclasses import dataclass
from dataclasses import field
from typing import cast

from flask import current_app
from flask import g
from flask import request

from c2c_graph import errors
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Engine
from c2c_graph.query.engine import Query
from c2c_graph.settings import Settings
from c2c_graph.web.shares import Shares
from c2c_graph.web.shares import client_of
from c2c_graph.web.view import Releases
from c2c_graph.web.view import View

KEY = "c2c"
# languages of a reader that are looked at
LANGUAGES = 5


@dataclass(frozen=True)
class Context:
    """The parts of one application; `gate` keeps threads free for short requests."""

    settings: Settings
    engine: Engine | None
    releases: Releases
    gate: threading.BoundedSemaphore = field(repr=False)
    shares: Shares = field(repr=False)

    def ask(self, query: Query) -> Answer:
        """Return the engine's answer; raise as `Engine.answer` does.

        Raise `errors.QueryBusy` at once when this worker already waits for as
        many queries as it may, and where the share of the client is taken.
        """
        if self.engine is None:
            raise errors.EngineUnavailable("this server runs without a query engine")
        if not self.gate.acquire(blocking=False):
            raise errors.QueryBusy("too many queries are waiting; try again shortly")
        try:
            with self.shares.seat(_client(), self.settings.wait_seconds):
                return self.engine.answer(query)
        finally:
            self.gate.release()


def context() -> Context:
    """Return the context of the application that answers this request."""
    return cast(Context, current_app.extensions[KEY])


def _client() -> str:
    forwarded = request.headers.get("X-Forwarded-For", "")
    return client_of(request.remote_addr or "", forwarded)


def view() -> View:
    """Return the view that this request reads from first to last."""
    found = g.get("view")
    if found is None:
        found = g.view = context().releases.current()
    return cast(View, found)


def languages() -> tuple[str, ...]:
    """Return the reader's languages, best first, without regions."""
    wanted = (
        tag.partition("-")[0].lower() for tag in request.accept_languages.values()
    )
    return tuple(dict.fromkeys(tag for tag in wanted if tag != "*"))[:LANGUAGES]
