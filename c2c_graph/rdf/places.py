"""Where statements stand in a Turtle text.

Neither pyoxigraph nor rdflib tells. This recogniser walks the tokens and
yields, in the engine's own emission order, the offsets of subject, predicate
and object; zipped with the parsed quads, no IRI is read twice. It covers flat
statements, which is all that canonical files hold outside `shapes/`; where
square brackets or parentheses stand in a document, places fall back to the
block that opens with the subject's name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import NamedNode
from pyoxigraph import RdfFormat

from c2c_graph.rdf.reading import Document
from c2c_graph.rdf.terms import Term
from c2c_graph.rdf.text import line_of

# terminals of Turtle §6.5, coarser: the text has been parsed already
_TOKEN = re.compile(
    r"""
      (?P<skip>\s+|\#[^\n\r]*)
    | (?P<iri><[^<>]*>)
    | (?P<text>\"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?'''
              | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*')
    | (?P<at>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<mark>\^\^|[;,.\[\]()])(?![0-9])
    | (?P<name>(?:\\.|[^\s<>"'\#;,()\[\]^@.\\]|\.(?=[^\s<>"'\#;,()\[\]^@]))+)
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NESTED = frozenset("[]()")


@dataclass(frozen=True)
class Place:
    """A place in a text; line and column count from 1, `text` is the line."""

    line: int
    column: int
    text: str = ""


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int


class Places:
    """The places of a document's statements; made once per document."""

    def __init__(self, document: Document) -> None:
        self._text = document.text.decode(errors="replace")
        self._bytes = document.text
        self._by_triple: dict[tuple[Term, Term, Term], tuple[int, int, int]] = {}
        self._by_subject: dict[Term, int] = {}
        if document.syntax == RdfFormat.TURTLE:
            self._index(document)

    def of(
        self, subject: Term, predicate: Term | None = None, value: Term | None = None
    ) -> Place:
        """Return where the statement's object stands, as near as is known.

        With `subject` alone, or where the statement is not found, that is where
        the subject's block opens; 1:1 where nothing is known.
        """
        if predicate is not None and value is not None:
            found = self._by_triple.get((subject, predicate, value))
            if found:
                return self._place(found[2])
        if predicate is not None:
            for (one, verb, _), offsets in self._by_triple.items():
                if one == subject and verb == predicate:
                    return self._place(offsets[1])
        if subject in self._by_subject:
            return self._place(self._by_subject[subject])
        return Place(1, 1, line_of(self._bytes, 1))

    def language_tags(self) -> Iterator[tuple[str, Place, Term | None]]:
        """Yield each language tag as it is written, its place, and whose it is.

        The parser gives tags in small letters; only the text tells. The subject is
        None where the statement is nested.
        """
        subjects = {at[2]: triple[0] for triple, at in self._by_triple.items()}
        before = _Token("", "", -1)
        for token in _tokens(self._text):
            if token.kind == "at" and before.kind == "text":
                tag = token.text[1:]
                yield tag, self._place(token.start), subjects.get(before.start)
            before = token

    def _place(self, offset: int) -> Place:
        line = self._text.count("\n", 0, offset) + 1
        column = offset - self._text.rfind("\n", 0, offset)
        return Place(line, column, line_of(self._bytes, line))

    def _index(self, document: Document) -> None:
        offsets = _statements(self._text)
        if offsets is None or len(offsets) != len(document.quads):
            self._index_names(document)
            return
        for quad, places in zip(document.quads, offsets, strict=True):
            key = (quad.subject, quad.predicate, quad.object)
            self._by_triple.setdefault(key, places)
            self._by_subject.setdefault(quad.subject, places[0])

    def _index_names(self, document: Document) -> None:
        opens: dict[str, int] = {}
        for token in _tokens(self._text):
            if token.kind in {"iri", "name"}:
                opens.setdefault(_expanded(token, document), token.start)
        for quad in document.quads:
            name = quad.subject.value if isinstance(quad.subject, NamedNode) else ""
            if name in opens:
                self._by_subject.setdefault(quad.subject, opens[name])


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        if found.lastgroup != "skip":
            yield _Token(found.lastgroup or "", found.group(), found.start())


def _expanded(token: _Token, document: Document) -> str:
    if token.kind == "iri":
        return token.text[1:-1]
    prefix, colon, local = token.text.partition(":")
    space = document.prefixes.get(prefix)
    return space + local if colon and space is not None else ""


def _statements(text: str) -> list[tuple[int, int, int]] | None:
    """Return the offsets of each flat statement, or None where one is nested."""
    found: list[tuple[int, int, int]] = []
    terms: list[int] = []
    directive = 0
    for token, following in _pairs(_tokens(text)):
        if directive:
            directive -= 1
            if token.text == ".":
                directive = 0
        elif token.kind in {"mark", "at"} and terms:
            if token.text in _NESTED:
                return None
            if token.text in {";", ",", "."}:
                if len(terms) == 3:
                    found.append((terms[0], terms[1], terms[2]))
                terms = terms[: {".": 0, ";": 1, ",": 2}[token.text]]
        elif token.text in _NESTED:
            return None
        elif not terms and token.text.lower() in {"@prefix", "@base"}:
            directive = 9
        elif not terms and token.text.lower() in {"prefix", "base", "version"}:
            directive = 2 if token.text.lower() == "prefix" else 1
        elif following != "^^after":
            terms.append(token.start)
    return found


def _pairs(tokens: Iterator[_Token]) -> Iterator[tuple[_Token, str]]:
    """Yield each token, telling those that name the datatype after `^^`."""
    before = ""
    for token in tokens:
        yield token, "^^after" if before == "^^" else ""
        before = token.text
