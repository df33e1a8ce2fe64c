"""Our endpoint, and a partner's data about things of ours."""

import pytest

from tests.federation_in.engines import comunica
from tests.federation_in.engines import oxigraph
from tests.npm import Unavailable
from tests.serving import NO_BUDGETS
from tests.serving import serving

# what a partner might hold: our countries, by IRI, with a property of its own
NOTED = "<https://w3id.org/city2city/id/country/{}> <http://example.org/note> {} .\n"
NOTES = {"se": '"cold"', "sn": '"warm"', "xx": '"not one of ours"'}


@pytest.fixture(scope="session")
def ours(shipped_home):
    """The address of our endpoint over the shipped data."""
    with serving(shipped_home, settings=NO_BUDGETS) as server:
        yield f"{server.address}/sparql"


@pytest.fixture(scope="session")
def notes(tmp_path_factory):
    """The partner's data: a file of N-Triples."""
    file = tmp_path_factory.mktemp("partner") / "notes.nt"
    file.write_text("".join(NOTED.format(*pair) for pair in NOTES.items()))
    return file


@pytest.fixture(scope="session")
def partner(notes):
    """The partner's endpoint: Oxigraph's own server."""
    with oxigraph(notes.parent / "store", notes) as server:
        yield server


@pytest.fixture(scope="session")
def installed_comunica():
    """The folder of Comunica; skipped where it cannot be installed."""
    try:
        return comunica()
    except Unavailable as reason:
        pytest.skip(str(reason))
