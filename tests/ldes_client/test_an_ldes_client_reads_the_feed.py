"""A client of others follows our feed: everything once, then only what is new."""

import hashlib

import pytest

from c2c_graph.dereference.event_stream import AS
from c2c_graph.release import merging
from c2c_graph.release.manifest import read_manifest
from c2c_graph.release.objects import Objects
from c2c_graph.release.pointer import release_folder
from tests.ldes_client.client import Unavailable
from tests.ldes_client.client import installed
from tests.ldes_client.client import read
from tests.serving import serving
from tests.web.growing_home import TEXTS
from tests.web.growing_home import Home

pytestmark = pytest.mark.long


@pytest.fixture(scope="session")
def client():
    """The folder of the client; skipped where it cannot be installed."""
    try:
        return installed()
    except Unavailable as reason:
        pytest.skip(str(reason))


def sha256(states):
    """Return the hash of the states of all subjects as sorted N-Triples."""
    lines = sorted(line.encode() for lines in states.values() for line in lines)
    return hashlib.sha256(b"".join(lines)).hexdigest()


def apply(states, members):
    for member in members:
        states.pop(member.subject, None)
        if member.kind != AS + "Delete":
            states[member.subject] = member.lines


def test_it_gets_all_members_and_then_only_the_new_ones(client, tmp_path):
    home, states, seen = Home(tmp_path), {}, set()
    home.release(TEXTS[0])
    settings = {"dataset": home.settings.dataset, "slots": 1}
    with serving(home.settings.home, settings=settings) as server:
        for text in TEXTS:
            number = home.release(text)
            found = read(client, f"{server.address}/feed", tmp_path / "state")
            assert seen.isdisjoint(member.id for member in found)
            seen |= {member.id for member in found}
            apply(states, found)
            assert sha256(states) == home.sha256(number)
        assert read(client, f"{server.address}/feed", tmp_path / "state") == []


def test_it_gets_the_shipped_data_in_order(client, shipped_home, tmp_path, served):
    states = {}
    apply(states, read(client, f"{served.address}/feed", tmp_path, "ascending"))
    manifest = read_manifest(release_folder(shipped_home, 1))
    lines = merging.asserted(Objects(shipped_home), manifest)
    assert sha256(states) == hashlib.sha256(b"".join(lines)).hexdigest()
