import re

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from c2c_graph import errors
from c2c_graph.export import accept
from c2c_graph.web import negotiate
from c2c_graph.web.variants import OFFERS
from c2c_graph.web.variants import SUFFIXES

NAMES = [
    *OFFERS,
    *(alias for alias, _ in negotiate.GRAPH_ALIASES),
    "*/*",
    "text/*",
    "application/*",
    "image/png",
    "application/xhtml+xml",
]
QUALITIES = ["", ";q=1", ";q=1.000", ";q=0.9", "; q=0.5", ";q=0.3", ";q=0.1", ";q=0"]
PARAMETERS = ["", ";charset=utf-8", '; profile="urn:x"']
RANGES = st.tuples(*map(st.sampled_from, (PARAMETERS, QUALITIES))).map("".join)
HEADERS = st.dictionaries(st.sampled_from(NAMES), RANGES, min_size=1, max_size=5)
# as nginx would: compiled once, tried in their order
PATTERNS = [(re.compile(p, re.IGNORECASE), suffix) for p, suffix in accept.patterns()]


def by_pattern(header):
    found = dict(accept.exact()).get(header.lower())
    tried = (suffix for pattern, suffix in PATTERNS if pattern.search(header))
    return found or next(tried, "")


def by_server(header):
    try:
        found = negotiate.negotiate(header, OFFERS, negotiate.GRAPH_ALIASES)
    except errors.NotAcceptable:
        return ""
    return next(suffix for suffix in SUFFIXES if SUFFIXES[suffix] == found)


@given(HEADERS, st.sampled_from([",", ", ", " , "]))
@settings(max_examples=400, deadline=None)
def test_any_accept_header_means_the_same_to_both(ranges, comma):
    header = comma.join(name + rest for name, rest in ranges.items())
    assert by_pattern(header) == by_server(header)


@pytest.mark.parametrize("header", ["", "*/*", *OFFERS])
def test_the_common_headers_need_no_pattern(header):
    assert dict(accept.exact())[header] == by_server(header)
