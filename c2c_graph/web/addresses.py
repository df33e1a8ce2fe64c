"""The one place that turns our IRIs into paths of this server, and back."""

import re
from typing import Final
from urllib.parse import quote
from urllib.parse import unquote
from urllib.parse import urlencode

from werkzeug.routing import BaseConverter

from c2c_graph import namespaces

# sub-delims and the rest that RFC 3986 §3.3 allows in a path
_SAFE: Final = "/-._~!$&'()*+,;=:@"


# what is the same encoded and not, as nearly all paths are
_PLAIN: Final = re.compile(r"[A-Za-z0-9/._~-]*")
_NOT_IN_IRI: Final = '<>"{}|\\^`%\x7f'


class Number(BaseConverter):
    """A number in one spelling: an address would have no end of others."""

    regex = "(?:0|[1-9][0-9]{0,18})"

    def to_python(self, value: str) -> int:
        """Return the number that `value` spells."""
        return int(value)


def document_path(iri: str) -> str:
    """Return the path of the document that describes `iri`, one of ours.

    Things and concepts have a document of their own (303); a term of the
    vocabulary or a shape is a place in its document.
    """
    rest = iri.removeprefix(namespaces.BASE)
    path, hash_mark, fragment = rest.partition("#")
    for space in ("id/", "def/"):
        if path.startswith(space):
            path = "doc/" + path.removeprefix("id/")
    if _PLAIN.fullmatch(path) and not hash_mark:
        return f"/{path}"
    place = f"#{quote(unquote(fragment), safe=_SAFE)}" if hash_mark else ""
    return f"/{quote(path, safe=_SAFE + '%')}{place}"


def thing_path(iri: str) -> str:
    """Return the path of `iri` itself, one of ours: `/id/…`, `/def/…`."""
    return "/" + quote(iri.removeprefix(namespaces.BASE), safe=_SAFE + "%")


def document_iri(iri: str) -> str:
    """Return the IRI of the document that describes the thing or concept `iri`."""
    rest = iri.removeprefix(namespaces.BASE).removeprefix("id/")
    return namespaces.DOCUMENTS + rest


def space_of(path: str) -> tuple[str, str]:
    """Return the namespace of what `/doc/{path}` describes, and the rest of the IRI."""
    if path.startswith("def/"):
        return namespaces.DEFINITIONS, path.removeprefix("def/")
    return namespaces.THINGS, path


def spellings(path: str) -> tuple[str, ...]:
    """Return how an IRI may spell the decoded `path`, the likeliest first.

    A path arrives decoded; the IRI has its letters as they are, and encoded what
    no IRI may hold (RFC 3987 §2.2), or everything encoded as in a URI.
    """
    if _PLAIN.fullmatch(path):
        return (path,)
    iri = quote(path, safe=_SAFE, errors="replace")
    plain = "".join(quote(c) if c in _NOT_IN_IRI or c < "!" else c for c in path)
    return tuple(dict.fromkeys((plain, iri)))


def encoded(path: str) -> str:
    """Return `path`, decoded and without leading slash, as it goes over the wire."""
    return "/" + (path if _PLAIN.fullmatch(path) else quote(path, safe=_SAFE))


def link(iri: str) -> str | None:
    """Return where a page links for `iri`: a local path, http(s), else nothing."""
    if namespaces.is_ours(iri):
        return document_path(iri)
    return iri if iri.startswith(("http://", "https://")) else None


def sparql_path(query: str, format: str = "") -> str:
    """Return the address that runs `query`, in `format` where one is given."""
    asked = {"query": query, "format": format} if format else {"query": query}
    return f"/sparql?{urlencode(asked)}"
