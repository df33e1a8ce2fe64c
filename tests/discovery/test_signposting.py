"""Pages point the way as FAIR Signposting asks, by headers and by sets of links."""

import pytest
from werkzeug.http import parse_options_header

from c2c_graph.web.linkset import Link
from c2c_graph.web.linkset import written
from tests.discovery.conftest import BASE

CITY = "/doc/city/se-malmo"
IRI = "https://w3id.org/city2city/id/city/se-malmo"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def headed(answer):
    """Return the targets of the Link header by relation, with their media types."""
    found = {}
    for value in answer.headers["Link"].split(", <"):
        target, _, rest = value.lstrip("<").partition(">")
        _, given = parse_options_header(f"x{rest}")
        if "anchor" not in given:
            found.setdefault(given["rel"], {})[target] = given.get("type")
    return found


@pytest.fixture(scope="module")
def contexts(told_client):
    """Return a function that returns the links of a set by where they lead from."""

    def contexts(path):
        answer = told_client.get(path)
        assert answer.mimetype == "application/linkset+json"  # RFC 9264 §4.2
        return {context["anchor"]: context for context in answer.json["linkset"]}

    return contexts


@pytest.mark.parametrize("path", [CITY, f"{CITY}.ttl", f"{CITY}.html"])
def test_a_document_points_the_way(told_client, path) -> None:
    # signposting.org/FAIR, "Level 1", landing page
    links = headed(told_client.get(path))
    assert set(links["cite-as"]) == {IRI}
    assert set(links["type"]) >= {"https://schema.org/AboutPage"}
    assert links["describedby"][f"{CITY}.ttl"] == "text/turtle"
    assert links["collection"] == {"/dataset": "text/html"}
    assert set(links["license"]) == {LICENCE}
    assert links["linkset"] == {f"/linkset{CITY}": "application/linkset+json"}


def test_the_dataset_points_to_its_files_and_descriptions(told_client) -> None:
    links = headed(told_client.get("/dataset"))
    assert set(links["cite-as"]) == {"https://w3id.org/city2city/dataset"}
    assert links["item"]["/releases/2/city2city.nq.gz"] == "application/gzip"
    assert links["describedby"]["/catalog.ttl"] == "text/turtle"
    assert set(links["license"]) == {LICENCE}
    assert links["linkset"] == {"/linkset": "application/linkset+json"}
    assert "https://schema.org/Dataset" in links["type"]


def test_the_home_page_leads_everywhere_in_one_hop(told_client) -> None:
    links = headed(told_client.get("/"))
    assert links["describedby"]["/.well-known/void"] == "text/turtle"
    assert "/limits.ttl" in links["service-desc"]  # RFC 8631 §4.2
    assert "/sitemap.xml" in links["sitemap"]
    assert "/.well-known/api-catalog" in links["api-catalog"]
    assert set(links["license"]) == {LICENCE}


@pytest.mark.parametrize(
    ("linkset", "page"), [("/linkset", "/dataset"), (f"/linkset{CITY}", CITY)]
)
def test_a_set_of_links_has_all_that_the_header_has(
    contexts, told_client, linkset, page
) -> None:
    # signposting.org/FAIR, "Level 2"
    found = contexts(linkset)[BASE + page]
    header = headed(told_client.get(page))
    for relation in ("cite-as", "describedby", "item", "license", "collection"):
        there = {link["href"].removeprefix(BASE) for link in found.get(relation, ())}
        assert set(header.get(relation, ())) <= there


def test_files_and_metadata_lead_back_to_the_landing_page(contexts) -> None:
    found, page = contexts("/linkset"), {"href": f"{BASE}/dataset", "type": "text/html"}
    assert found[f"{BASE}/releases/2/city2city.nq.gz"]["collection"] == [page]
    assert found[f"{BASE}/dataset.ttl"]["describes"] == [page]


def test_a_set_of_links_is_written_as_text_too(told_client) -> None:
    answer = told_client.get("/linkset", headers={"Accept": "application/linkset"})
    assert answer.mimetype == "application/linkset"  # RFC 9264 §4.1
    first = answer.text.splitlines()[0]
    assert first.endswith(f'; rel="cite-as"; anchor="{BASE}/dataset",')


def test_targets_on_this_server_are_written_in_full() -> None:
    links = {"/a": [Link("item", "/b", "text/csv"), Link("license", "http://c/")]}
    text = written(links, "http://host", "application/linkset").decode()
    assert text == (
        '<http://host/b>; rel="item"; type="text/csv"; anchor="http://host/a",\n'
        '<http://c/>; rel="license"; anchor="http://host/a"\n'
    )


def test_the_interfaces_are_listed(told_client) -> None:
    answer = told_client.get("/.well-known/api-catalog")  # RFC 9727 §4.2
    profile = 'profile="https://www.rfc-editor.org/info/rfc9727"'
    assert answer.headers["Content-Type"] == f"application/linkset+json; {profile}"
    described = answer.json["linkset"][1]
    assert described["anchor"] == f"{BASE}/sparql"
    assert {link["type"] for link in described["service-desc"]} == {
        "text/turtle",
        "application/json",
    }


def test_there_are_no_links_of_what_is_not_there(told_client) -> None:
    assert told_client.get("/linkset/doc/city/xx-nowhere").status_code == 404


@pytest.mark.parametrize("path", [CITY, "/dataset"])
def test_a_client_made_for_it_finds_the_way(told_client, path) -> None:
    signposting = pytest.importorskip("signposting")
    header = told_client.get(path).headers["Link"]
    found = signposting.find_signposting_http_link([header], BASE + path)
    assert found.citeAs.target.startswith("https://w3id.org/city2city/")
    assert found.license.target == LICENCE
    assert {link.type for link in found.describedBy} >= {"text/turtle"}
    assert [link.target for link in found.linksets] == [
        BASE + "/linkset" + path.removeprefix("/dataset")
    ]
