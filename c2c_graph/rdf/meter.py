"""Hold a document against limits, before it is parsed and while it is.

A short text can stand for much: prefixes and entities are written out in each term,
and some nestings cost the engine memory with the square of their depth, or end the
process. So depth and lengths are looked at first, and terms are counted on the way.
"""

import codecs
import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import Quad
from pyoxigraph import RdfFormat

from c2c_graph import errors
from c2c_graph.rdf import turtle_places
from c2c_graph.rdf.limits import ReadingLimits
from c2c_graph.rdf.outline import Kind
from c2c_graph.rdf.outline import Mark
from c2c_graph.rdf.outline import outline
from c2c_graph.rdf.text import fault_at

# an entity that stands for plain text, as OWL tools write them (XML 1.0 §4.2)
_ENTITY: Final = re.compile(rb'<!ENTITY\s+[^\s%"&]++\s+"([^"&%]*+)"\s*>')
_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# so many bytes tell an encoding
_SAMPLE: Final = 1024
_LONG_LITERAL: Final = "a text of more than {:,} characters, the limit: shorten it"
_LONG_IRI: Final = (
    "an IRI of more than {:,} characters, the limit: name the thing by a shorter one"
)
_TOO_DEEP: Final = (
    "more than {:,} brackets or elements within each other, the limit: name the inner "
    "things by IRIs and describe them apart"
)
_TOO_MANY: Final = "more than {:,} prefixes, the limit: declare each namespace once"


@dataclass
class Meter:
    """Holds the document `text` against `limits`; messages call it `name`."""

    text: bytes
    format: RdfFormat
    limits: ReadingLimits
    name: str
    _triples: int = 0
    _characters: int = 0

    def weigh(self) -> None:
        """Raise `errors.DocumentTooLarge` for too many bytes.

        Raise `errors.RdfSyntaxError` for a NUL character: the text is none.
        """
        most = self.limits.bytes
        if len(self.text) > most:
            raise self._too_large(
                f"the document has {len(self.text):,} bytes, and {most:,} is the "
                "limit: send it in parts"
            )
        nul = self.text.find(b"\0")
        if nul >= 0:
            what = "this is UTF-16" if self._is_wide() else "a NUL character"
            raise self._unreadable(
                nul, f"{what}; save the file again with the encoding UTF-8"
            )

    def look_over(self) -> None:
        """Raise `errors.DocumentTooLarge` for what is too deep, long or often.

        Raise `errors.RdfSyntaxError` for entities that are made of others or stand
        elsewhere.
        """
        depth = prefixes = 0
        limits = self.limits
        uses = self.text.count(b"&")
        shortest = min(limits.literal_characters, limits.iri_characters)
        for mark in outline(self.text, self.format, shortest=shortest):
            if mark.kind is Kind.OPEN:
                depth += 1
                self._hold(depth, limits.nesting, _TOO_DEEP, mark)
            elif mark.kind is Kind.CLOSE:
                depth -= 1
            elif mark.kind is Kind.PREFIX:
                prefixes += 1
                self._hold(prefixes, limits.prefixes, _TOO_MANY, mark)
            elif mark.kind is Kind.ENTITY:
                self._look_at_entity(mark, uses)
            else:
                self._look_at_term(mark)

    def take(self, quad: Quad) -> None:
        """Count `quad` in; raise `errors.DocumentTooLarge` where that is too much."""
        limits = self.limits
        self._triples += 1
        if self._triples > limits.triples:
            raise self._too_large(
                f"more than {limits.triples:,} triples, the limit: "
                "send the document in parts",
                self._start_of_statement(),
            )
        self._take_name(quad.subject)
        self._take_name(quad.predicate)
        if isinstance(quad.object, Literal):
            self._take_literal(quad.object)
        else:
            self._take_name(quad.object)
        if self._characters > limits.characters:
            raise self._too_large(
                f"all terms up to here, written out, have more than "
                f"{limits.characters:,} characters, the limit: send the document in "
                "parts, or shorten what its prefixes stand for",
                self._start_of_statement(),
            )

    def _take_literal(self, literal: Literal) -> None:
        length = len(literal.value)
        self._characters += length
        if length > self.limits.literal_characters:
            detail = _LONG_LITERAL.format(self.limits.literal_characters)
            raise self._too_large(detail, self._start_of_statement())
        self._take_name(literal.datatype)

    def _take_name(self, term: object) -> None:
        if not isinstance(term, NamedNode):
            return
        length = len(term.value)
        self._characters += length
        if length > self.limits.iri_characters:
            detail = _LONG_IRI.format(self.limits.iri_characters)
            raise self._too_large(detail, self._start_of_statement())

    def _start_of_statement(self) -> int:
        """Return the byte where the statement counted last stands, 0 if untold."""
        text = self.text.decode(errors="replace")
        places = turtle_places.offsets_of(text, self.format)
        offsets = next(islice(places, self._triples - 1, None), None)
        return len(text[: offsets[0]].encode()) if offsets else 0

    def _hold(self, number: int, most: int, detail: str, mark: Mark) -> None:
        if number > most:
            raise self._too_large(detail.format(most), mark.start)

    def _look_at_term(self, mark: Mark) -> None:
        most, detail = self.limits.literal_characters, _LONG_LITERAL
        if mark.kind is Kind.IRI:
            most, detail = self.limits.iri_characters, _LONG_IRI
        # a character has at least one byte
        if mark.end - mark.start - 2 > most:
            written = self.text[mark.start : mark.end].decode(errors="replace")
            if len(written) - 2 > most:
                raise self._too_large(detail.format(most), mark.start)

    def _look_at_entity(self, mark: Mark, uses: int) -> None:
        entity = _ENTITY.match(self.text, mark.start)
        if entity is None:
            raise self._unreadable(
                mark.start,
                "an entity that is made of others or stands elsewhere; "
                "write out what it stands for",
            )
        # each use takes a few bytes and stands for the whole
        if len(entity[1]) * uses > self.limits.characters:
            raise self._too_large(
                "an entity that is too long for as often as it is used; write out "
                "what it stands for",
                mark.start,
            )

    def _is_wide(self) -> bool:
        """Return whether the text has its characters in two bytes each, as UTF-16."""
        start = self.text[:_SAMPLE]
        return start.startswith(_MARKS) or start.count(b"\0") > len(start) // 3

    def _too_large(self, detail: str, offset: int = 0) -> errors.DocumentTooLarge:
        return fault_at(self.text, offset, detail, self.name, errors.DocumentTooLarge)

    def _unreadable(self, offset: int, detail: str) -> errors.RdfSyntaxError:
        return fault_at(self.text, offset, detail, self.name, errors.RdfSyntaxError)
