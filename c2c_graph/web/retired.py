"""What was withdrawn or merged: `data/retired.ttl` decides, before anything is read.

What was withdrawn is gone for good: 410, with a document that says when, why and what
replaces it (RFC 9110 §15.5.11). What was merged moved: 301 to the entry that stands
for it now, and from its document to that one's (§15.4.2).
"""

from typing import Final

from c2c_graph.dereference.describe import describe
from c2c_graph.dereference.retired import retired
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import documents
from c2c_graph.web import preferred
from c2c_graph.web import profiles
from c2c_graph.web import variants
from c2c_graph.web.asked import Asked
from c2c_graph.web.reply import Reply
from c2c_graph.web.view import View

ENDPOINT: Final = "documents.retired"
GONE: Final = 410
MOVED: Final = 301
# a curator may have erred: nobody is told to remember it for ever
_FRESHNESS: Final = "public, max-age=300"


def answer(asked: Asked, view: View, iri: str) -> Reply | None:
    """Return what is answered for the retired `iri`; nothing where it is in use.

    The document of what was withdrawn is left to who writes documents. Raise
    `errors.NotAcceptable`.
    """
    found = retired(view.facts, iri) if iri in view.retired else None
    if found is None:
        return None
    if found.merged:
        return _moved(asked, view, found.merged)
    return None if asked.path.startswith("/doc/") else _gone(asked, view, iri)


def _moved(asked: Asked, view: View, iri: str) -> Reply:
    location = addresses.thing_path(iri)
    if asked.path.startswith("/doc/"):
        suffix = variants.split(asked.path)[1]
        location = addresses.document_path(iri) + (f".{suffix}" if suffix else "")
    headers = [
        ("Location", location + profiles.query(asked, profiles.chosen(asked))),
        ("Vary", "Accept-Profile, Accept-Datetime"),
        ("Cache-Control", _FRESHNESS),
    ]
    return Reply(MOVED, headers, b"", ENDPOINT, view.number)


def _gone(asked: Asked, view: View, iri: str) -> Reply:
    """Return the document about `iri` at the address of the thing itself."""
    variant = variants.negotiated(asked.accept)
    sourced = variant in documents.SOURCED
    description = describe(view.facts, iri, sourced=sourced)
    if variant == documents.HTML:
        languages = preferred.languages(asked.headers.get("accept-language", ""))
        stamp = view.stamp(view.history.last_change(iri))
        body = documents.html(view, view.facts, description, languages, stamp)
    else:
        body = documents.rdf(view, view.facts, description, variant)
    location = addresses.document_path(iri)
    headers = [
        ("Content-Type", variants.content_type(variant)),
        ("Cache-Control", conditional.FRESHNESS),
        ("Vary", "Accept, Accept-Language, Accept-Datetime"),
        ("Link", f'<{location}>; rel="describedby"'),
    ]
    return Reply(GONE, headers, body, ENDPOINT, view.number)
