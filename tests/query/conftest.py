"""A release of our own, and slots that serve it."""

import dataclasses
from pathlib import Path

import pytest
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat
from pyoxigraph import Store

from c2c_graph.query.engine import Query
from c2c_graph.query.engine import SlotEngine
from c2c_graph.query.guard import inspect
from c2c_graph.query.pool import SlotPool
from c2c_graph.rdf.formats import GRAPH_FORMATS
from c2c_graph.rdf.formats import RESULT_FORMATS
from c2c_graph.settings import Settings
from tests.query import service_forms
from tests.query.listening import Listener

EX = "http://example.org/"
GRAPH = NamedNode(EX + "graph")
LONG = "x" * 1000
# (?s ?p ?o) has this many solutions in the default graph
THINGS = 400


def facts():
    for number in range(THINGS):
        thing = NamedNode(f"{EX}thing/{number}")
        yield Quad(thing, NamedNode(EX + "text"), Literal(f"{number} {LONG}"))
    yield Quad(NamedNode(EX + "only"), NamedNode(EX + "in"), GRAPH, GRAPH)


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    """A folder with release 1, which holds `facts`, and 2 for `service_forms`."""
    home = tmp_path_factory.mktemp("query") / "var"
    releases = home / "releases"
    for number in ("0001", "0002"):
        (releases / number).mkdir(parents=True)
    (releases / "current").symlink_to("0001")
    store = Store(releases / "0001" / "store")
    store.extend(facts())
    store.flush()
    store = Store(releases / "0002" / "store")
    store.load(service_forms.FACTS.encode(), format=RdfFormat.TURTLE)
    store.flush()
    return home


@pytest.fixture(scope="session")
def listener():
    return Listener()


@pytest.fixture(scope="session")
def settings(home):
    """Limits that are reached fast."""
    return Settings(
        home=home,
        slots=2,
        deadline_seconds=20.0,
        wait_seconds=10.0,
        slot_memory_mb=512,
        result_mb=128,
    )


@pytest.fixture(scope="session")
def pool(settings):
    with SlotPool(settings, quiet=True) as pool:
        pool.wait_until_ready()
        yield pool


@pytest.fixture(scope="session")
def engine(pool, settings):
    return SlotEngine(pool.socket_path, settings)


@pytest.fixture(scope="session")
def ask(engine):
    """A function that sends a query to the slots and returns the answer."""

    def ask(text, *, engine=engine, format=None, **more):
        kind = inspect(text, nesting=200)
        usual = GRAPH_FORMATS if kind.gives_graph else RESULT_FORMATS
        media_type = format or usual[0].media_type
        return engine.answer_now(Query(text, kind, media_type, 1, **more))

    return ask


@pytest.fixture
def own_pool(settings):
    """A function that opens a pool for one test, with settings changed."""
    pools = []

    def open_pool(**changes):
        pool = SlotPool(dataclasses.replace(settings, **changes), quiet=True)
        pools.append(pool.__enter__())
        pool.wait_until_ready()
        return pool

    yield open_pool
    for pool in pools:
        pool.__exit__(None, None, None)


def status(process_id: int, key: str) -> str:
    """Return a line of /proc/PID/status; sizes are in kB."""
    lines = Path(f"/proc/{process_id}/status").read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith(key + ":"))
