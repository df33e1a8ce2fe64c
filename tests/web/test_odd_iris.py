"""Whatever is asked below our namespaces: an answer or 4xx, never a fault or a way out.

Addresses are made of what has broken servers before: percent-encoding once, twice and
wrong, dots, slashes and backslashes, NUL, invalid UTF-8, other hosts.
"""

import asyncio
from urllib.parse import unquote_to_bytes

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from tests.web.front_client import loop

SPACES = [
    *("/id/", "/def/", "/doc/", "/ns/", "/graph/", "/releases/", "/queries/"),
    *("/profile/", "/feed/", "/shapes/", "/"),
]
PIECES = [
    *("city", "xa-alpha", "theme", "data", "places", "1", "current", "a", "é", "東京"),
    *("/", "//", "\\", ".", "..", "...", "%2e%2e", "%2E", "%2f", "%2F", "%5c", "%255c"),
    *("%00", "%0d%0aSet-Cookie:x=1", "%0a", "%09", "%20", " ", "%7f", "%C2%80"),
    *("%FF", "%C3", "%ED%A0%80", "%C0%AE", "%F5", "%", "%%", "%2", "%zz", "%u0041"),
    *("%25", "%252e%252e%252f", "%E6%9D%B1", "%C3%A9", "e%CC%81", "%E2%80%AE"),
    *(";", ";a=b", "@evil.example", "evil.example", "https:", "http://", ":80", "#x"),
    *(
        "<",
        ">",
        '"',
        "'",
        "{",
        "}",
        "|",
        "^",
        "`",
        "$",
        "&",
        "+",
        "*",
        "!",
        "~",
        "=",
        ",",
    ),
    *(".ttl", ".html", ".jsonld", ".exe", "?", "?_profile=//evil.example", "?page=-1"),
    *("sparql", "diff", "feed", "x" * 300),
]
ODD = st.builds(
    lambda space, pieces: space + "".join(pieces),
    st.sampled_from(SPACES),
    st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=7),
)


def ask(client, address, accept="text/turtle"):
    """Send the bytes of `address` as they are; return status and headers."""
    raw, _, query = address.encode("utf-8", "surrogatepass").partition(b"?")
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": unquote_to_bytes(raw).decode(errors="replace"),
        "raw_path": raw,
        "query_string": query,
        "headers": [(b"accept", accept.encode()), (b"host", b"localhost")],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
    sent = []

    async def receive():
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        sent.append(message)

    asked = client.front(scope, receive, send)
    asyncio.run_coroutine_threadsafe(asked, loop()).result(30)
    return sent[0]["status"], dict(sent[0]["headers"])


def behaves(client, address, accept="text/turtle"):
    status, headers = ask(client, address, accept)
    assert status < 500, address
    assert b"set-cookie" not in headers
    assert not any(c in value for value in headers.values() for c in b"\r\n\0")
    location = headers.get(b"location", b"/")
    assert location[:1] == b"/", address
    assert location[1:2] not in (b"/", b"\\"), address
    assert b"\\" not in location


@settings(max_examples=250, deadline=None, derandomize=True)
@given(address=ODD)
def test_an_odd_address_is_answered_or_refused(client, address):
    behaves(client, address)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(address=ODD)
def test_people_are_answered_as_well(client, address):
    behaves(client, address, "text/html")


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    "rest", ["x" * 9_000, "%2F" * 3_000, "../" * 2_000, "%25" * 3_000, "a/" * 4_000]
)
def test_an_overlong_address_is_no_fault_of_ours(client, space, rest):
    behaves(client, space + rest)


@pytest.mark.parametrize(
    "spelling",
    [
        "jp-東京",
        "jp-%E6%9D%B1%E4%BA%AC",
        "jp-%e6%9d%b1%e4%ba%ac",
        "%6A%70-%E6%9D%B1%E4%BA%AC",
    ],
)
def test_every_spelling_of_one_iri_leads_to_one_document(client, spelling):
    status, headers = ask(client, f"/id/city/{spelling}")
    assert (status, headers[b"location"]) == (303, b"/doc/city/jp-%E6%9D%B1%E4%BA%AC")
    assert ask(client, f"/doc/city/{spelling}")[0] == 200


@pytest.mark.parametrize(
    "other",
    [
        "jp-%25E6%259D%25B1%25E4%25BA%25AC",  # encoded twice: another IRI
        "JP-%E6%9D%B1%E4%BA%AC",
        "jp-%E6%9D%B1%E4%BA%AC%00",
        "./jp-%E6%9D%B1%E4%BA%AC",
        "../city/jp-%E6%9D%B1%E4%BA%AC",
        "jp-%E6%9D%B1%E4%BA%AC;a=b",
    ],
)
def test_what_is_another_iri_is_not_found(client, other):
    assert ask(client, f"/id/city/{other}")[0] == 404


NUMBERED = ["/releases/{}", "/releases/{}.json", "/releases/{}/diff", "/feed/{}/1"]
NUMBERED += ["/feed/1/{}", "/feed/index/{}", "/releases/{}/city2city.nq.gz"]
NUMBERED += ["/releases/{}/sparql", "/releases/{}/doc/city/xa-alpha", "/sitemap-{}.xml"]


@pytest.mark.parametrize("address", NUMBERED)
def test_a_number_has_one_spelling(client, address):
    accept = {"Accept": "application/trig, */*;q=0.1"}
    assert client.get(address.format("1"), headers=accept).status_code == 200
    for odd in ("01", "%D9%A1", "1.0", "+1", "-1", "0", "1" * 30):
        assert client.get(address.format(odd), headers=accept).status_code == 404, odd
