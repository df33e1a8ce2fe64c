"""A server over a few triples, whose graphs stand for those of the W3C's tests."""

from pathlib import Path

import pytest

from c2c_graph.release.build import make_release
from c2c_graph.settings import Settings
from tests.protocol.asking import Endpoint
from tests.serving import NO_BUDGETS
from tests.serving import serving

SMALL = Path(__file__).parent / "small"


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory):
    """The SPARQL endpoint of a live server over `small/`."""
    home = tmp_path_factory.mktemp("protocol") / "var"
    make_release(Settings(home=home, dataset=SMALL), gate=None)
    with serving(home, settings={"dataset": SMALL, **NO_BUDGETS}) as server:
        yield Endpoint(server.address.removeprefix("http://"))
