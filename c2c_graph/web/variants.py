"""The forms a document comes in: their suffixes, media types and links."""

from collections.abc import Iterator
from typing import Final

from flask import request

from c2c_graph.rdf import formats
from c2c_graph.web import negotiate

SUFFIXES: Final = {
    "html": negotiate.HTML,
    **{f.suffix: f.media_type for f in formats.GRAPH_FORMATS},
}
# HTML first: the default, also for */* and for no Accept
OFFERS: Final = tuple(SUFFIXES.values())


def split(path: str) -> tuple[str, str]:
    """Return `path` without its suffix, and the suffix, empty where it has none."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in SUFFIXES else (path, "")


def choose(suffix: str) -> str:
    """Return the suffix of the variant to send: the one asked for, else negotiated."""
    if suffix:
        return suffix
    accept = request.headers.get("Accept", "")
    media_type = negotiate.negotiate(accept, OFFERS, negotiate.GRAPH_ALIASES)
    return next(s for s, offered in SUFFIXES.items() if offered == media_type)


def content_type(suffix: str) -> str:
    """Return the Content-Type of the variant with `suffix`."""
    return negotiate.content_type(SUFFIXES[suffix])


def links(path: str) -> Iterator[str]:
    """Yield Link header values for every variant of the document at `path`."""
    for suffix, media_type in SUFFIXES.items():
        yield f'<{path}.{suffix}>; rel="alternate"; type="{media_type}"'
