"""The terminals of Turtle, TriG, N-Triples and N-Quads, for texts that have been read.

One expression after Turtle §6.5 and the longest match of the engine's own lexer.
It tells where terms begin and end, not whether they are well formed: the engine
has said so already. Every repetition is possessive, so the time is linear.
"""

import re
from collections.abc import Iterator
from typing import Final

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff"
    "\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd"
    "\U00010000-\U000effff"
)
_INNER: Final = _BASE + "_0-9\u00b7\u0300-\u036f\u203f\u2040-"
_PREFIX: Final = rf"[{_BASE}](?:[{_INNER}]++|\.++(?=[{_INNER}]))*+"
_ESCAPED: Final = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL: Final = (
    rf"(?:[{_BASE}_:0-9]|{_ESCAPED})"
    rf"(?:[:{_INNER}]++|{_ESCAPED}|\.++(?=[:%\\{_INNER}]))*+"
)
_LABEL: Final = rf"_:[{_BASE}_0-9](?:[{_INNER}]++|\.++(?=[{_INNER}]))*+"
_LONG: Final = (
    r'"""(?:[^"\\]++|\\.|"(?!""))*+"""' + r"|'''(?:[^'\\]++|\\.|'(?!''))*+'''"
)
_SHORT: Final = r'"(?:[^"\\\n\r]++|\\.)*+"' + r"|'(?:[^'\\\n\r]++|\\.)*+'"
_NUMBER: Final = (
    r"[+-]?(?:(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)[eE][+-]?[0-9]++"
    r"|[0-9]*+\.[0-9]++|[0-9]++)"
)
_SPACE: Final = r"(?:[ \t\r\n]++|\#[^\r\n]*+)*+"

# the group that matched is told by its number: `Match.lastindex`
WORD: Final = 1  # a name, blank node label, number, or keyword
STRING: Final = 2
MARK: Final = 3
TAG: Final = 4  # a language tag, or @prefix and @base
IRI: Final = 5
_TOKEN: Final = re.compile(
    rf"{_SPACE}(?:"
    rf"({_LABEL}|(?:{_PREFIX})?:(?:{_LOCAL})?|{_NUMBER}|[A-Za-z][A-Za-z0-9_]*+)"
    rf"|({_LONG}|{_SHORT})"
    r"|(\^\^|[;,.\[\](){}])"
    r"|(@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)"
    r"|(<[^<>]*+>)"
    r"|.|\Z)",
    re.DOTALL,
)
_SUFFIX: Final = re.compile(rf"{_SPACE}(?:@|\^\^)")


def tokens(text: str, start: int = 0) -> Iterator[re.Match[str]]:
    """Yield the tokens of `text` from `start` on; `lastindex` tells the kind.

    What stands before a token (space, comments) is part of its match, so its own
    place is `span(lastindex)`. A match without `lastindex` is no token.
    """
    return _TOKEN.finditer(text, start)


def end_of_term(text: str, start: int) -> int:
    """Return where the term ends that begins at `start`, a literal with its suffix.

    For a bracket that is the end of the bracket itself.
    """
    token = _token(text, start)
    if token.lastindex != STRING:
        return token.end()
    suffix = suffix_of(text, token.end())
    return suffix[1] if suffix else token.end()


def suffix_of(text: str, end: int) -> tuple[int, int] | None:
    """Return the place of the language tag or datatype of the string ending at `end`.

    None where it has neither. The place of a datatype is that of its IRI.
    """
    if not _SUFFIX.match(text, end):
        return None
    token = _token(text, end)
    if token.lastindex == MARK:
        token = _token(text, token.end())
    return token.span(token.lastindex or 0)


def string_end(text: str, start: int) -> int | None:
    """Return where the quoted part ends of the literal at `start`; None without one."""
    token = _token(text, start)
    return token.end() if token.lastindex == STRING else None


def _token(text: str, start: int) -> re.Match[str]:
    token = _TOKEN.match(text, start)
    assert token is not None  # a term of this text begins there
    return token
