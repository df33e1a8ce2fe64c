"""The W3C's suites, and a server over their data."""

import pytest

from tests.serving import NO_BUDGETS
from tests.serving import serving
from tests.w3c import placing
from tests.w3c.cases import EVALUATION
from tests.w3c.cases import Suite
from tests.w3c.suite import Unavailable
from tests.w3c.suite import folder


@pytest.fixture(scope="session")
def suite():
    """The unpacked suites; skipped where they cannot be fetched."""
    try:
        return Suite(folder())
    except Unavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session", params=["graphs_of_one", "one_release_each"])
def places(request, suite, evaluated, tmp_path_factory):
    """Where the data of each case is, on a live server."""
    below = tmp_path_factory.mktemp(request.param)
    found = getattr(placing, request.param)(suite, evaluated, below)
    settings = {**NO_BUDGETS, "kept_stores": placing.ALL_STORES}
    settings["dataset"] = below / "dataset"
    with serving(below / "var", settings=settings) as server:
        found.host = server.address.removeprefix("http://")
        yield found


@pytest.fixture(scope="session")
def evaluated(suite):
    """The cases of query evaluation that do not ask other servers."""
    return [c for c in suite.cases(EVALUATION) if c.room != "service"]
