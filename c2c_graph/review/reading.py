"""Read the documents that strangers hand in, within limits."""

from collections.abc import Iterable
from typing import Final

from c2c_graph import errors
from c2c_graph.rdf import formats
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.reading import read
from c2c_graph.review.limits import too_many_triples
from c2c_graph.review.task import Part
from c2c_graph.settings import Settings

# what clients call our formats besides
_ALIASES: Final = {
    "application/json": "application/ld+json",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "application/x-turtle": "text/turtle",
    "application/turtle": "text/turtle",
}


def known_type(media_type: str) -> str | None:
    """Return the media type of ours that `media_type` means, None for no RDF."""
    wanted = _ALIASES.get(media_type, media_type)
    known = {format.media_type for format in formats.GRAPH_FORMATS}
    return wanted if wanted in known else None


def read_part(part: Part, base: str | None = None) -> Document:
    """Return `part` parsed, relative IRIs against `base`.

    Raise `errors.RdfSyntaxError`, and `errors.UnsupportedMediaType` for no RDF.
    """
    format = formats.graph_format(known_type(part.media_type) or "")
    if format is None:
        raise errors.UnsupportedMediaType(f"{part.name}: {part.media_type} is no RDF")
    return read(part.content, name=part.name, format=format.syntax, graph=base)


def require_few(documents: Iterable[Document], settings: Settings) -> None:
    """Raise `errors.ValidationTooLarge` for more triples than the settings allow."""
    found = sum(len(document.quads) for document in documents)
    if found > settings.validate_triples:
        raise too_many_triples(found, settings)
