"""Documents of the past are found by their time and stay at their addresses."""

import re
from datetime import timedelta

import pytest
from pyoxigraph import RdfFormat
from pyoxigraph import parse
from rdflib import Graph

from c2c_graph import namespaces
from tests.web.conftest import client_of
from tests.web.past_releases import FIRST
from tests.web.past_releases import NEW
from tests.web.past_releases import Past

ALPHA = "/doc/city/xa-alpha"
GAMMA = "/doc/city/xb-gamma"
NEWTOWN = "/doc/city/xa-new"
QUADS = (f"{ALPHA}.nq", f"{GAMMA}.nq", "/doc/country/xa.nq", "/doc/network/ring.nq")
VARIANTS = ("ttl", "jsonld", "nt", "rdf", "trig", "nq", "html")


def date(hours):
    """Return the time so many hours after the first release, as HTTP writes it."""
    return f"{FIRST + timedelta(hours=hours):%a, %d %b %Y %H:%M:%S GMT}"


def lines(answer):
    return sorted(answer.text.splitlines())


@pytest.fixture(scope="module")
def past(tmp_path_factory):
    """Six releases: Alpha is renamed, Newtown comes, goes and comes again."""
    past = Past(tmp_path_factory.mktemp("memento"))
    past.release()
    past.then = {path: lines(client_of(past.settings).get(path)) for path in QUADS}
    past.replace("data/places.ttl", '"Alpha"@en', '"Alfa"@en')
    past.write("data/new.ttl", NEW)
    past.release()
    (past.dataset / "data/new.ttl").unlink()
    past.release()
    past.write("data/new.ttl", NEW)
    past.release()
    # two within one second
    for name, before in (("Alef", "Alfa"), ("Aleph", "Alef")):
        past.replace("data/places.ttl", f'"{before}"@en', f'"{name}"@en')
        past.release(made=FIRST + timedelta(hours=9))
    return past


@pytest.fixture(scope="module")
def client(past):
    return client_of(past.settings)


@pytest.fixture
def get(client):
    def get(path, **headers):
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path, headers=given)

    return get


def links(answer):
    """Return the targets of the Link header by relation, those of mementos by date."""
    found = re.findall(r'<([^>]*)>; rel="([^"]*)"', answer.headers["Link"])
    return {rel: target for target, rels in found for rel in rels.split()}


@pytest.mark.parametrize(
    ("hours", "number"),
    [(-1, 1), (0, 1), (0.99, 1), (1, 2), (3, 2), (8.9, 2), (9, 6), (99, 6)],
)
def test_the_state_at_a_time_is_found(get, hours, number):
    answer = get(ALPHA, Accept_Datetime=date(hours))
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/releases/{number}{ALPHA}"
    assert "Accept-Datetime" in answer.headers["Vary"]


def test_the_timegate_leads_to_the_neighbours_too(get):
    found = links(get(ALPHA, Accept_Datetime=date(3)))
    assert found["original"] == found["timegate"] == f"http://localhost{ALPHA}"
    assert found["timemap"] == f"http://localhost/timemap/link{ALPHA}"
    assert found["first"] == f"http://localhost/releases/1{ALPHA}"
    assert found["last"] == f"http://localhost/releases/6{ALPHA}"


def test_variant_and_query_are_kept_on_the_way(get):
    answer = get(f"{ALPHA}.ttl?a=1", Accept_Datetime=date(0))
    assert answer.headers["Location"] == f"/releases/1{ALPHA}.ttl?a=1"


def test_a_thing_leads_to_its_document_at_any_time(get):
    answer = get("/id/city/xa-alpha", Accept_Datetime=date(0))
    assert (answer.status_code, answer.headers["Location"]) == (303, ALPHA)


NO_DATES = (
    "yesterday",
    "2026-01-01T12:00:00Z",
    "Thu, 41 Jan 2026 12:00:00 GMT",
    "Thu, 01 Jan 2026 12:00:00 +0100",
    "Thu, 01 Jan 2026 12:00 GMT",
    "x" * 9_999,
    "٣",
)


