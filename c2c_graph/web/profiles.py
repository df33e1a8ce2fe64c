"""Content negotiation by profile (W3C Working Draft, "Content Negotiation by Profile").

A document about a thing comes in three profiles: our own model, schema.org and ORG. A
client names one by its IRI or token, in the query string ("URL Query String
Arguments") or in the header `Accept-Profile` ("Hypertext Transfer Protocol Headers");
the query string counts where both are there ("Order of Precedence"). Where none of
those asked for is known, the default one is sent ("Requests and Responses", 2), and
`Content-Profile` tells which it is.
"""

import re
from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs

from c2c_graph import errors
from c2c_graph import namespaces
from c2c_graph.rdf.formats import graph_format
from c2c_graph.web import negotiate
from c2c_graph.web import variants
from c2c_graph.web.asked import Asked

PROF: Final = "http://www.w3.org/ns/dx/prof/"
# the keys of the "QSA Functional Profile" ("Key naming")
PROFILE_KEY: Final = "_profile"
MEDIA_TYPE_KEY: Final = "_mediatype"
# the token that asks for the list ("list profiles"); others call it `alt`
LISTS: Final = ("all", "alt")
_RDF: Final = ("jsonld", "ttl", "nt", "rdf", "trig", "nq")
# an IRI in angle brackets or a token, and how well it is liked (RFC 9110 §12.4.2)
_NAMED: Final = re.compile(
    r"(?:<([^<>]*)>|([\w.*-]+))\s*(?:;\s*q=([01](?:\.\d{0,3})?))?"
)


@dataclass(frozen=True)
class Profile:
    """A profile that documents come in.

    `suffixes` name its formats, the one that is sent first; `standard` is what it is a
    profile of, which names it as well.
    """

    token: str
    title: str
    comment: str
    standard: str
    suffixes: tuple[str, ...]

    @property
    def iri(self) -> str:
        """Return the IRI of the profile, which leads to its description."""
        return namespaces.PROFILES + self.token


OWN: Final = Profile(
    "c2c",
    "City2City model",
    "The City2City vocabulary, as the dataset has it: nothing is left out.",
    namespaces.ONTOLOGY,
    tuple(variants.SUFFIXES),
)
SCHEMA: Final = Profile(
    "schema",
    "schema.org view",
    "Cities, countries, organisations, people and publications for who reads "
    "schema.org: names, places with coordinates, links to the same elsewhere, figures.",
    "https://schema.org/",
    _RDF,
)
ORG: Final = Profile(
    "org",
    "ORG view",
    "Networks, governments, posts and memberships in the W3C Organization Ontology, "
    "with the time of a membership in OWL-Time.",
    "http://www.w3.org/ns/org#",
    ("ttl", *(suffix for suffix in _RDF if suffix != "ttl")),
)
PROFILES: Final = (OWN, SCHEMA, ORG)
_BY_NAME: Final = {
    name: profile
    for profile in PROFILES
    for name in (profile.token, profile.iri, profile.standard)
} | {"http://schema.org/": SCHEMA, "*": OWN}


def chosen(asked: Asked, suffix: str = "") -> Profile:
    """Return the profile that `asked` likes best of those there are.

    By the header only one counts that comes in the format of `suffix`, where the
    address has one.
    """
    if given := ",".join(_arguments(asked).get(PROFILE_KEY, ())):
        return _liked(given, PROFILES)
    offered = [p for p in PROFILES if not suffix or suffix in p.suffixes]
    return _liked(asked.headers.get("accept-profile", ""), offered)


def named(token: str) -> Profile:
    """Return the profile with `token`; our own model where there is none."""
    return _BY_NAME.get(token, OWN)


def tag(profile: Profile) -> str:
    """Return what tells the entity tags of `profile` from those of our own model."""
    return "" if profile is OWN else profile.token


def wants_list(asked: Asked) -> bool:
    """Return whether `asked` asks which profiles there are."""
    given = _arguments(asked).get(PROFILE_KEY, ())
    return any(name in LISTS for value in given for name in value.split(","))


