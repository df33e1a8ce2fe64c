"""Build the Flask application, which makes pages; nothing is made at import."""

from typing import Final

from flask import Flask
from flask import Response
from flask import g
from flask import request

from c2c_graph.query.engine import Engine
from c2c_graph.settings import Settings
from c2c_graph.web import about
from c2c_graph.web import addresses
from c2c_graph.web import atom
from c2c_graph.web import browse
from c2c_graph.web import catalog
from c2c_graph.web import crawling
from c2c_graph.web import dataset_page
from c2c_graph.web import feed
from c2c_graph.web import graph_store
from c2c_graph.web import graphs
from c2c_graph.web import home
from c2c_graph.web import linkset_pages
from c2c_graph.web import openapi
from c2c_graph.web import problems
from c2c_graph.web import profile_pages
from c2c_graph.web import query_page
from c2c_graph.web import release_difference
from c2c_graph.web import release_pages
from c2c_graph.web import saved_pages
from c2c_graph.web import shape_pages
from c2c_graph.web import templating
from c2c_graph.web import validate_page
from c2c_graph.web import vocabulary
from c2c_graph.web.context import KEY
from c2c_graph.web.context import RELEASE_READ
from c2c_graph.web.context import Context
from c2c_graph.web.pages import SEEN
from c2c_graph.web.sparql import longest_body
from c2c_graph.web.view import Releases

BLUEPRINTS: Final = (
    home.bp,
    dataset_page.bp,
    catalog.bp,
    crawling.bp,
    linkset_pages.bp,
    browse.bp,
    graphs.bp,
    feed.bp,
    graph_store.bp,
    release_pages.bp,
    atom.bp,
    release_difference.bp,
    validate_page.bp,
    vocabulary.bp,
    shape_pages.bp,
    profile_pages.bp,
    query_page.bp,
    about.bp,
    saved_pages.bp,
    openapi.bp,
)


def create_app(
    settings: Settings, engine: Engine | None = None, releases: Releases | None = None
) -> Flask:
    """Return the application that makes pages over the newest release."""
    app = Flask(__name__)
    app.extensions[KEY] = Context(settings, engine, releases or Releases(settings))
    _configure(app, settings)
    app.after_request(_tell)
    problems.register(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


def _tell(response: Response) -> Response:
    """Tell the front which endpoint answered, and from which release."""
    seen = request.environ.get(SEEN)
    if seen is not None:
        seen.endpoint = request.endpoint or "unknown"
        newest = g.view.number if "view" in g else None
        seen.release = g.get(RELEASE_READ, newest)
    return response


def _configure(app: Flask, settings: Settings) -> None:
    app.config["MAX_CONTENT_LENGTH"] = longest_body(settings.query_kb)
    app.config["MAX_FORM_MEMORY_SIZE"] = app.config["MAX_CONTENT_LENGTH"]
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3_600
    # no redirect that repeats what the asker sent: //host/ must not lead away
    app.url_map.merge_slashes = False
    app.url_map.converters["number"] = addresses.Number
    app.url_map.strict_slashes = False
    app.context_processor(lambda: {"view": g.get("view")})
    templating.prepare(app.jinja_env)
