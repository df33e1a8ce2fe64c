"""How large a document may be that comes from people we do not know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ReadingLimits:
    """The most that is taken of one document; who reads may ask for less.

    `literal_characters` and `iri_characters` hold for each, as written and as it is
    written out with its prefix; `characters` for all terms together. `nesting` counts
    brackets or elements within each other. An IRI may be as long as any server takes
    (RFC 9110 §4.1); a million characters of text are a book of 500 pages.
    """

    bytes: int = 64 * 1024 * 1024
    triples: int = 250_000
    literal_characters: int = 1_000_000
    iri_characters: int = 8_000
    prefixes: int = 10_000
    nesting: int = 100
    characters: int = 100_000_000
