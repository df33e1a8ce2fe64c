"""Read the documents that strangers hand in, within limits."""

from collections.abc import Iterable
from typing import Final

from c2c_graph import errors
from c2c_graph.rdf import formats
from c2c_graph.rdf.limits import ReadingLimits
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.reading import read
from c2c_graph.review.limits import too_many_triples
from c2c_graph.review.task import Part
from c2c_graph.settings import Settings

# of all terms of a document, written out: what a validator has memory for
_CHARACTERS: Final = 20_000_000
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


def limits_of(settings: Settings) -> ReadingLimits:
    """Return how much a document of a submission may be."""
    return ReadingLimits(
        bytes=settings.validate_kb * 1024,
        triples=settings.validate_triples,
        characters=_CHARACTERS,
    )


def read_part(part: Part, settings: Settings, base: str | None = None) -> Document:
    """Return `part` parsed, relative IRIs against `base`.

    Raise `errors.RdfSyntaxError`, `errors.DocumentTooLarge` above the limits, and
    `errors.UnsupportedMediaType` for no RDF.
    """
    format = formats.graph_format(known_type(part.media_type) or "")
    if format is None:
        raise errors.UnsupportedMediaType(f"{part.name}: {part.media_type} is no RDF")
    limits = limits_of(settings)
    return read(
        part.content,
        name=part.name,
        format=format.syntax,
        graph=base,
        limits=limits,
    )


def require_few(documents: Iterable[Document], settings: Settings) -> None:
    """Raise `errors.ValidationTooLarge` for more triples than the settings allow."""
    found = sum(len(document.quads) for document in documents)
    if found > settings.validate_triples:
        raise too_many_triples(found, settings)
