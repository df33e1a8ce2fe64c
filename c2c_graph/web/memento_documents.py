"""Mementos: documents as they were, at addresses that never change (RFC 7089)."""

import hashlib
from typing import Final

from werkzeug.http import http_date

from c2c_graph import errors
from c2c_graph.dereference.describe import describe
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import documents
from c2c_graph.web import entity_documents
from c2c_graph.web import profiles
from c2c_graph.web import variants
from c2c_graph.web.asked import Asked
from c2c_graph.web.entity_documents import Choice
from c2c_graph.web.past_places import Past
from c2c_graph.web.past_places import Place
from c2c_graph.web.past_places import place_of
from c2c_graph.web.past_states import State
from c2c_graph.web.past_states import facts_at
from c2c_graph.web.past_states import state_at
from c2c_graph.web.past_states import states_of
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Reply
from c2c_graph.web.view import View

ENDPOINT: Final = "memento"
FOR_EVER: Final = "public, max-age=31536000, immutable"
_DIGITS: Final = 8


def described(view: View, path: str) -> tuple[str, tuple[State, ...]]:
    """Return the IRI that the document at the decoded `path` is about, its states."""
    stem, _ = variants.split(path)
    space, rest = addresses.space_of(stem.removeprefix("doc/"))
    return known(view, space, rest)


def known(view: View, space: str, path: str) -> tuple[str, tuple[State, ...]]:
    """Return the IRI in `space` that the decoded `path` spells, and its states.

    Raise `errors.UnknownIri` where nothing was ever stated about any spelling.
    """
    for spelling in addresses.spellings(path):
        if states := states_of(view, space + spelling):
            return space + spelling, states
    raise errors.UnknownIri(f"nothing was ever known under <{space}{path}>")


def memento(asked: Asked, view: View, number: int, path: str) -> Reply:
    """Return the document at the decoded `path` as it was in release `number`.

    A release that did not change it sends on to the one that did. Raise
    `errors.NotThen` where the thing was not described then, `errors.NoRelease` where
    that is not known, `errors.UnknownIri`, `errors.UnknownRelease` and
    `errors.NotAcceptable`.
    """
    made = view.history.created(number)
    iri, states = described(view, path)
    place = place_of(asked, path)
    state = state_at(states, number)
    if state is None and not view.history.is_known_since(number):
        raise errors.NoRelease(
            f"what changed since release {number} is not known: see that C2C_HOME can "
            "be written, and that the folders of all releases are there"
        )
    if state is None or not state.exists:
        raise errors.NotThen(
            f"<{iri}> was not described in release {number}; "
            f"{place.timemap} lists the releases in which it was",
            document=path,
            made=state.made if state else made,
        )
    if state.number != number:
        headers = [("Location", place.redirection(state.number, asked.query))]
        headers += [("Cache-Control", FOR_EVER), ("Link", ", ".join(place.links()))]
        return Reply(302, headers, b"", ENDPOINT, number)
    return _document(asked, view, iri, place, states, state)


def _document(
    asked: Asked,
    view: View,
    iri: str,
    place: Place,
    states: tuple[State, ...],
    state: State,
) -> Reply:
    suffix = variants.split(place.path)[1]
    choice = entity_documents.choose(asked, suffix)
    stem = variants.split(place.path)[0]
    address = f"/releases/{state.number}{stem}"
    headers = [
        *_headers(view, state, choice, address, suffix),
        ("Link", ", ".join([*place.links(), *place.mementos(states, state)])),
    ]
    given = dict(headers)
    if conditional.unchanged(
        asked.headers.get("if-none-match", ""),
        asked.headers.get("if-modified-since", ""),
        given["ETag"],
        "",
    ):
        return Reply(304, headers, b"", ENDPOINT, state.number)
    body = _written(view, iri, choice, state, Past(address, stem))
    return Reply(200, headers, body, ENDPOINT, state.number)


def _headers(
    view: View, state: State, choice: Choice, address: str, suffix: str
) -> Headers:
    vary = ["Accept-Profile"] if suffix else ["Accept", "Accept-Profile"]
    if choice.variant == documents.HTML:
        vary.append("Accept-Language")
    token = view.stamp(state.number).token
    profile = profiles.named(choice.profile)
    told = (choice.variant, *choice.languages, profiles.tag(profile))
    tag = conditional.etag(token, "past", _spelling(view, choice.variant), *told)
    return [
        ("Content-Type", variants.content_type(choice.variant)),
        ("Content-Location", profiles.location(address, choice.variant, profile)),
        ("Content-Profile", profiles.content_profile(profile)),
        ("ETag", tag),
        ("Memento-Datetime", http_date(state.made)),
        ("Cache-Control", FOR_EVER),
        ("Vary", ", ".join(vary)),
    ]


def _written(view: View, iri: str, choice: Choice, state: State, past: Past) -> bytes:
    facts = facts_at(view, state.number)
    description = describe(facts, iri, sourced=choice.variant in documents.SOURCED)
    if choice.variant == documents.HTML:
        stamp = view.stamp(state.number)
        return documents.html(
            view, facts, description, choice.languages, stamp, past=past
        )
    if choice.profile != profiles.OWN.token:
        return documents.view_rdf(
            view, facts, description, choice.variant, choice.profile, alone=True
        )
    # the context that is published may change, this document not
    return documents.rdf(view, facts, description, choice.variant, alone=True)


def _spelling(view: View, variant: str) -> str:
    """Return what tells how `variant` is spelled now: prefixes, or terms of JSON-LD."""
    if variant != documents.JSONLD:
        return view.prefixes_hash
    context = view.remember("context", view.context.document)
    return hashlib.sha256(context).hexdigest()[:_DIGITS]
