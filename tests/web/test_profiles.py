"""Content Negotiation by Profile (W3C Working Draft); sections are named by heading."""

import re
from itertools import chain
from pathlib import Path

import pytest
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.dereference import views

BASE = "https://w3id.org/city2city/"
OWN, SCHEMA, ORG = (f"<{BASE}profile/{token}>" for token in ("c2c", "schema", "org"))
MALMO = "/doc/city/se-malmo"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
TURTLE = "text/turtle"


@pytest.fixture(scope="module")
def ask(shipped):
    def ask(path, accept=None, profile=None):
        given = {"Accept": accept, "Accept-Profile": profile}
        headers = {name: value for name, value in given.items() if value}
        return shipped.get(path, headers=headers)

    return ask


def said(answer):
    """Return (subject, predicate) → objects of a Turtle document, without our base."""
    found = {}
    for quad in parse(answer.data, format=RdfFormat.TURTLE):
        key = quad.subject.value.removeprefix(BASE), quad.predicate.value
        found.setdefault(key, set()).add(quad.object)
    return found


# "get resource by profile" under "Hypertext Transfer Protocol Headers"
@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (None, OWN),
        (SCHEMA, SCHEMA),
        (f"{SCHEMA};q=0.5, {ORG};q=0.9", ORG),
        (f"<urn:example:x>, {ORG};q=0.1", ORG),
        ("<https://schema.org/>", SCHEMA),
        ("<http://www.w3.org/ns/org#>", ORG),
        ("schema", SCHEMA),
        ("<urn:example:x>", OWN),
        ("*", OWN),
        (f"{SCHEMA};q=0", OWN),
        ("<<>>;q=x,,;", OWN),
    ],
)
def test_the_profile_liked_best_is_sent_and_named(ask, asked, sent):
    answer = ask(MALMO, TURTLE, asked)
    assert (answer.status_code, answer.headers["Content-Profile"]) == (200, sent)
    assert "Accept-Profile" in answer.headers["Vary"]
    assert f'{sent}; rel="profile"' in answer.headers["Link"]


# "get resource by profile" under "URL Query String Arguments"
@pytest.mark.parametrize(
    ("query", "sent"),
    [
        ("_profile=schema", SCHEMA),
        (f"_profile={ORG}", ORG),
        ("_profile=%3Chttps%3A%2F%2Fw3id.org%2Fcity2city%2Fprofile%2Forg%3E", ORG),
        ("_profile=nothing,org,schema", ORG),
        ("_profile=nothing", OWN),
    ],
)
def test_the_query_string_names_a_profile_by_token_or_iri(ask, query, sent):
    assert ask(f"{MALMO}?{query}", TURTLE).headers["Content-Profile"] == sent


def test_the_query_string_takes_precedence_over_headers(ask):
    answer = ask(f"{MALMO}?_profile=org&_mediatype=text/turtle", "text/html", SCHEMA)
    assert (answer.mimetype, answer.headers["Content-Profile"]) == (TURTLE, ORG)
    assert answer.headers["Content-Location"] == f"{MALMO}.ttl?_profile=org"


def test_a_view_comes_in_each_of_its_formats_and_in_no_other(ask):
    answer = ask(f"{MALMO}?_profile=schema&_mediatype=application/ld+json")
    assert answer.mimetype == "application/ld+json"
    assert ask(f"{MALMO}.nt?_profile=schema").status_code == 200
    assert ask(f"{MALMO}.html?_profile=schema").status_code == 406
    assert ask(f"{MALMO}?_profile=schema", "text/html").status_code == 406


def test_a_page_by_its_suffix_is_a_page_whatever_profile_the_header_likes(ask):
    answer = ask(f"{MALMO}.html", None, SCHEMA)
    assert (answer.mimetype, answer.headers["Content-Profile"]) == ("text/html", OWN)


# "If a server redirects … it MUST indicate the selected choice of profile"
@pytest.mark.parametrize(
    ("query", "profile", "location"),
    [
        ("", None, ""),
        ("", SCHEMA, "?_profile=schema"),
        ("?_profile=org&_mediatype=text/turtle", None, "?_profile=org&_mediatype="),
        ("?_profile=all", None, "?_profile=all"),
        ("?_profile=//evil&_mediatype=x%0d%0ay", None, ""),
    ],
)
def test_a_thing_leads_to_its_document_in_the_profile(ask, query, profile, location):
    answer = ask(f"/id/city/se-malmo{query}", None, profile)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith(MALMO + location)
    assert "evil" not in answer.headers["Location"]
    assert "Content-Profile" in answer.headers


# "Token mappings", "HTTP Alternate Representations Data Model Implementation"
def test_links_tell_the_default_the_views_and_the_tokens(ask):
    links = ask(MALMO, TURTLE).headers["Link"]
    assert (
        f'<{MALMO}>; rel="canonical"; type="text/html"; profile="{OWN[1:-1]}"' in links
    )
    view = f'<{MALMO}.jsonld?_profile=schema>; rel="alternate"'
    assert f'{view}; type="application/ld+json"; profile="{SCHEMA[1:-1]}"' in links
    for token, iri in (("c2c", OWN), ("schema", SCHEMA), ("org", ORG)):
        assert f'rel="type"; token="{token}"; anchor="{iri[1:-1]}"' in links


