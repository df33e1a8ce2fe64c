"""Where statements stand in a text.

Neither pyoxigraph nor rdflib tells. In Turtle, TriG, N-Triples and N-Quads the
offsets found by walking the tokens are zipped with the parsed quads. If their
numbers differ, no place is told rather than a wrong one. JSON-LD and RDF/XML have
none: one statement may come from several places of such a text.
"""

from collections.abc import Container
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from typing import Final
from typing import Literal as OneOf

from pyoxigraph import Quad

from c2c_graph.rdf import turtle_places
from c2c_graph.rdf import turtle_tokens
from c2c_graph.rdf.lines import Lines
from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.terms import Term
from c2c_graph.rdf.turtle_places import Offsets

_Statement = tuple[Term, Term, Term]
Part = OneOf["subject", "predicate", "object"]
_DECLARING: Final = frozenset({"@prefix", "prefix"})
_PARTS: Final[dict[Part, int]] = {"subject": 0, "predicate": 1, "object": 2}


@dataclass(frozen=True)
class Place:
    """A place in a text: from its first character to behind its last.

    Lines and columns count from 1, columns in characters; all are 0 where the place
    is not known. `text` is the first line, without its end; of a very long one only
    its first part, or nothing where the place is behind that.
    """

    line: int
    column: int
    text: str = ""
    end_line: int = 0
    end_column: int = 0


NOWHERE: Final = Place(0, 0)


class Places:
    """The places of a document's statements; make it once per document."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def of(
        self,
        subject: Term,
        predicate: Term | None = None,
        value: Term | None = None,
        *,
        part: Part = "object",
    ) -> Place:
        """Return where `part` of a statement stands, or what is nearest to it.

        That is the predicate of the subject's first statement with this predicate
        where no statement has the value, and the subject's block where none has the
        predicate; `NOWHERE` where the document does not name the subject.
        """
        if predicate is not None:
            if value is not None:
                found = self._index.by_statement.get((subject, predicate, value))
                if found is not None:
                    return self._place(found[_PARTS[part]])
            found = self._index.by_predicate.get((subject, predicate))
            if found is not None:
                return self._place(found[1 if part == "object" else _PARTS[part]])
        return self.block(subject)

    def block(self, subject: Term) -> Place:
        """Return where the first block about `subject` opens: its name, or bracket.

        Where the document says nothing about it, that is where it is first named.
        """
        index = self._index
        start = index.by_subject.get(subject, index.by_value.get(subject))
        if start is None:
            return NOWHERE
        return self.between(start, turtle_tokens.end_of_term(self._text, start))

    def datatype(self, subject: Term, predicate: Term, value: Term) -> Place:
        """Return where the literal's datatype or language tag stands, else the literal.

        A number or boolean has none of its own in the text.
        """
        found = self._index.by_statement.get((subject, predicate, value))
        end = turtle_tokens.string_end(self._text, found[2]) if found else None
        suffix = turtle_tokens.suffix_of(self._text, end) if end is not None else None
        if suffix is None:
            return self.of(subject, predicate, value)
        return self.between(*suffix)

    def statement_at(self, offset: int) -> _Statement | None:
        """Return the first statement one of whose terms begins at `offset`."""
        return self._by_offset.get(offset)

    def prefixes(self, names: Container[str]) -> dict[str, Place]:
        """Return where the IRIs stand that those prefixes of `names` are declared for.

        Of each the last one, which holds to the end; none in a syntax without places.
        """
        spans: dict[str, tuple[int, int]] = {}
        placed = self._document.syntax in turtle_places.PLACED
        word = name = ""
        for token in turtle_tokens.tokens(self._text) if placed else ():
            kind = token.lastindex or 0
            if kind == turtle_tokens.IRI and word in _DECLARING and name in names:
                spans[name] = token.span(kind)
            word, name = name.lower(), token[kind].strip().removesuffix(":")
        return {name: self.between(*span) for name, span in spans.items()}

    def between(self, start: int, end: int) -> Place:
        """Return the place of the characters from offset `start` to before `end`."""
        line, column = self._lines.at(start)
        return Place(line, column, self._lines.line(line, column), *self._lines.at(end))

    def _place(self, start: int) -> Place:
        closed = self._index.closed.get(start)
        return self.between(
            start, closed or turtle_tokens.end_of_term(self._text, start)
        )

    @cached_property
    def _text(self) -> str:
        return self._document.text.decode(errors="replace")

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self._text)

    @cached_property
    def _index(self) -> "_Index":
        closed: dict[int, int] = {}
        syntax = self._document.syntax
        offsets = list(turtle_places.offsets_of(self._text, syntax, closed))
        if len(offsets) != len(self._document.quads):
            return _Index()
        return _index(zip(self._document.quads, offsets, strict=True), closed)

    @cached_property
    def _by_offset(self) -> dict[int, _Statement]:
        found: dict[int, _Statement] = {}
        for statement, offsets in self._index.by_statement.items():
            for offset in offsets:
                found.setdefault(offset, statement)
        return found


@dataclass(frozen=True)
class _Index:
    """Where each statement, predicate, subject and value first stands."""

    by_statement: dict[_Statement, Offsets] = field(default_factory=dict)
    by_predicate: dict[tuple[Term, Term], Offsets] = field(default_factory=dict)
    by_subject: dict[Term, int] = field(default_factory=dict)
    by_value: dict[Term, int] = field(default_factory=dict)
    # the end of each bracket that holds something
    closed: dict[int, int] = field(default_factory=dict)


def _index(placed: Iterable[tuple[Quad, Offsets]], closed: dict[int, int]) -> _Index:
    index = _Index(closed=closed)
    for quad, offsets in placed:
        subject, predicate, value = quad.subject, quad.predicate, quad.object
        index.by_statement.setdefault((subject, predicate, value), offsets)
        index.by_predicate.setdefault((subject, predicate), offsets)
        index.by_subject.setdefault(subject, offsets[0])
        index.by_value.setdefault(value, offsets[2])
    return index