@pytest.mark.parametrize("given", NO_DATES)
@pytest.mark.parametrize("path", [ALPHA, "/id/city/xa-alpha"])
def test_a_malformed_date_is_refused(get, path, given):
    answer = get(path, Accept_Datetime=given.encode().decode("latin-1"))
    assert answer.status_code in (400, 431)


@pytest.mark.parametrize("query", ["", "?_profile=schema"])
def test_json_ld_of_the_past_holds_its_context(get, query):
    answer = get(f"/releases/1{ALPHA}.jsonld{query}")
    # by what is published now it might say something else
    assert isinstance(answer.json["@context"], dict)
    read = {quad.triple for quad in parse(answer.data, format=RdfFormat.JSON_LD)}
    turtle = get(f"/releases/1{ALPHA}.ttl{query}").data
    assert read == {quad.triple for quad in parse(turtle, format=RdfFormat.TURTLE)}


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_memento_says_what_was_said_then(get, variant):
    answer = get(f"/releases/1{ALPHA}.{variant}")
    assert answer.status_code == 200
    assert '"Alpha"' in answer.text or ">Alpha<" in answer.text
    assert answer.headers["Memento-Datetime"] == date(0)
    # a script of another site may read it
    exposed = answer.headers["Access-Control-Expose-Headers"].split(", ")
    assert "Memento-Datetime" in exposed
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Alfa" not in answer.text
    assert "Aleph" not in answer.text


@pytest.mark.parametrize("path", QUADS)
def test_a_memento_is_what_was_answered_when_it_was_the_newest(get, past, path):
    assert lines(get(f"/releases/1{path}")) == past.then[path]


def test_a_memento_leads_to_those_around_it(get):
    found = links(get(f"/releases/5{ALPHA}.ttl"))
    assert found["prev"] == f"http://localhost/releases/2{ALPHA}.ttl"
    assert found["next"] == f"http://localhost/releases/6{ALPHA}.ttl"
    assert found["original"] == f"http://localhost{ALPHA}.ttl"
    assert found["memento"]


@pytest.mark.parametrize("variant", ["ttl", "nt", "rdf", "trig", "nq"])
def test_the_last_memento_says_what_is_said_now(get, variant):
    past = get(f"/releases/6{ALPHA}.{variant}")
    assert past.data == get(f"{ALPHA}.{variant}").data


def test_a_memento_is_negotiated_as_its_document_is(get):
    answer = get(f"/releases/1{ALPHA}", Accept="application/n-triples")
    assert answer.headers["Content-Location"] == f"/releases/1{ALPHA}.nt"
    assert answer.headers["Vary"].startswith("Accept")
    assert get(f"/releases/1{ALPHA}").content_type.startswith("text/html")


