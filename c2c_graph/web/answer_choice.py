"""What the answer to a query can be written in, and which of it an asker gets."""

from functools import lru_cache
from typing import Final

from c2c_graph import errors
from c2c_graph.query.answer_formats import format_of
from c2c_graph.query.answer_formats import formats_of
from c2c_graph.query.guard import Kind
from c2c_graph.rdf import formats
from c2c_graph.web import negotiate

# every name under which an answer can be asked for, other than as a page
DATA: Final = (
    *(f.media_type for f in (*formats.RESULT_FORMATS, *formats.GRAPH_FORMATS)),
    *(alias for alias, _ in (*negotiate.RESULT_ALIASES, *negotiate.GRAPH_ALIASES)),
)
_PAGE: Final = ("html", negotiate.HTML)
# what clients call a format in `format=`; SPARQLWrapper always sends one of these
_GRAPH_NAMES: Final = {
    **dict(negotiate.GRAPH_ALIASES),
    "json": "jsonld",
    "json-ld": "jsonld",
    "n-triples": "ntriples",
    "n3": "turtle",
    "rdf+xml": "rdfxml",
    "xml": "rdfxml",
}
_RESULT_NAMES: Final = dict(negotiate.RESULT_ALIASES)
_REMEMBERED: Final = 64


def names_of(kind: Kind) -> tuple[str, ...]:
    """Return every name that `format=` takes for an answer of `kind`."""
    aliases = _GRAPH_NAMES if kind.gives_graph else _RESULT_NAMES
    names = [n for f in formats_of(kind) for n in (f.name, f.suffix, f.media_type)]
    known = (alias for alias, meant in aliases.items() if format_of(kind, meant))
    return tuple(dict.fromkeys((*names, *known, *_PAGE)))


def is_for_people(format: str, accept: str, *, has_query: bool) -> bool:
    """Return whether the answer is to be a page.

    Where there is a query, HTML must be liked no less than any form of data.
    """
    if format:
        return format.lower() in _PAGE
    return negotiate.prefers_html(accept, DATA if has_query else ())


@lru_cache(_REMEMBERED)
def chosen(kind: Kind, format: str, accept: str) -> str:
    """Return the media type for an answer of `kind`.

    `format` is a name such as `csv` or a media type and overrides `accept`. Raise
    `errors.NotAcceptable` with the list of what there is.
    """
    offers = tuple(found.media_type for found in formats_of(kind))
    if format:
        name = format.lower()
        names = _GRAPH_NAMES if kind.gives_graph else _RESULT_NAMES
        found = format_of(kind, names.get(name, name))
        if found is None:
            raise errors.NotAcceptable(
                f"format={format}: choose one of: {', '.join(offers)}, text/html"
            )
        return found.media_type
    aliases = negotiate.GRAPH_ALIASES if kind.gives_graph else negotiate.RESULT_ALIASES
    try:
        return negotiate.negotiate(accept, offers, aliases)
    except errors.NotAcceptable as fault:
        raise errors.NotAcceptable(f"{fault.detail}, {negotiate.HTML}") from None
