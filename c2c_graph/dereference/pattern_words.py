"""A regular expression in words, as far as one that people can follow goes."""

import re
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from typing import Final

# what is longer in words is easier to read as an example
_LONGEST: Final = 150
_TOKEN = re.compile(r"\\.|\[\^?\]?[^\]]*\]|\(\?:|[(|)^$.]|[^\\\[(|)^$.]", re.DOTALL)
_QUANTIFIER = re.compile(r"[?*+]|\{(\d+)(?:,(\d*))?\}")
_CLASSES: Final = {
    "[0-9]": ("digit", "digits"),
    r"\d": ("digit", "digits"),
    "[A-Z]": ("capital letter", "capital letters"),
    "[a-z]": ("small letter", "small letters"),
    "[A-Za-z]": ("letter", "letters"),
    "[^ ]": ("character but a space", "characters but spaces"),
    ".": ("character", "characters"),
}
# quantifiers with nothing before them: look-around and the like
_AFTER_NOTHING: Final = "?*+{"


class _Beyond(Exception):
    """The expression holds what has no words here."""


def in_words(pattern: str) -> str:
    """Return what `pattern` matches in words; empty where that would be no help."""
    try:
        words = _Reader(pattern).read()
    except _Beyond:
        return ""
    return words if len(words) <= _LONGEST else ""


@dataclass
class _Sequence:
    """Pieces in a row; characters that follow each other become one quoted text."""

    pieces: list[str] = field(default_factory=list)
    text: str = ""

    def add(self, piece: str) -> None:
        self.end_text()
        self.pieces.append(piece)

    def end_text(self) -> None:
        if self.text:
            self.pieces.append(f"“{self.text}”")
        self.text = ""

    def words(self, between: str) -> str:
        self.end_text()
        return between.join(self.pieces)


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0
        self._opens = pattern.startswith("^")
        self._closes = pattern.endswith("$")

    def read(self) -> str:
        words = self._alternatives(", then ")
        if self._at < len(self._pattern):
            raise _Beyond
        if self._opens:
            return words if self._closes else f"begins with {words}"
        return f"ends with {words}" if self._closes else f"holds {words}"

    def _alternatives(self, between: str) -> str:
        found = [self._sequence(between)]
        while self._next() == "|":
            self._take()
            found.append(self._sequence(between))
        *most, last = found
        return f"{', '.join(most)} or {last}" if most else last

    def _sequence(self, between: str) -> str:
        sequence = _Sequence()
        while self._next() not in ("", "|", ")"):
            self._piece(sequence)
        return sequence.words(between)

    def _piece(self, sequence: _Sequence) -> None:
        token = self._take()
        if token in ("^", "$"):
            return
        if token in ("(", "(?:"):
            inner = self._alternatives(" and ")
            if self._take() != ")":
                raise _Beyond
            group = f"({inner})" if " " in inner else inner
            sequence.add(self._repeated(lambda many: group, group))
            return
        character = _character(token)
        quantified = _QUANTIFIER.match(self._pattern, self._at)
        if character and not quantified:
            sequence.text += character
            return
        sequence.add(self._repeated(_class_words(token, character), character))

    def _repeated(self, words: Callable[[bool], str], one: str) -> str:
        found = _QUANTIFIER.match(self._pattern, self._at)
        if not found:
            return _one(words(False)) if not one else words(False)
        self._at = found.end()
        sign, least, most = found[0][0], found[1], found[2]
        if sign == "?":
            return f"perhaps {words(False)}"
        if sign == "*":
            return f"any number of {words(True)}"
        if sign == "+" or most == "":
            return f"{least or 'one'} or more {'times ' if one else ''}{words(True)}"
        number = least if most is None else f"{least} to {most}"
        return f"{number} {'times ' if one else ''}{words(True)}"

    def _next(self) -> str:
        found = _TOKEN.match(self._pattern, self._at)
        return found[0] if found else ""

    def _take(self) -> str:
        token = self._next()
        if not token:
            raise _Beyond
        self._at += len(token)
        return token


def _character(token: str) -> str:
    """Return the one character that `token` matches, empty where there are several."""
    if token in _CLASSES:
        return ""
    if token in _AFTER_NOTHING:
        raise _Beyond
    if len(token) == 1:
        return token
    if token[0] == "\\":
        if token[1].isalnum():
            raise _Beyond
        return token[1]
    inner = token[1:-1]
    return inner if len(inner) == 1 else ""


def _class_words(token: str, character: str) -> Callable[[bool], str]:
    if character:
        return lambda many: f"“{character}”"
    if token in _CLASSES:
        return lambda many: _CLASSES[token][many]
    inner = token[1:-1]
    but = inner.startswith("^")
    members = " or ".join(_members(inner.removeprefix("^")))
    return lambda many: (
        f"{'characters' if many else 'character'} "
        + (f"other than {members}" if but else f"of {members}")
    )


def _members(inner: str) -> Iterator[str]:
    for found in re.finditer(r"(.)-(.)|(.)", inner, re.DOTALL):
        if found[3] == "\\":
            raise _Beyond
        one = "space" if found[3] == " " else found[3]
        yield f"{found[1]}–{found[2]}" if found[1] else one


def _one(words: str) -> str:
    return f"a {words}"