def variant(asked: Asked, profile: Profile, suffix: str = "") -> str:
    """Return the suffix of the format of `profile` that `asked` likes best.

    The `suffix` of the address counts first, then `_mediatype`, then Accept. Raise
    `errors.NotAcceptable` with the list where the profile does not come so.
    """
    if suffix:
        return _having(profile, suffix)
    offers = tuple(variants.SUFFIXES[suffix] for suffix in profile.suffixes)
    accept = media_type_asked(asked) or asked.accept
    chosen = negotiate.negotiate(accept, offers, negotiate.GRAPH_ALIASES)
    return profile.suffixes[offers.index(chosen)]


def media_type_asked(asked: Asked) -> str:
    """Return the media types that the query string asks for, empty without any."""
    return ", ".join(_arguments(asked).get(MEDIA_TYPE_KEY, ()))


def query(asked: Asked, profile: Profile) -> str:
    """Return the query string by which a 303 passes on what was chosen.

    "If a server redirects … it MUST indicate the selected choice of profile" ("get
    resource by profile").
    """
    pairs = [] if profile is OWN else [f"{PROFILE_KEY}={profile.token}"]
    if wants_list(asked):
        pairs = [f"{PROFILE_KEY}={LISTS[0]}"]
    for media_type in _arguments(asked).get(MEDIA_TYPE_KEY, ()):
        if graph_format(media_type) or media_type == negotiate.HTML:
            pairs.append(f"{MEDIA_TYPE_KEY}={media_type.replace('+', '%2B')}")
    return "?" + "&".join(pairs) if pairs else ""


def location(path: str, suffix: str, profile: Profile) -> str:
    """Return the address of one representation of the document at `path`."""
    end = "" if profile is OWN else f"?{PROFILE_KEY}={profile.token}"
    return f"{path}.{suffix}{end}"


def content_profile(profile: Profile) -> str:
    """Return the value of the header Content-Profile."""
    return f"<{profile.iri}>"


def links(path: str, profile: Profile) -> Iterator[str]:
    """Yield the links of a document at `path` that is sent in `profile`.

    They tell the default representation, the views in the formats that are asked for
    most, and which token means which profile ("Token mappings").
    """
    yield f'<{profile.iri}>; rel="profile"'
    yield _link(path, "canonical", variants.SUFFIXES["html"], OWN)
    for view in (SCHEMA, ORG):
        for suffix in view.suffixes[:2]:
            yield _alternate(path, suffix, view)
    yield from _tokens()


def all_links(path: str) -> Iterator[str]:
    """Yield a link to every representation of the document at `path`."""
    yield _link(path, "canonical", variants.SUFFIXES["html"], OWN)
    for profile in PROFILES:
        for suffix in profile.suffixes:
            yield _alternate(path, suffix, profile)
    yield from _tokens()


def _alternate(path: str, suffix: str, profile: Profile) -> str:
    address = location(path, suffix, profile)
    return _link(address, "alternate", variants.SUFFIXES[suffix], profile)


def _link(address: str, relation: str, media_type: str, profile: Profile) -> str:
    told = f'rel="{relation}"; type="{media_type}"; profile="{profile.iri}"'
    return f"<{address}>; {told}"


def _tokens() -> Iterator[str]:
    for profile in PROFILES:
        told = f'token="{profile.token}"; anchor="{profile.iri}"'
        yield f'<{PROF}Profile>; rel="type"; {told}'


def _liked(names: str, offered: Collection[Profile]) -> Profile:
    found = [
        (float(quality or 1), _BY_NAME.get(iri or token))
        for iri, token, quality in _NAMED.findall(names)
    ]
    known = [(quality, p) for quality, p in found if p and p in offered and quality]
    # the first of those that are liked best
    return max(known, key=lambda pair: pair[0], default=(1.0, OWN))[1]


def _having(profile: Profile, suffix: str) -> str:
    if suffix not in profile.suffixes:
        raise errors.NotAcceptable(
            f"the profile {profile.token} does not come as .{suffix}; choose one of: "
            + ", ".join(f".{name}" for name in profile.suffixes)
        )
    return suffix


def _arguments(asked: Asked) -> dict[str, list[str]]:
    if not asked.query:
        return {}
    # a "+" in a media type may come as it is: it is no space here
    text = asked.query.decode("latin-1").replace("+", "%2B")
    return parse_qs(text, max_num_fields=100, errors="replace")
