"""Things and concepts are not documents: `/id/…` and `/def/…` lead on with 303."""

from typing import Final

from c2c_graph import errors
from c2c_graph.dereference.describe import named
from c2c_graph.dereference.facts import Facts
from c2c_graph.web import addresses
from c2c_graph.web import profiles
from c2c_graph.web import retired
from c2c_graph.web.asked import Asked
from c2c_graph.web.reply import Reply
from c2c_graph.web.view import View

ENDPOINT: Final = "things.thing"
SEE_OTHER: Final = 303


def see_other(asked: Asked, view: View, space: str, path: str) -> Reply:
    """Return 303 to the document about what `path` names in `space`.

    The address is relative, so that it holds on any host and behind the persistent
    redirect. Raise `errors.UnknownIri` for what never was.
    """
    spelled = addresses.spellings(path)
    if moved := retired.answer(asked, view, space + spelled[0]):
        return moved
    location = addresses.document_path(known_iri(view.facts, space, path))
    profile = profiles.chosen(asked)
    headers = [
        ("Location", location + profiles.query(asked, profile)),
        ("Link", f'<{location}>; rel="describedby"'),
        ("Content-Profile", profiles.content_profile(profile)),
        ("Vary", "Accept-Profile, Accept-Datetime"),
        ("Cache-Control", "public, max-age=300"),
    ]
    return Reply(SEE_OTHER, headers, b"", ENDPOINT, view.number, lasting=True)


def known_iri(facts: Facts, space: str, path: str) -> str:
    """Return the IRI in `space` that the decoded `path` spells.

    Raise `errors.UnknownIri` where nothing is stated about any spelling.
    """
    for spelling in addresses.spellings(path):
        if facts.knows(named(space + spelling)):
            return space + spelling
    raise errors.UnknownIri(f"nothing is known under <{space}{path}>")
