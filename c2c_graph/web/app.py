"""Build the web application from settings and an engine; nothing is made at import."""

import threading
from typing import Final
from typing import TextIO

from flask import Flask

from c2c_graph.query.engine import Engine
from c2c_graph.settings import Settings
from c2c_graph.web import addresses
from c2c_graph.web import browse
from c2c_graph.web import documents
from c2c_graph.web import graphs
from c2c_graph.web import headers
from c2c_graph.web import health
from c2c_graph.web import home
from c2c_graph.web import problems
from c2c_graph.web import software
from c2c_graph.web import sparql
from c2c_graph.web import things
from c2c_graph.web import vocabulary
from c2c_graph.web.context import KEY
from c2c_graph.web.context import Context
from c2c_graph.web.observe import Observer
from c2c_graph.web.shares import Shares
from c2c_graph.web.view import Releases

# threads of one worker that answer requests, and of these how many may wait for
# the query engine: pages and health checks are answered while all of these wait
THREADS: Final = 128
WAITING: Final = 96
# of these, how many may wait for one client
WAITING_FOR_ONE: Final = 32
# a form's percent-encoding can make three bytes of one
_FORM_GROWTH: Final = 3

BLUEPRINTS: Final = (
    home.bp,
    things.bp,
    documents.bp,
    browse.bp,
    graphs.bp,
    vocabulary.bp,
    sparql.bp,
    health.bp,
)


def create_app(
    settings: Settings | None = None,
    engine: Engine | None = None,
    log: TextIO | None = None,
) -> Flask:
    """Return the application over the newest release of `settings.home`.

    Queries go to `engine`; without one `/sparql` answers 503. `log` takes one JSON
    line a request.
    """
    settings = settings or Settings.from_environment()
    app = Flask(__name__)
    gate = threading.BoundedSemaphore(WAITING)
    app.extensions[KEY] = Context(
        settings, engine, Releases(settings), gate, _shares(settings)
    )
    _configure(app, settings)
    observer = Observer(log)
    app.extensions[health.OBSERVER] = observer
    observer.register(app)
    headers.register(app)
    problems.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _shares(settings: Settings) -> Shares:
    """Return the shares of this worker: those of all add up to half of the slots."""
    seats = max(1, settings.slots // 2 // settings.workers)
    return Shares(seats, longest=WAITING_FOR_ONE)


def _configure(app: Flask, settings: Settings) -> None:
    app.config["MAX_CONTENT_LENGTH"] = _FORM_GROWTH * settings.query_kb * 1024 + 1024
    app.config["MAX_FORM_MEMORY_SIZE"] = app.config["MAX_CONTENT_LENGTH"]
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3_600
    # no redirect that repeats what the asker sent: //host/ must not lead away
    app.url_map.merge_slashes = False
    app.url_map.strict_slashes = False
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["local"] = addresses.document_path
    app.jinja_env.globals["version"] = software.version()
