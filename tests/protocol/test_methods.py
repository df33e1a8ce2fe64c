"""What each HTTP method does at the endpoint (RFC 9110 §9)."""

import pytest

from tests.protocol.asking import CSV
from tests.protocol.asking import PROBLEM
from tests.protocol.asking import RESULTS
from tests.protocol.asking import TURTLE

LABELS = "SELECT ?l { ?d <http://example.org/label> ?l } ORDER BY ?l"
# what differs from one answer to the next
FLEETING = {"date", "x-request-id", "query-id", "ratelimit", "ratelimit-policy"}


def lasting(answer):
    """Return the headers of `answer` that do not change from one to the next."""
    pairs = sorted((name.lower(), value) for name, value in answer.headers.items())
    return [(name, value) for name, value in pairs if name not in FLEETING]


@pytest.mark.parametrize("accept", [*RESULTS, "text/html"])
@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_head_gives_the_headers_of_get_and_no_body(endpoint, accept, coding):
    headers = {"Accept": accept, "Accept-Encoding": coding}
    asked = [("query", LABELS)]
    get = endpoint.send("GET", asked, headers=headers)
    head = endpoint.send("HEAD", asked, headers=headers)
    assert (head.status, head.body) == (get.status, b"") == (200, b"")
    unknown = {"content-length"} - set(map(str.lower, head.headers))
    assert not unknown or (accept, coding) == ("text/html", "gzip")
    assert lasting(head) == [pair for pair in lasting(get) if pair[0] not in unknown]
    assert get.headers["Content-Length"] == str(len(get.body))


def test_head_of_what_is_refused_has_the_same_status_and_no_body(endpoint):
    for query in ("ASK {", "CLEAR ALL", ""):
        get = endpoint.send("GET", [("query", query)])
        head = endpoint.send("HEAD", [("query", query)])
        assert (head.status, head.body) == (get.status, b"")
        assert lasting(head) == lasting(get)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "BREW"])
def test_any_other_method_is_told_which_there_are(endpoint, method):
    answer = endpoint.send(method, [("query", "ASK {}")])
    assert (answer.status, answer.media_type) == (405, PROBLEM)
    assert answer.listed("Allow") == {"get", "head", "options", "post"}


def test_options_names_the_methods(endpoint):
    answer = endpoint.send("OPTIONS")
    assert answer.status in (200, 204)
    assert answer.listed("Allow") == {"get", "head", "options", "post"}
    assert answer.body == b""


def test_one_connection_carries_many_questions(endpoint):
    bodies = {endpoint.ask(LABELS, CSV).body for _ in range(20)}
    assert len(bodies) == 1


def test_get_and_post_give_the_same_answer(endpoint):
    for accept in (*RESULTS, TURTLE):
        query = "DESCRIBE <http://example.org/document-3>"
        asked = LABELS if accept in RESULTS else query
        got = endpoint.ask(asked, accept)
        posted = endpoint.post("application/sparql-query", asked, accept)
        assert (got.status, got.body) == (posted.status, posted.body)
        assert got.status == 200
