"""What many tests share: the shipped data, released and served once a session."""

import fcntl
import os

import hypothesis
import pytest

from c2c_graph.release.build import make_release
from c2c_graph.release.store import open_release
from c2c_graph.settings import Settings
from tests.serving import serving

# what passed once passes again: new cases are looked for when somebody asks for them,
# with `make test ARGS=--hypothesis-profile=new-cases`
hypothesis.settings.register_profile("new-cases", print_blob=True)
hypothesis.settings.register_profile("same-cases", derandomize=True)
hypothesis.settings.load_profile("same-cases")

# what is made in the background of every release takes time from all other tests
os.environ.setdefault("C2C_DUMP_FORMATS", "none")


@pytest.fixture(scope="session")
def shipped_home(tmp_path_factory):
    """The folder of a release of the shipped data, made once for all processes."""
    base = tmp_path_factory.getbasetemp()
    # each process of pytest-xdist has a folder of its own in the one that they share
    base = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = base / "shipped" / "var"
    home.parent.mkdir(exist_ok=True)
    with (base / "shipped.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "releases" / "current").exists():
            # without the gate: another test holds that the shipped data conforms
            make_release(Settings(home=home), gate=None)
    return home


@pytest.fixture(scope="session")
def shipped_release(shipped_home):
    """The release of the shipped data, open for reading."""
    return open_release(shipped_home)


@pytest.fixture(scope="session")
def served(shipped_home):
    """The real server over the shipped data."""
    with serving(shipped_home) as server:
        yield server
