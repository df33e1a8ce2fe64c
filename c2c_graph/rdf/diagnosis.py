"""What a syntax fault comes from, where the text before it tells more than the engine.

The engine stops at the first token that no grammar takes, which is often one later
than what has to be repaired. Only the tokens just before are looked at.
"""

import difflib
import re
from collections.abc import Callable
from typing import Final
from typing import NamedTuple

from pyoxigraph import RdfFormat

from c2c_graph.rdf import turtle_tokens

_BLOCKS: Final = frozenset({RdfFormat.TURTLE, RdfFormat.TRIG})
# so many characters before a fault are looked at
_BEFORE: Final = 4096
_JSON: Final = re.compile(r"\s*(?:\{\s*\"|\[\s*\{)")
_XML: Final = re.compile(r"\s*<(?:\?xml|!DOCTYPE|rdf:RDF|html)\b", re.IGNORECASE)
_DECLARED: Final = re.compile(r"(?:@prefix|PREFIX)\s+([^\s:<]*):", re.IGNORECASE)
_UNDECLARED: Final = re.compile(r"The prefix ([^:]*): has not been declared")
_SHORT_ESCAPE: Final = re.compile(
    r"\\(?:u(?![0-9A-Fa-f]{4})|U(?![0-9A-Fa-f]{8}))[^\s\"']{0,8}"
)
_ENDS_LATE: Final = ("is not a valid subject", "A dot is expected")


class Diagnosis(NamedTuple):
    """What is wrong, and the offset of the character where it has to be repaired."""

    detail: str
    offset: int


class _Token(NamedTuple):
    kind: int
    word: str
    start: int


def diagnosed(
    detail: str, text: str, offset: int, format: RdfFormat
) -> Diagnosis | None:
    """Return what `detail`, told at `offset` of `text`, comes from; None if unknown."""
    if format not in _BLOCKS:
        return None
    found = (look(detail, text, offset) for look in _LOOKS)
    return next((one for one in found if one is not None), None)


def _another_syntax(_detail: str, text: str, _offset: int) -> Diagnosis | None:
    for name, pattern in (("JSON", _JSON), ("XML", _XML)):
        if found := pattern.match(text):
            return Diagnosis(f"this is {name}, not Turtle", found.end() - 1)
    return None


def _unclosed(detail: str, text: str, offset: int) -> Diagnosis | None:
    if "Unexpected end of file" not in detail:
        return None
    opened = text[offset : offset + 1]
    if opened == "<":
        return Diagnosis("an IRI that opens here is not closed", offset)
    if opened not in ('"', "'"):
        return None
    escape = _SHORT_ESCAPE.search(text, offset)
    if escape and "\n" not in text[offset : escape.start()]:
        return Diagnosis(f"{escape[0]} is no escape of a character", escape.start())
    return Diagnosis("a text that opens here is not closed", offset)


def _undeclared(detail: str, text: str, offset: int) -> Diagnosis | None:
    """Tell the declared prefix that looks like the one that is not."""
    found = _UNDECLARED.match(detail)
    if found is None:
        return None
    declared = _DECLARED.findall(text[:offset])
    near = difflib.get_close_matches(found[1], declared, n=1, cutoff=0.7)
    return Diagnosis(f"{found[0]}; {near[0]}: has", offset) if near else None


def _semicolon(detail: str, text: str, offset: int) -> Diagnosis | None:
    """Tell of a semicolon before what begins the next statement."""
    *before, last = _tokens_to(text, offset)
    directive = last.word.lower() in ("@prefix", "@base", "prefix", "base")
    if directive and before and before[-1].word == ";":
        return Diagnosis(_SEMICOLON.format(last.word), before[-1].start)
    if len(before) < 2 or not _is_name(before[-1]):
        return None
    is_class = last.word == "a" and "is not a valid RDF object" in detail
    # a property, a class, and again something: the first began a statement
    subject = 1 if is_class else 2
    if len(before) <= subject or not (is_class or _ends_late(detail)):
        return None
    mark, name = before[-subject - 1], before[-subject]
    if mark.word != ";" or not _is_name(name):
        return None
    if not is_class and not _starts_line(text, name.start):
        return None
    return Diagnosis(_SEMICOLON.format(name.word), mark.start)


def _comma(detail: str, text: str, offset: int) -> Diagnosis | None:
    """Tell of a comma before a property, or of none between two values."""
    *before, last = _tokens_to(text, offset)
    if not _ends_late(detail) or len(before) < 2:
        return None
    is_text = last.kind == turtle_tokens.STRING
    goes_on = is_text or not _begins_line(text, last.start)
    if goes_on and before[-2].word == "," and _is_name(before[-1]):
        found = f"a comma stands before {before[-1].word}, a property"
        return Diagnosis(found, before[-2].start)
    texts = (turtle_tokens.STRING, turtle_tokens.TAG)
    if is_text and (before[-1].kind in texts or before[-2].word == "^^"):
        return Diagnosis(f"no comma stands before the value {last.word}", last.start)
    return None


_SEMICOLON: Final = "a semicolon stands before {}, and no property after it"


def _tokens_to(text: str, offset: int) -> list[_Token]:
    """Return the tokens before `offset`, and the one there, of one statement or so."""
    start = max(text.rfind("\n", 0, max(0, offset - _BEFORE)), 0)
    found = []
    for match in turtle_tokens.tokens(text, start):
        kind = match.lastindex
        if kind is None:
            if match.end() >= len(text):
                break
            continue
        found.append(_Token(kind, match[kind], match.start(kind)))
        if match.end() > offset:
            break
    return found or [_Token(turtle_tokens.MARK, "", offset)]


def _is_name(token: _Token) -> bool:
    return token.kind in (turtle_tokens.WORD, turtle_tokens.IRI)


def _ends_late(detail: str) -> bool:
    return any(words in detail for words in _ENDS_LATE)


def _starts_line(text: str, offset: int) -> bool:
    """Return whether `offset` is the first character of its line."""
    return offset == 0 or text[offset - 1] in "\r\n"


def _begins_line(text: str, offset: int) -> bool:
    """Return whether nothing but space stands before `offset` in its line."""
    line = text[:offset].rpartition("\n")[2]
    return not line.strip()


_LOOKS: Final[tuple[Callable[[str, str, int], Diagnosis | None], ...]] = (
    _another_syntax,
    _unclosed,
    _undeclared,
    _semicolon,
    _comma,
)
