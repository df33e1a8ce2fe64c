"""Split SPARQL text into tokens, in linear time and as Oxigraph reads it.

Oxigraph's parser has no tokens of its own: it tries one grammar rule after another
on the characters, so `1SERVICE<x>` is a number and a keyword to it, and `<` may
begin an IRI or be a comparison, whichever lets the rest be read. Where a text has
two readings whose strings and comments would differ, it is not SPARQL for us.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final
from typing import NamedTuple

from c2c_graph.errors import QuerySyntaxError

# SPARQL 1.1 §19.8, PN_CHARS_BASE; what is wider here is no character of the syntax
_BASE = (
    "A-Za-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff"
)
_WORD = rf"[{_BASE}_0-9\xb7\u0300-\u036f\u203f\u2040]"
_NAME = rf"[{_BASE}_0-9\xb7\u0300-\u036f\u203f\u2040-]"
_HEX = "[0-9A-Fa-f]"
# a code point escape that names a character: no surrogate, nothing above 10FFFF
UCHAR: Final = (
    rf"\\u(?![dD][89A-Fa-f]){_HEX}{{4}}"
    rf"|\\U00(?!00[dD][89A-Fa-f])(?:0{_HEX}|10){_HEX}{{4}}"
)
_PREFIX = rf"[{_BASE}]{_NAME}*+(?:\.++{_NAME}++)*+"
_LOCAL_ESCAPED = rf"%{_HEX}{{2}}|\\[-_~.!$&'()*+,;=/?\#@%]"
_LOCAL = (
    rf"(?:[{_BASE}_0-9:]|{_LOCAL_ESCAPED})"
    rf"(?:\.*+(?:{_NAME}|:|{_LOCAL_ESCAPED}))*+"
)
_CHARACTER = rf"\\[tbnrf\"'\\]|{UCHAR}"
SPACE: Final = r"(?:[ \t\r\n]|\#[^\r\n]*+)*+"
IRI: Final = rf"<(?:[^\x00-\x20<>\"{{}}|^`\\]|{UCHAR})*+>"
STRING: Final = (
    rf'"""(?:(?:""|")?+(?:[^"\\]|{_CHARACTER}))*+"""'
    rf"|'''(?:(?:''|')?+(?:[^'\\]|{_CHARACTER}))*+'''"
    rf'|(?!""")"(?:[^"\\\r\n]|{_CHARACTER})*+"'
    rf"|(?!''')'(?:[^'\\\r\n]|{_CHARACTER})*+'"
)
PREFIX_NAME: Final = rf"(?:{_PREFIX})?+:"

_OPENER = {")": "(", "}": "{", "]": "["}
# after these an expression goes on with an operator, so that `<` may be one
_ENDS_OPERAND = frozenset(
    {"string", "iri", "variable", "blank", "name", "tag", "word", "number", "close"}
)
# what begins so cannot be a comparison: no expression holds `//`
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*+://")


@cache
def _token() -> re.Pattern[str]:
    """Return the pattern of one token; it takes 40 ms to compile, and few need it."""
    return re.compile(
        rf"{SPACE}(?:(?P<string>{STRING})|(?P<iri>{IRI})|(?P<variable>[?$]{_WORD}++)"
        rf"|(?P<blank>_:[{_BASE}_0-9](?:\.*+{_NAME})*+)"
        rf"|(?P<name>{PREFIX_NAME}(?:{_LOCAL})?)"
        rf"|(?P<tag>@[A-Za-z]++(?:-++[A-Za-z0-9]++)*+)|(?P<word>{_PREFIX}|_{_WORD}*+)"
        r"|(?P<number>[0-9]++)|(?P<open>[({\[])|(?P<close>[)}\]])"
        r"|(?P<unclosed>[\"'])|(?P<other>.)|\Z)",
        re.DOTALL,
    )


class Token(NamedTuple):
    """A piece of a query; `depth` counts the brackets that are open after it."""

    kind: str
    text: str
    start: int
    depth: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of `text` without white space and comments.

    Raise `errors.QuerySyntaxError` where a string is not closed, a bracket has no
    partner, or a `<` has two readings.
    """
    brackets: list[Token] = []
    last = Token("other", "", 0, 0)
    values = _ValuesBlocks()
    position = 0
    pattern = _token()
    while (match := pattern.match(text, position)) and (kind := match.lastgroup):
        position = match.end()
        start = match.start(kind)
        piece = text[start:position]
        if kind == "unclosed":
            raise fault(
                "this string is not closed, or holds a wrong escape", text, start
            )
        if kind == "iri":
            compares = not values.row_is_open and _may_compare(brackets, last)
            if compares or text[start - 1 : start] == "<":
                _require_one_reading(text, start, piece, brackets)
        if kind == "close":
            _close(text, start, piece, brackets)
        last = Token(kind, piece, start, len(brackets) + (kind == "open"))
        if kind == "open":
            brackets.append(last)
        values.see(last)
        yield last
    if brackets:
        raise fault(
            f"this {brackets[-1].text} is never closed", text, brackets[-1].start
        )


def fault(detail: str, text: str, offset: int) -> QuerySyntaxError:
    """Return a syntax error about the character of `text` at `offset`."""
    line, column = place(text, offset)
    return QuerySyntaxError(
        detail, source="query", line=line, column=column, text=line_of(text, line)
    )


def place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of the character at `offset`."""
    start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - start + 1


def line_of(text: str, line: int) -> str:
    """Return a line of `text`, counted from 1, without what ends it."""
    return text.split("\n")[line - 1].rstrip()


def _close(text: str, start: int, closer: str, brackets: list[Token]) -> None:
    if not brackets or brackets[-1].text != _OPENER[closer]:
        raise fault(f"this {closer} closes nothing", text, start)
    brackets.pop()


def _may_compare(brackets: list[Token], last: Token) -> bool:
    """Return whether a `<` after `last` may be a comparison to Oxigraph."""
    in_parentheses = bool(brackets) and brackets[-1].text == "("
    return in_parentheses and (last.kind in _ENDS_OPERAND or last.text in {">", "."})


def _require_one_reading(
    text: str, start: int, iri: str, brackets: list[Token]
) -> None:
    """Raise where the text after `iri` is another one if `<` is no IRI's start.

    `(?x <?y#>'''` holds a comment to Oxigraph, and an IRI and the start of a long
    string to a reader by the longest match.
    """
    if _ABSOLUTE.match(iri):
        return
    if "#" in iri or "'" in iri or not _keeps_brackets(iri, brackets):
        raise fault(
            "this < can be read as a comparison or as the start of an IRI; write a "
            "space after a comparison, and such an IRI with a prefix",
            text,
            start,
        )


def _keeps_brackets(iri: str, brackets: list[Token]) -> bool:
    before = [bracket.text for bracket in brackets[-len(iri) :]]
    after = before.copy()
    for character in iri:
        if character in "([":
            after.append(character)
        elif character in ")]" and (not after or after.pop() != _OPENER[character]):
            return False
    return after == before


class _ValuesBlocks:
    """Tells whether a row of VALUES is open: there, `<` always begins an IRI."""

    def __init__(self) -> None:
        self.row_is_open = False
        self._announced = False
        self._depth = 0

    def see(self, token: Token) -> None:
        if token.kind == "word":
            self._announced = token.text.lower() == "values"
        elif self._announced and token.text == "{":
            self._announced, self._depth = False, token.depth
        elif self._depth and token.depth < self._depth:
            self._depth = 0
        self.row_is_open = bool(self._depth) and token.depth > self._depth
