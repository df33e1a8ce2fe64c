import pytest

from c2c_graph import errors
from c2c_graph.web.negotiate import RESULT_ALIASES
from c2c_graph.web.negotiate import negotiate

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"
OFFERS = (JSON, XML, "text/csv", "text/tab-separated-values")

# the rules that Oxigraph's server tests of itself, and the examples of RFC 9110 §12.5.1
TABLE = [
    pytest.param("", JSON, id="no header: the first offer"),
    pytest.param("*/*", JSON, id="star: the first offer"),
    pytest.param("text/*", "text/csv", id="star of a type: its first offer"),
    pytest.param(JSON + ";charset=utf-8", JSON, id="parameters do not matter"),
    pytest.param('text/csv;header="present"', "text/csv", id="quoted parameters"),
    pytest.param("text/csv", "text/csv", id="one type"),
    pytest.param("TEXT/CSV", "text/csv", id="case does not matter"),
    pytest.param("text/csv, */*;q=0.1", "text/csv", id="named before star"),
    pytest.param(f"{JSON};q=0.3, {XML};q=0.7", XML, id="the greater q wins"),
    pytest.param(f"{JSON};q=0, */*", XML, id="what is excluded is not sent"),
    pytest.param("text/*;q=0, */*", JSON, id="a type excluded by wildcard"),
    pytest.param("text/*;q=0, text/csv", "text/csv", id="specific against wildcard"),
    pytest.param(f"*/*, {JSON};q=0.5", XML, id="specific q counts, not the star's"),
    pytest.param(
        "text/csv;q=0.9, text/tab-separated-values", OFFERS[3], id="no q is 1"
    ),
    pytest.param(
        "application/foo, text/csv;q=0.1", "text/csv", id="unknown is skipped"
    ),
    pytest.param("application/json", JSON, id="a general name for results"),
    pytest.param("application/json, text/csv;q=0.5", JSON, id="an alias has its own q"),
]


@pytest.mark.parametrize(("accept", "expected"), TABLE)
def test_the_best_offer_is_chosen(accept, expected):
    assert negotiate(accept, OFFERS, RESULT_ALIASES) == expected


@pytest.mark.parametrize(
    "accept", ["application/foo", "image/*", "*/*;q=0", "text/csv;q=0"]
)
def test_what_fits_nothing_is_not_acceptable_and_the_list_is_told(accept):
    with pytest.raises(errors.NotAcceptable, match="text/tab-separated-values"):
        negotiate(accept, OFFERS, RESULT_ALIASES)


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, "text/html"),
        ("*/*", "text/html"),
        (BROWSER, "text/html"),
        ("text/turtle", "text/turtle"),
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("application/ld+json;profile=compacted", "application/ld+json"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/trig", "application/trig"),
        ("application/n-quads", "application/n-quads"),
        ("text/plain", "application/n-triples"),
        ("application/rdf+xml, text/html;q=0.1", "application/rdf+xml"),
    ],
)
def test_a_document_comes_as_asked_for(get, accept, expected):
    answer = get("/doc/city/xa-alpha", accept)
    assert answer.status_code == 200
    assert answer.mimetype == expected
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [
        ("html", "text/html"),
        ("ttl", "text/turtle"),
        ("jsonld", "application/ld+json"),
        ("nt", "application/n-triples"),
        ("rdf", "application/rdf+xml"),
    ],
)
@pytest.mark.parametrize("document", ["/doc/city/xa-alpha", "/ns", "/shapes"])
def test_a_suffix_wins_over_the_header(get, document, suffix, expected):
    answer = get(f"{document}.{suffix}", "application/x-unheard-of")
    assert answer.status_code == 200
    assert answer.mimetype == expected
    assert answer.headers["Content-Location"] == f"{document}.{suffix}"
