"""The forms a document comes in: their suffixes, media types and links."""

from collections.abc import Iterable
from collections.abc import Iterator
from itertools import chain
from typing import Final

from flask import Response
from flask import request

from c2c_graph.rdf import formats
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web.context import languages
from c2c_graph.web.context import view

SUFFIXES: Final = {
    "html": negotiate.HTML,
    **{f.suffix: f.media_type for f in formats.GRAPH_FORMATS},
}
# the end of an address that names a variant, as a rule for routes
SUFFIX: Final = f"<any({', '.join(SUFFIXES)}):suffix>"
# HTML first: the default, also for */* and for no Accept
OFFERS: Final = tuple(SUFFIXES.values())
_SUFFIX_OF: Final = {media_type: suffix for suffix, media_type in SUFFIXES.items()}


def split(path: str) -> tuple[str, str]:
    """Return `path` without its suffix, and the suffix, empty where it has none."""
    stem, dot, suffix = path.rpartition(".")
    return (stem, suffix) if dot and suffix in SUFFIXES else (path, "")


def negotiated(accept: str) -> str:
    """Return the suffix of the variant that the header Accept likes best.

    Raise `errors.NotAcceptable` with the list where it likes none.
    """
    return _SUFFIX_OF[negotiate.negotiate(accept, OFFERS, negotiate.GRAPH_ALIASES)]


def choose(suffix: str) -> str:
    """Return the suffix of the variant to send: the one asked for, else negotiated."""
    return suffix or negotiated(request.headers.get("Accept", ""))


def content_type(suffix: str) -> str:
    """Return the Content-Type of the variant with `suffix`."""
    return negotiate.content_type(SUFFIXES[suffix])


def tag(suffix: str) -> str:
    """Return the entity tag of the variant with `suffix` of any document."""
    tongues = languages() if suffix == "html" else ()
    return conditional.etag(view().token, suffix, *tongues)


def stamped(
    response: Response,
    suffix: str,
    path: str,
    more_links: Iterable[str] = (),
    etag: str = "",
) -> Response:
    """Return `response` as the variant with `suffix` of the document at `path`.

    Its entity tag is `etag`, or that of the release.
    """
    response.headers["Content-Location"] = f"{path}.{suffix}"
    joined = chain(links(path), more_links)
    return conditional.stamped(response, etag or tag(suffix), joined)


def linked(response: Response, suffix: str, path: str) -> Response:
    """Return `response`, which has a tag, as the variant with `suffix` of `path`."""
    response.headers["Content-Location"] = f"{path}.{suffix}"
    response.headers["Link"] = ", ".join(links(path))
    return response


def links(path: str) -> Iterator[str]:
    """Yield a link to each variant of the document at `path`."""
    for suffix, media_type in SUFFIXES.items():
        yield f'<{path}.{suffix}>; rel="alternate"; type="{media_type}"'
