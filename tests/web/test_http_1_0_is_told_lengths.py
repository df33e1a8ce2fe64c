"""Before HTTP/1.1 a broken connection looks like a whole answer, but for its length."""

import gzip
from urllib.parse import quote

import pytest

from c2c_graph.web.pages import LONGEST_WHOLE

OLD = {"SERVER_PROTOCOL": "HTTP/1.0"}


@pytest.fixture(scope="module")
def addresses(shipped_release):
    """The default graph, and the longest of the others at both of its addresses."""
    longest = max(shipped_release.manifest.graphs, key=lambda graph: graph.triples)
    own = "/graph/" + longest.iri.partition("/graph/")[2]
    return "/store?default", "/store?graph=" + quote(longest.iri), own


@pytest.mark.parametrize(
    ("number", "name"), [(0, "n-triples"), (1, "n-quads"), (1, "trig"), (2, "n-quads")]
)
def test_a_graph_that_is_sent_while_it_is_read_has_its_length(
    shipped, addresses, number, name
):
    headers = {"Accept": f"application/{name}"}
    new = shipped.get(addresses[number], headers=headers)
    assert len(new.data) > LONGEST_WHOLE
    assert "Content-Length" not in new.headers
    headers |= {"Accept-Encoding": "zstd"}
    old = shipped.get(addresses[number], headers=headers, environ_overrides=OLD)
    assert old.headers["Content-Length"] == str(len(old.data))
    assert old.data == new.data


@pytest.mark.parametrize("place", ["added.nq", "added.nq.gz"])
def test_what_came_with_a_release_has_its_length(shipped, place):
    old = shipped.get(f"/releases/1/{place}", environ_overrides=OLD)
    assert int(old.headers["Content-Length"]) == len(old.data) > 0
    assert shipped.get(f"/releases/1/{place}").data == old.data


def test_a_file_that_is_sent_as_it_is_has_its_length(shipped, addresses):
    headers = {"Accept": "application/n-quads", "Accept-Encoding": "gzip"}
    old = shipped.get(addresses[1], headers=headers, environ_overrides=OLD)
    assert old.headers["Content-Length"] == str(len(old.data))
    assert gzip.decompress(old.data)
