"""Servers over a few triples, with limits that are soon reached or none."""

import contextlib

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.settings import Settings
from tests.honest_ends.broken import BrokenServer
from tests.protocol.conftest import SMALL
from tests.serving import NO_BUDGETS
from tests.serving import serving

LIMITS = {
    "deadline_seconds": 5,
    "result_mb": 1,
    "constructed_triples": 1000,
    "slot_memory_mb": 512,
    "slots": 2,
}


@pytest.fixture(scope="session")
def small_home(tmp_path_factory):
    home = tmp_path_factory.mktemp("honest") / "var"
    make_release(Settings(home=home, dataset=SMALL), gate=None)
    return home


@pytest.fixture(scope="session")
def host(small_home):
    """Host and port of a server that answers what is asked in these tests."""
    with serving(small_home, settings={"dataset": SMALL, **NO_BUDGETS}) as server:
        yield server.address.removeprefix("http://")


@pytest.fixture(scope="session")
def limited(small_home):
    """A server that is soon at its limits."""
    settings = {"dataset": SMALL, **NO_BUDGETS, **LIMITS}
    with serving(small_home, settings=settings) as server:
        yield server


@pytest.fixture
def breakable(small_home):
    """A server of the test's own, whose processes may be killed."""
    settings = {"dataset": SMALL, **NO_BUDGETS, "slots": 2, "workers": 1}
    with serving(small_home, settings=settings) as server:
        yield server


@pytest.fixture
def broken():
    """A server whose connections break off."""
    with contextlib.closing(BrokenServer()) as server:
        yield server
