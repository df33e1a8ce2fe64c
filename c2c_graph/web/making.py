"""Make the front of one worker and all its parts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final
from typing import TextIO

from c2c_graph.query.engine import Engine
from c2c_graph.review.asking import Reviewers
from c2c_graph.settings import Settings
from c2c_graph.web.app import create_app
from c2c_graph.web.budgets import Budgets
from c2c_graph.web.front import Front
from c2c_graph.web.observe import Observer
from c2c_graph.web.pages import Pages
from c2c_graph.web.parts import Parts
from c2c_graph.web.running import Running
from c2c_graph.web.shares import Seats
from c2c_graph.web.view import Releases

# threads of one worker that make pages, most of which hold the interpreter's lock
THREADS: Final = 16
# queries of one client that may wait in one worker
WAITING_FOR_ONE: Final = 32


def make_front(
    settings: Settings,
    engine: Engine | None = None,
    *,
    reviewers: Reviewers | None = None,
    log: TextIO | None = None,
    folder: Path | None = None,
    today: Callable[[], date] = date.today,
) -> Front:
    """Return the ASGI application over the newest release of `settings.home`.

    Queries go to `engine` and submissions to `reviewers`; without these, they are
    answered 503. `log` takes one JSON
    line a request. Workers that share `folder` tell each other what clients use.
    """
    releases = Releases(settings)
    app = create_app(settings, engine, releases)
    parts = Parts(
        settings=settings,
        releases=releases,
        engine=engine,
        reviewers=reviewers,
        pages=Pages(app, THREADS),
        budgets=Budgets(settings),
        seats=Seats(settings.client_slots, WAITING_FOR_ONE, folder),
        running=Running(),
        observer=Observer(log),
        folder=folder,
        today=today,
    )
    return Front(parts)
