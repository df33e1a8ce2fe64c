"""Which profiles and formats a document comes in: `?_profile=all`."""

import json
from typing import Final

from c2c_graph import errors
from c2c_graph.dereference.describe import named
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import negotiate
from c2c_graph.web import profiles
from c2c_graph.web import variants
from c2c_graph.web.asked import Asked
from c2c_graph.web.reply import Reply
from c2c_graph.web.templating import render
from c2c_graph.web.view import View

ENDPOINT: Final = "documents.profiles"
JSON: Final = "application/json"
# the list itself conforms to this profile ("list profiles", its examples)
_QSA: Final = "http://www.w3.org/ns/dx/connegp/profile/qsa"


def reply(asked: Asked, view: View, iri: str, stem: str) -> Reply:
    """Return the list for the document about `iri` at `/{stem}`, for people or as JSON.

    Raise `errors.UnknownIri` where nothing is stated about `iri`, or
    `errors.NotAcceptable`.
    """
    if not view.facts.knows(named(iri)):
        raise errors.UnknownIri(f"nothing is known under <{iri}>")
    path = addresses.encoded(stem)
    accept = profiles.media_type_asked(asked) or asked.accept
    chosen = negotiate.negotiate(accept, (negotiate.HTML, JSON), ())
    body = _page(path, iri) if chosen == negotiate.HTML else _json(path, iri)
    headers = [
        ("Content-Type", negotiate.content_type(chosen)),
        ("Content-Profile", f"<{_QSA}>"),
        ("Cache-Control", conditional.FRESHNESS),
        ("ETag", conditional.etag(view.token, "profiles", chosen)),
        ("Vary", "Accept, Accept-Profile"),
        ("Link", ", ".join(profiles.all_links(path))),
    ]
    return Reply(200, headers, body, ENDPOINT, view.number, lasting=True)


def _json(path: str, iri: str) -> bytes:
    told = [
        {
            "token": profile.token,
            "uri": profile.iri,
            "media_types": [variants.SUFFIXES[suffix] for suffix in profile.suffixes],
        }
        for profile in profiles.PROFILES
    ]
    # the members of the example in the text, "list profiles"
    content = {"resource": path, "describes": iri, "profiles": told}
    return json.dumps(content, indent=1).encode() + b"\n"


def _page(path: str, iri: str) -> bytes:
    rows = [
        (
            profile,
            [
                (variants.SUFFIXES[suffix], profiles.location(path, suffix, profile))
                for suffix in profile.suffixes
            ],
        )
        for profile in profiles.PROFILES
    ]
    return render("profiles.html", path=path, iri=iri, rows=rows).encode()