# "list profiles"
def test_every_representation_listed_is_there(ask):
    answer = ask(f"{MALMO}?_profile=all&_mediatype=application/json")
    assert answer.headers["Content-Profile"].endswith("/profile/qsa>")
    told = {p["token"]: p for p in answer.get_json()["profiles"]}
    assert told["schema"]["uri"] == SCHEMA[1:-1]
    links = re.findall(
        r'<([^>]*)>; rel="alternate"; type="([^"]*)"; profile="([^"]*)"',
        answer.headers["Link"],
    )
    assert len(links) == sum(len(p["media_types"]) for p in told.values())
    for address, media_type, profile in links:
        found = ask(address)
        assert (found.status_code, found.mimetype) == (200, media_type)
        assert found.headers["Content-Profile"] == f"<{profile}>"


def test_people_choose_a_profile_on_a_page(ask):
    answer = ask(f"{MALMO}?_profile=all", "text/html")
    assert f'href="{MALMO}.ttl?_profile=org"' in answer.text
    assert ask(f"{MALMO}?_profile=alt", "text/html").text == answer.text
    assert ask("/doc/city/se-nowhere?_profile=all").status_code == 404


def test_each_profile_has_a_tag_of_its_own(ask):
    tags = {ask(f"{MALMO}.ttl?_profile={t}").headers["ETag"] for t in ("c2c", "org")}
    assert len(tags) == 2


S = "https://schema.org/"
W = "http://www.w3.org/ns/org#"


def test_a_city_in_schema_org_is_a_place_with_coordinates(ask):
    told = said(ask(f"{MALMO}?_profile=schema", TURTLE))
    city, point = "id/city/se-malmo", "id/geometry/se-malmo"
    assert NamedNode(S + "City") in told[city, RDF_TYPE]
    assert told[city, S + "name"] == {Literal("Malmö", language="en")}
    assert told[city, S + "geo"] == {NamedNode(BASE + point)}
    assert told[point, RDF_TYPE] == {NamedNode(S + "GeoCoordinates")}
    assert {o.value for o in told[point, S + "latitude"]} == {"55.60587"}
    assert NamedNode("http://www.wikidata.org/entity/Q2211") in told[city, S + "sameAs"]


def test_a_membership_in_org_has_organization_member_and_time(ask):
    path = "membership/nordic-city-network--se-malmo"
    told = said(ask(f"/doc/{path}?_profile=org", TURTLE))
    subject = f"id/{path}"
    assert told[subject, RDF_TYPE] == {NamedNode(W + "Membership")}
    assert told[subject, W + "organization"] == {
        NamedNode(BASE + "id/network/nordic-city-network")
    }
    assert told[subject, W + "member"] == {NamedNode(BASE + "id/government/se-malmo")}


@pytest.mark.parametrize("token", ["schema", "org"])
def test_a_view_says_which_profile_it_conforms_to(ask, token):
    told = said(ask(f"{MALMO}?_profile={token}", TURTLE))
    conforms = told["doc/city/se-malmo", "http://purl.org/dc/terms/conformsTo"]
    assert conforms == {NamedNode(f"{BASE}profile/{token}")}


# Profiles Vocabulary: prof:Profile, prof:hasResource, prof:ResourceDescriptor
@pytest.mark.parametrize("token", ["c2c", "schema", "org"])
def test_a_profile_describes_itself_at_its_iri(ask, token):
    prof = "http://www.w3.org/ns/dx/prof/"
    told = said(ask(f"/profile/{token}", TURTLE))
    profile = f"profile/{token}"
    assert told[profile, RDF_TYPE] == {NamedNode(prof + "Profile")}
    assert told[profile, prof + "hasToken"] == {Literal(token)}
    assert told[profile, prof + "isProfileOf"]
    for resource in told[profile, prof + "hasResource"]:
        key = resource.value.removeprefix(BASE)
        (artifact,) = told[key, prof + "hasArtifact"]
        assert ask("/" + artifact.value.removeprefix(BASE)).status_code == 200
        assert told[key, prof + "hasRole"]


def test_people_read_which_word_is_said_for_which(ask):
    page = ask("/profile/schema", "text/html").text
    assert "geo:hasDefaultGeometry" in page
    assert "schema:geo" in page
    assert 'href="/profile/org"' in ask("/profile", "text/html").text
    assert ask("/profile/nothing").status_code == 404


def test_a_view_uses_only_words_that_are_published(ask):
    pinned = Path(__file__).parents[1] / "ontology" / "published-terms.tsv"
    lines = (line.split("\t") for line in pinned.read_text().splitlines())
    known = {f"{prefix}:{name}" for prefix, name in lines}
    spaces = {"schema": S, "org": W, "time": views.TIME, "foaf": views.FOAF}
    told = chain(views.SCHEMA_TYPES.values(), views.SCHEMA_WORDS.values())
    used = {*told, *views.ORG_TYPES.values(), *views.ORG_WORDS.values()}
    short = {
        f"{p}:{iri.removeprefix(s)}"
        for iri in used
        for p, s in spaces.items()
        if s in iri
    }
    assert short - known == set()
