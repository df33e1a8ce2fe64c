"""Things and the documents about them: `/id/…`, `/def/…` and `/doc/…`.

A thing is not a document, so `/id/…` and `/def/…` lead on with 303; `/doc/…` answers in
HTML or RDF, by suffix or by negotiation. A client that has the current state gets 304
before anything is looked up in the store.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from functools import partial
from typing import Final

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.dereference.describe import Description
from c2c_graph.dereference.describe import describe
from c2c_graph.dereference.describe import named
from c2c_graph.dereference.facts import Facts
from c2c_graph.web import addresses
from c2c_graph.web import conditional
from c2c_graph.web import documents
from c2c_graph.web import hub_pages
from c2c_graph.web import preferred
from c2c_graph.web import profile_list
from c2c_graph.web import profiles
from c2c_graph.web import retired
from c2c_graph.web import variants
from c2c_graph.web.asked import Asked
from c2c_graph.web.document_links import links
from c2c_graph.web.pages import Pages
from c2c_graph.web.past_places import Place
from c2c_graph.web.past_places import place_of
from c2c_graph.web.reply import Headers
from c2c_graph.web.reply import Reply
from c2c_graph.web.running import Running
from c2c_graph.web.things import known_iri
from c2c_graph.web.things import see_other
from c2c_graph.web.turns import Turns
from c2c_graph.web.validators import Stamp
from c2c_graph.web.view import View

ENDPOINT: Final = "documents.thing"
READ_ALONE: Final = "GET, HEAD, OPTIONS"
OK: Final = 200
NOT_MODIFIED: Final = 304
GONE: Final = 410
_LEADING: Final = {"/id/": namespaces.THINGS, "/def/": namespaces.DEFINITIONS}


@dataclass(frozen=True)
class Choice:
    """The representation that is asked for: its suffix, languages and profile."""

    variant: str
    languages: tuple[str, ...] = ()
    profile: str = profiles.OWN.token


class EntityDocuments:
    """Answers what is asked about single things."""

    def __init__(self, pages: Pages, running: Running) -> None:
        self._pages = pages
        self._turns = Turns(running)

    async def reply(self, asked: Asked, view: View) -> Reply:
        """Return the answer to `asked`, an address that `answers` names.

        Raise `errors.UnknownIri`, `errors.NotAcceptable` or `errors.MethodNotAllowed`.
        """
        if asked.method == "OPTIONS":
            return Reply(204, [("Allow", READ_ALONE)], b"", ENDPOINT)
        if not asked.reads:
            raise errors.MethodNotAllowed(f"{asked.method} does nothing here; GET it")
        if not view.is_ready:
            await self._pages.in_turn(asked.client, view.make_ready)
        for start, space in _LEADING.items():
            if asked.path.startswith(start):
                return see_other(asked, view, space, asked.path.removeprefix(start))
        stem, suffix = variants.split(asked.path[1:])
        iri = _described(view.facts, stem)
        if moved := retired.answer(asked, view, iri):
            return moved
        return await self._document(asked, view, iri, stem, suffix)

    async def _document(
        self, asked: Asked, view: View, iri: str, stem: str, suffix: str
    ) -> Reply:
        if profiles.wants_list(asked):
            return profile_list.reply(asked, view, iri, stem)
        choice = choose(asked, suffix)
        page = hub_pages.wanted(asked)
        if page is not None:  # which comes in our own model alone
            choice = replace(choice, profile=profiles.OWN.token)
        stamp = view.stamp(view.history.last_change(iri))
        place = place_of(asked, asked.path[1:])
        headers = _headers(choice, stamp, addresses.encoded(stem), suffix)
        # a condition counts only where the answer would be 200 (RFC 9110 §13.2.1)
        if iri not in view.retired and _has_it(asked, view, iri, headers):
            return Reply(NOT_MODIFIED, headers, b"", ENDPOINT, view.number)
        if page is not None:
            make = partial(_paged, asked, view, iri, page, choice, stamp, headers)
            return await self._pages.in_turn(asked.client, make)
        async with self._turns.of(asked.client):
            sourced = choice.variant in documents.SOURCED
            description = describe(view.facts, iri, sourced=sourced)
            make = partial(_made, view, description, choice, stamp, headers, place)
            if not description.is_large():
                return make()
        return await self._pages.in_turn(asked.client, make)


def answers(path: str) -> bool:
    """Return whether `path` is the address of a thing or of a document about one."""
    if path.startswith("/doc/"):
        return "/" in path[5:]  # /doc/city is a list
    return path.startswith(tuple(_LEADING))


def document_of(
    view: View,
    facts: Facts,
    iri: str,
    variant: str,
    languages: Sequence[str] = (),
    profile: str = profiles.OWN.token,
) -> bytes:
    """Return the document about `iri` as `facts` have it.

    `facts` are those of `view` or of an earlier release. Raise `errors.UnknownIri`
    where they say nothing about it.
    """
    description = describe(facts, iri, sourced=variant in documents.SOURCED)
    stamp = view.stamp(view.history.last_change(iri))
    choice = Choice(variant, tuple(languages), profile)
    return _written(view, facts, description, choice, stamp)


def choose(asked: Asked, suffix: str) -> Choice:
    """Return the representation that `asked` likes best.

    Raise `errors.NotAcceptable` with the list where none is acceptable.
    """
    profile = profiles.chosen(asked, suffix)
    variant = profiles.variant(asked, profile, suffix)
    if variant != documents.HTML:
        return Choice(variant, profile=profile.token)
    return Choice(
        variant, preferred.languages(asked.headers.get("accept-language", ""))
    )


def _described(facts: Facts, stem: str) -> str:
    """Return the IRI of what the document at `stem` describes, likely a known one."""
    space, rest = addresses.space_of(stem.removeprefix("doc/"))
    spelled = addresses.spellings(rest)
    if len(spelled) == 1:
        return space + spelled[0]
    return known_iri(facts, space, rest)


def _headers(choice: Choice, stamp: Stamp, address: str, suffix: str) -> Headers:
    vary = ["Accept-Profile"] if suffix else ["Accept", "Accept-Profile"]
    if choice.variant == documents.HTML:
        vary.append("Accept-Language")
    vary.append("Accept-Datetime")
    profile = profiles.named(choice.profile)
    tag = stamp.tag(choice.variant, choice.languages, profiles.tag(profile))
    dated = [("Last-Modified", stamp.date)] if stamp.date else []
    return [
        ("Content-Type", variants.content_type(choice.variant)),
        ("Content-Location", profiles.location(address, choice.variant, profile)),
        ("Content-Profile", profiles.content_profile(profile)),
        ("ETag", tag),
        *dated,
        ("Cache-Control", conditional.FRESHNESS),
        ("Vary", ", ".join(vary)),
    ]


def _has_it(asked: Asked, view: View, iri: str, headers: Headers) -> bool:
    """Return whether the asker has what would be sent, told without describing it."""
    wanted = asked.headers.get("if-none-match", "")
    since = asked.headers.get("if-modified-since", "")
    if not wanted and not since:
        return False
    given = dict(headers)
    date = given.get("Last-Modified", "")
    if not conditional.unchanged(wanted, since, given["ETag"], date):
        return False
    # a tag of ours was given for a document that there is; a date and "*" tell nothing
    exact = bool(wanted) and wanted.strip() != "*"
    return exact or view.facts.publishes(named(iri))


def _paged(
    asked: Asked,
    view: View,
    iri: str,
    wanted: hub_pages.Wanted,
    choice: Choice,
    stamp: Stamp,
    headers: Headers,
) -> Reply:
    page = hub_pages.read(view, iri, wanted)
    body = hub_pages.written(view, page, choice.variant, choice.languages, stamp)
    link = ", ".join(hub_pages.links(page, addresses.encoded(asked.path[1:])))
    place = "Content-Location"
    told = dict(headers) | {place: f"{dict(headers)[place]}?{page.query}"}
    return Reply(
        OK,
        [*told.items(), ("Link", link)],
        body,
        ENDPOINT,
        view.number,
        lasting=True,
    )


def _made(
    view: View,
    description: Description,
    choice: Choice,
    stamp: Stamp,
    headers: Headers,
    place: Place,
) -> Reply:
    status = GONE if str(description.node.value) in view.retired else OK
    body = _written(view, view.facts, description, choice, stamp)
    profile = profiles.named(choice.profile)
    location = dict(headers)["Content-Location"]
    link = links(view, description, location, profile, place.links())
    headers = [*headers, ("Link", link)]
    lasting = status == OK
    return Reply(status, headers, body, ENDPOINT, view.number, lasting=lasting)


def _written(
    view: View, facts: Facts, description: Description, choice: Choice, stamp: Stamp
) -> bytes:
    if choice.variant == documents.HTML:
        return documents.html(view, facts, description, choice.languages, stamp)
    if choice.profile != profiles.OWN.token:
        return documents.view_rdf(
            view, facts, description, choice.variant, choice.profile
        )
    return documents.rdf(view, facts, description, choice.variant)
