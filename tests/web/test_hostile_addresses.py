import pytest

PATHS = [
    "/id/city/%00",
    "/doc/%00",
    "/doc/city/a%2Fb",
    "/id/%2e%2e/%2e%2e/etc/passwd",
    "/static/../../etc/passwd",
    "/static/%2e%2e%2fapp.py",
    "/doc/city/%FF%FE",
    "/doc/city/%ED%A0%80",
    "/doc/city/<>",
    "/doc/city/a b",
    "/doc/city/a%0d%0aSet-Cookie:x=1",
    "/id/city/%5C%5Cevil.example",
    "/doc/" + "a" * 20_000,
    "/doc/" + "a/" * 5_000,
    "/graph/%7Bx%7D",
    "/graph/..",
    "/ns/%3E%20.%20%3Ca",
    "/doc/.ttl",
    "/doc/city/.html",
    "/problem/%22",
    "/doc/city?page=1e9",
    "/search?q=%FF",
]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_a_hostile_address_is_not_found_or_answered_never_a_fault(get, path, accept):
    answer = get(path, accept)
    assert answer.status_code in (200, 404)
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "//evil.example/",
        "//evil.example/id/city/xa-alpha",
        "/\\evil.example",
        "///",
        "/id//evil.example/",
        "/id/https://evil.example/",
        "/doc/city/",
        "/ns/",
    ],
)
def test_no_address_leads_away(client, path):
    answer = client.get(path)
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:1", "127.0.0.1"])
def test_the_host_name_is_never_part_of_where_a_thing_leads(client, host):
    answer = client.get("/id/city/xa-alpha", headers={"Host": host})
    assert answer.headers["Location"] == "/doc/city/xa-alpha"


def test_a_percent_encoded_name_is_the_same_name(get):
    assert get("/doc/city/%78a-alpha").status_code == 200


def test_non_ascii_names_are_found(get):
    assert "東京" in get("/doc/city/jp-%E6%9D%B1%E4%BA%AC", "text/turtle").text


@pytest.mark.parametrize(
    "host", ['a"onload=x', "<script>", "a b", "a\\b", "x" * 5000, ""]
)
def test_a_hostile_host_name_is_text_or_refused(client, host):
    answer = client.get("/", headers={"Host": host})
    assert answer.status_code in (200, 400)
    assert "<script>/sparql" not in answer.text
    assert "onload=x/sparql" not in answer.text


@pytest.mark.parametrize("host", ["a" * 64, "a." * 2_000, "<script>", "[::1", " "])
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
@pytest.mark.parametrize("path", ["/", "/id/city/xa-alpha", "/nothing"])
def test_a_host_name_that_cannot_be_is_never_a_fault(client, host, accept, path):
    answer = client.get(path, headers={"Host": host, "Accept": accept})
    assert answer.status_code < 500
    assert b"<script>" not in answer.data
