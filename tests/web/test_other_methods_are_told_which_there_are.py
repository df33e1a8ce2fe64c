"""`Allow` names the methods that an address takes, and no other (RFC 9110 §10.2.1)."""

import pytest

from c2c_graph.web.app import create_app

READ = {"GET", "HEAD", "OPTIONS"}
ASKED = ("/sparql", "/releases/1/sparql", "/validate", "/queries/cities-in-a-country")
MORE = (
    "/health",
    "/ready",
    "/metrics",
    "/graph/data/places",
    "/doc/city/xa-alpha",
    "/doc/city",
    "/id/city/xa-alpha",
    "/ns/City",
    "/problem/QueryBusy",
    "/releases/1/city2city.nq.gz",
    "/releases/1/doc/city/xa-alpha",
    "/timemap/link/doc/city/xa-alpha",
    "/static/city2city.css",
    "/store?default",
)


@pytest.fixture(scope="module")
def addresses(settings):
    """Every address that has no part to be filled in, and one of each kind that has."""
    rules = create_app(settings).url_map.iter_rules()
    return {rule.rule for rule in rules if not rule.arguments} | {*ASKED, *MORE}


@pytest.mark.parametrize("method", ["FOO", "TRACE", "OPTIONS", "PUT"])
def test_a_method_that_is_none_of_ours_is_told_those_that_are(
    client, addresses, method
):
    for path in sorted(addresses):
        answer = client.open(path, method=method)
        assert answer.status_code in ((200, 204) if method == "OPTIONS" else (405,))
        allowed = {*answer.headers["Allow"].split(", ")}
        assert allowed == (READ | {"POST"} if path in ASKED else READ), path