def test_who_has_a_memento_is_not_sent_it_again(get):
    tag = get(f"/releases/1{ALPHA}.ttl").headers["ETag"]
    again = get(f"/releases/1{ALPHA}.ttl", If_None_Match=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Memento-Datetime"] == date(0)


def test_a_page_of_the_past_says_so(get):
    page = get(f"/releases/1{ALPHA}.html").text
    assert f'<link rel="canonical" href="{ALPHA}">' in page
    assert "2026-01-01 12:00:00 UTC" in page
    assert f'<a href="{ALPHA}">See the present state</a>' in page
    assert "canonical" not in get(f"{ALPHA}.html").text


@pytest.mark.parametrize("number", [3, 4])
def test_a_release_that_changed_nothing_sends_on_to_the_one_before(get, number):
    answer = get(f"/releases/{number}{GAMMA}.nt")
    assert answer.headers["Location"] == f"/releases/1{GAMMA}.nt"


def test_the_timemap_lists_the_releases_that_changed_the_document(get):
    listed = get(f"/timemap{ALPHA}")
    assert listed.content_type == "application/link-format"
    numbers = re.findall(r"/releases/(\d)/doc[^>]*>; rel=\"[a-z ]*memento", listed.text)
    assert numbers == ["1", "2", "5", "6"]
    assert f'from="{date(0)}"; until="{date(9)}"' in listed.text


def test_the_timemap_comes_as_json(get):
    listed = get(f"/timemap{ALPHA}", Accept="application/json").json
    assert listed == get(f"/timemap/json{ALPHA}").json
    mementos = listed["mementos"]
    assert mementos["list"][0] == mementos["first"]
    assert mementos["last"]["uri"] == f"http://localhost/releases/6{ALPHA}"


def test_what_each_timemap_lists_is_there(get):
    for path in (ALPHA, GAMMA, NEWTOWN):
        for memento in get(f"/timemap/json{path}").json["mementos"]["list"]:
            answer = get(memento["uri"].removeprefix("http://localhost"))
            assert answer.status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_what_did_not_exist_then_is_told_in_words(get, number):
    answer = get(f"/releases/{number}{NEWTOWN}")
    assert answer.status_code == 404
    assert f"was not described in release {number}" in answer.json["detail"]
    assert answer.headers["Memento-Datetime"] == date(number - 1)
    assert links(answer)["timemap"].endswith(f"/timemap/link{NEWTOWN}")


def test_what_never_was_is_not_found(get):
    for path in (
        "/doc/city/never",
        "/releases/1/doc/city/never",
        "/timemap/doc/city/x",
    ):
        assert get(path).json["type"] == "/problem/UnknownIri"
        assert get(path, Accept_Datetime=date(0)).status_code == 404


@pytest.mark.parametrize("number", ["0", "7", "99999999"])
def test_an_unknown_release_has_no_mementos(get, number):
    answer = get(f"/releases/{number}{ALPHA}")
    assert answer.json["type"] == "/problem/UnknownRelease"


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_past_is_read_alone(client, method):
    answer = getattr(client, method)(f"/releases/1{ALPHA}")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_documents_tell_that_they_have_a_past(get):
    found = links(get(f"{ALPHA}.ttl"))
    assert found["timegate"] == f"http://localhost{ALPHA}.ttl"
    timemap = found["timemap"].removeprefix("http://localhost")
    assert get(timemap).status_code == 200
    assert "Accept-Datetime" in get(ALPHA).headers["Vary"]


def test_a_forged_host_is_not_repeated(get):
    answer = get(f"/releases/1{ALPHA}.nt", Host='evil"><x')
    assert (answer.status_code, "evil" in str(answer.headers)) == (400, False)
    answer = get(f"/releases/1{ALPHA}.nt", Host="evil;(x)")
    assert "evil" not in answer.headers["Link"]


def test_a_graph_of_the_past_is_the_one_that_was_published(get):
    told = Graph().parse(data=get(f"/releases/2{NEWTOWN}.ttl").data, format="turtle")
    subject = namespaces.THINGS + "city/xa-new"
    assert any(str(s) == subject for s in told.subjects())


def test_what_is_gone_is_found_at_its_past_addresses(tmp_path):
    past = Past(tmp_path)
    past.write("data/new.ttl", NEW)
    past.release()
    (past.dataset / "data/new.ttl").unlink()
    past.release()
    client = client_of(past.settings)
    for path in (NEWTOWN, "/id/city/xa-new", f"{NEWTOWN}.ttl"):
        gone = client.get(path)
        assert gone.status_code == 404
        assert f"/releases/1{NEWTOWN}" in gone.json["detail"]
        assert "timemap" in links(gone)
    asked = {"Accept-Datetime": date(5)}
    led = client.get(NEWTOWN, headers=asked).headers["Location"]
    assert client.get(led).json["type"] == "/problem/NotThen"
    assert client.get(f"/releases/1{NEWTOWN}").status_code == 200
