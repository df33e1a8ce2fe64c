"""What a page is made from: settings, engine, releases, and the view it reads."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import field
from threading import Semaphore
from typing import cast

from flask import current_app
from flask import g
from flask import request

from c2c_graph import errors
from c2c_graph.query.engine import Answer
from c2c_graph.query.engine import Engine
from c2c_graph.query.engine import Query
from c2c_graph.settings import Settings
from c2c_graph.web import preferred
from c2c_graph.web.view import Releases
from c2c_graph.web.view import View

KEY = "c2c"
# what a page that reads another release than the newest notes in `g`
RELEASE_READ = "release_read"
# so many requests of a worker wait at once for what another process makes
WAITING = 4


@dataclass(frozen=True)
class Context:
    """The parts of the application that makes pages."""

    settings: Settings
    engine: Engine | None
    releases: Releases
    # places for those who wait for a difference, or for sitemaps, to be made
    waiting: Semaphore = field(default_factory=lambda: Semaphore(WAITING))

    @contextmanager
    def patience(self, seconds: float) -> Iterator[float]:
        """Give how long a request may wait: `seconds`, 0 where many wait already."""
        if not self.waiting.acquire(blocking=False):
            yield 0.0
            return
        try:
            yield seconds
        finally:
            self.waiting.release()

    def ask(self, query: Query) -> Answer:
        """Return the engine's answer, which this thread waits for.

        Raise as `Engine.answer` does.
        """
        if self.engine is None:
            raise errors.EngineUnavailable("this server runs without a query engine")
        return self.engine.answer_now(query)


def context() -> Context:
    """Return the context of the application that answers this request."""
    return cast(Context, current_app.extensions[KEY])


def view() -> View:
    """Return the view that this request reads from first to last."""
    found = g.get("view")
    if found is None:
        found = g.view = context().releases.current()
    return cast(View, found)


def languages() -> tuple[str, ...]:
    """Return the reader's languages, best first, without regions."""
    return preferred.languages(request.headers.get("Accept-Language", ""))
