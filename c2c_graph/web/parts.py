"""What one web worker is made of: passed on from where it is made, never global."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from c2c_graph.query.engine import Engine
from c2c_graph.review.asking import Reviewers
from c2c_graph.settings import Settings
from c2c_graph.web.budgets import Budgets
from c2c_graph.web.observe import Observer
from c2c_graph.web.pages import Pages
from c2c_graph.web.running import Running
from c2c_graph.web.shares import Seats
from c2c_graph.web.view import Releases


@dataclass(frozen=True)
class Parts:
    """The parts of one worker; without an engine queries are answered 503,
    and without reviewers what is to be validated.

    In `folder` the workers of one server find each other; `today` tells the day that
    saved queries ask about where a value is left out.
    """

    settings: Settings
    releases: Releases
    engine: Engine | None
    reviewers: Reviewers | None
    pages: Pages
    budgets: Budgets
    seats: Seats
    running: Running
    observer: Observer
    folder: Path | None
    today: Callable[[], date] = date.today
