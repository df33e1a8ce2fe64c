"""Where the statements of a Turtle-like text stand, in the engine's own order.

The engine emits a node in brackets before the statement that holds it, the link to
a list before its members, and what one token completes in reverse. Walking its
automaton (Turtle §6.5, TriG §4.5) gives one place for each quad, so that places and
quads can be zipped: no IRI, escape or blank node is read a second time here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from typing import Final
from typing import NamedTuple

from pyoxigraph import RdfFormat

from c2c_graph.rdf import turtle_tokens

# where subject, predicate and object begin, as offsets into the text
Offsets = tuple[int, int, int]

_BLOCKS: Final = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG})
_LINES: Final = frozenset({RdfFormat.N_TRIPLES, RdfFormat.N_QUADS})
# the syntaxes whose statements have places
PLACED: Final = _BLOCKS | _LINES
# what the next term is
_SUBJECT: Final = 0
_VERB: Final = 1
_OBJECT: Final = 2
_MEMBER: Final = 3
_NONE: Final = -1
_KEYWORDS: Final = frozenset({turtle_tokens.WORD, turtle_tokens.TAG})
# tokens that belong to a directive, after its keyword
_DIRECTIVES: Final = {
    **dict.fromkeys(("@prefix", "prefix"), 2),
    **dict.fromkeys(("@base", "base", "@version", "version"), 1),
    "graph": 0,
}


def offsets_of(
    text: str, format: RdfFormat, closed: dict[int, int] | None = None
) -> Iterator[Offsets]:
    """Yield the offsets of each statement of `text`, in the order of emission.

    There are none in JSON-LD and RDF/XML. `closed` gets the end of each bracket that
    is passed, by its offset.
    """
    if format in _BLOCKS:
        return iter(_Walk(text, {} if closed is None else closed))
    return _lines(text) if format in _LINES else iter(())


def _lines(text: str) -> Iterator[Offsets]:
    """Yield the offsets of each statement of `text` in N-Triples or N-Quads."""
    terms: list[int] = []
    before = ""
    for token in turtle_tokens.tokens(text):
        kind = token.lastindex or turtle_tokens.MARK
        word = token[kind] if kind == turtle_tokens.MARK and token.lastindex else ""
        if word == "." and len(terms) > 2:
            yield (terms[0], terms[1], terms[2])
        if word == ".":
            terms.clear()
        elif not word and kind != turtle_tokens.TAG and before != "^^":
            terms.append(token.start(kind))
        before = word


class _Level(NamedTuple):
    """What was being read when a bracket opened, and where that bracket stands."""

    wanted: int
    subject: int
    verb: int
    opened: int


@dataclass
class _Walk:
    """One walk over a text; `closed` tells the end of each bracket passed so far."""

    text: str
    closed: dict[int, int]
    _wanted: int = _SUBJECT
    # in a list the newest cell of it, `_NONE` before the first member
    _subject: int = _NONE
    _verb: int = _NONE
    _levels: list[_Level] = field(default_factory=list)
    # a string whose tag or datatype may follow
    _string: int = _NONE
    _found: list[Offsets] = field(default_factory=list)

    def __iter__(self) -> Iterator[Offsets]:
        """Yield the offsets of each statement, in the order of emission."""
        found, skipped = self._found, 0
        for token in turtle_tokens.tokens(self.text):
            kind = token.lastindex
            if skipped or kind is None:
                skipped -= kind is not None
            else:
                skipped = self._token(kind, token[kind], token.start(kind))
            if found:
                yield from reversed(found)
                found.clear()

    def _token(self, kind: int, word: str, start: int) -> int:
        """Take one token in; return how many after it are of no interest."""
        if self._string != _NONE:
            self._complete(self._string)
            self._string = _NONE
            if kind == turtle_tokens.TAG:
                return 0
            if word == "^^":
                return 1
        if kind == turtle_tokens.MARK:
            self._mark(word, start)
        elif kind == turtle_tokens.STRING:
            self._begin(start)
            self._string = start
        elif self._wanted == _SUBJECT and kind in _KEYWORDS:
            return self._directive_or_subject(word, start)
        else:
            self._begin(start)
            self._complete(start)
        return 0

    def _directive_or_subject(self, word: str, start: int) -> int:
        words = _DIRECTIVES.get(word.lower())
        if words is None:
            self._complete(start)
        return words or 0

    def _mark(self, mark: str, start: int) -> None:
        if mark == ";":
            self._wanted = _VERB
        elif mark in "[(":
            self._open(mark, start)
        elif mark in "])":
            self._close(mark, start)
        elif mark in ".{}":
            self._wanted = _SUBJECT

    def _begin(self, start: int) -> None:
        """Begin a term at `start`: the member of a list makes or links its cell."""
        if self._wanted != _MEMBER:
            return
        if self._subject != _NONE:
            self._found.append((self._subject, start, start))
            self._subject = start
            return
        holder = self._levels[-1]
        self._subject = holder.opened
        if holder.wanted == _OBJECT:
            self._found.append((holder.subject, holder.verb, holder.opened))
        elif holder.wanted == _MEMBER:
            self._found.append((holder.subject, holder.opened, holder.opened))

    def _complete(self, start: int) -> None:
        if self._wanted == _OBJECT:
            self._found.append((self._subject, self._verb, start))
        elif self._wanted == _MEMBER:
            self._found.append((self._subject, start, start))
        elif self._wanted == _VERB:
            self._verb, self._wanted = start, _OBJECT
        else:
            self._subject, self._wanted = start, _VERB

    def _open(self, bracket: str, start: int) -> None:
        self._begin(start)
        self._levels.append(_Level(self._wanted, self._subject, self._verb, start))
        in_list = bracket == "("
        self._wanted = _MEMBER if in_list else _VERB
        self._subject = _NONE if in_list else start

    def _close(self, bracket: str, start: int) -> None:
        last = self._subject
        level = self._levels.pop()
        self._wanted, self._subject, self._verb, opened = level
        self.closed[opened] = start + 1
        filled = bracket == ")" and last != _NONE
        if filled:
            self._found.append((last, start, start))
        if not filled or level.wanted == _SUBJECT:
            self._complete(opened)
