"""Read the web addresses in a cell, and name the publication behind one."""

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import urlsplit

from c2c_graph.importing.names import folded

_START = re.compile(r"(?<![/=%&?])https?://", re.IGNORECASE)
# RFC 3987 §2.2: what an IRI cannot hold behind its host (of other scripts we keep
# letters and digits), and a percent sign that encodes nothing
_NOT_IN_IRI = re.compile(r"[^\w!$&'()*+,;=:@/?#%~.-]|%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?!-)[\w-]+(?:\.[\w-]+)+")
# a text directive quotes the page; a quotation is no part of its address
_TEXT_DIRECTIVE = re.compile(r"#?:~:.*\Z", re.DOTALL)
# the same address pasted twice without a space
_DOUBLED = re.compile(r"(https?://.+?)\1", re.IGNORECASE)
_LONGEST_KEY: Final = 60


@dataclass(frozen=True)
class Addresses:
    """The addresses found in one cell, and the pieces of it that are none."""

    found: tuple[str, ...]
    rubbish: tuple[str, ...]


def read_addresses(cell: str) -> Addresses:
    """Return the http(s) addresses that `cell` holds, in order, each once.

    They may be set apart by spaces, commas, semicolons, bars, or by nothing. Text
    directives (`#:~:text=`) are dropped; what an IRI cannot hold is percent-encoded.
    """
    starts = [match.start() for match in _START.finditer(cell)]
    pieces = [cell[: starts[0]] if starts else cell]
    bounds = [*starts, len(cell)]
    pieces += [cell[a:b] for a, b in pairwise(bounds)]
    found: dict[str, None] = {}
    rubbish: list[str] = []
    for piece in pieces:
        address, *others = re.split(r"[\s|]+", piece.strip(" \t\r\n,;|")) or [""]
        cleaned = _cleaned(address)
        if cleaned:
            found[cleaned] = None
        rubbish += [o for o in ([] if cleaned else [address]) + others if o.strip(",;")]
    return Addresses(tuple(found), tuple(rubbish))


def publication_key(address: str) -> str:
    """Return the key of the publication at `address`.

    Two people who cite the same address give it the same key: the address without
    scheme and `www.`, folded to ASCII; a long one is cut and ends in a hash.
    """
    bare = re.sub(r"^https?://(www\.)?", "", address, flags=re.IGNORECASE)
    slug = re.sub(r"[^a-z0-9]+", "-", folded(bare)).strip("-")
    if len(slug) <= _LONGEST_KEY:
        return slug
    digest = hashlib.sha256(address.encode()).hexdigest()[:8]
    return f"{slug[:_LONGEST_KEY].strip('-')}-{digest}"


def host(address: str) -> str:
    """Return the host of `address` without `www.`, for people to read."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _cleaned(address: str) -> str | None:
    address = _TEXT_DIRECTIVE.sub("", address).rstrip(",;.")
    if doubled := _DOUBLED.fullmatch(address):
        address = doubled[1]
    try:
        parts = urlsplit(address)
        name = parts.hostname or ""
        port = parts.port
    except ValueError:
        return None
    good = parts.scheme.lower() in {"http", "https"} and _HOST.fullmatch(name)
    if not good or parts.username is not None or port == 0:
        return None
    start, mark, fragment = address.partition("#")
    fragment = fragment.replace("#", "%23")
    return _NOT_IN_IRI.sub(_percent, start + mark + fragment)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode())
