"""Choose a media type: what the asker likes best of our offers (RFC 9110 §12.5.1)."""

from functools import lru_cache
from typing import Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from c2c_graph import errors

HTML: Final = "text/html"
PROBLEM: Final = "application/problem+json"

Aliases = tuple[tuple[str, str], ...]

# a general name that clients send, and the offer that is meant
RESULT_ALIASES: Final[Aliases] = (
    ("application/json", "application/sparql-results+json"),
    ("application/xml", "application/sparql-results+xml"),
    ("text/xml", "application/sparql-results+xml"),
)
GRAPH_ALIASES: Final[Aliases] = (
    ("application/json", "application/ld+json"),
    ("application/xml", "application/rdf+xml"),
    ("text/plain", "application/n-triples"),
    ("application/x-turtle", "text/turtle"),
)
# few clients share nearly all requests; a header may have hundreds of KiB
_REMEMBERED: Final = 64


@lru_cache(_REMEMBERED)
def negotiate(accept: str, offers: tuple[str, ...], aliases: Aliases) -> str:
    """Return the offer that `accept` likes best; the first one where it says nothing.

    Parameters other than q are ignored, so that `…+json;charset=utf-8` means the
    type. The most specific range decides about an offer, and equal offers keep our
    order. An alias counts where it is named, before what only a wildcard matches:
    rdflib sends `text/plain, */*;q=0.1`. Raise `errors.NotAcceptable` with the list
    where nothing fits.
    """
    if not accept.strip():
        return offers[0]
    ranges = _bare(accept)
    named = {value.lower() for value, _ in ranges}
    meant = {
        offer: max(
            (ranges.quality(a) for a, m in aliases if m == offer and a in named),
            default=0,
        )
        for offer in offers
    }

    def liking(offer: str) -> tuple[float, bool]:
        quality = max(ranges.quality(offer), meant[offer])
        return quality, offer in named or meant[offer] == quality > 0

    best = max(offers, key=liking)
    if liking(best)[0] > 0:
        return best
    raise errors.NotAcceptable(f"choose one of: {', '.join(offers)}")


def format_asked(given: str) -> str:
    """Return the `format=` that is meant by `given`.

    No name has a blank in it: it is the `+` of a media type that was sent as it is,
    where a form would have it as `%2B`.
    """
    return given.replace(" ", "+")


def content_type(media_type: str) -> str:
    """Return the Content-Type of `media_type`, with the charset where it is text."""
    return media_type + ("; charset=utf-8" if media_type.startswith("text/") else "")


@lru_cache(_REMEMBERED)
def prefers_html(accept: str, others: tuple[str, ...] = ()) -> bool:
    """Return whether a person is looking.

    HTML is liked better than problem JSON, and no less than any of `others`.
    """
    ranges = _bare(accept)
    html = ranges.quality(HTML)
    best = max(map(ranges.quality, others), default=0)
    return bool(html > ranges.quality(PROBLEM) and html >= best)


def _bare(accept: str) -> MIMEAccept:
    parsed = parse_accept_header(accept, MIMEAccept)
    return MIMEAccept((value.partition(";")[0].strip(), q) for value, q in parsed)
