"""Characters that nobody sees, raw or escaped, in texts and IRIs.

They hide what is written, or make two names of one; controls of direction show a
text in another order than it has (Unicode Technical Report #36 §2.5, RFC 3987 §4.1).
These are controls, format characters and letters without ink. What joins letters or
gives them a direction is taken beside a letter that is not ASCII, in texts only: some
scripts cannot be written without. So are tags after a black flag, which make the
flags of regions (Unicode Technical Standard #51).
"""

import re
import unicodedata
from typing import Final
from typing import NamedTuple

_TAGS: Final = "\U000e0000-\U000e007f"
_ALWAYS: Final = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u115f\u1160\u180e\u200b\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
_BESIDE_LETTERS: Final = "\u061c\u200c-\u200f"
_IN_TEXT: Final = re.compile(
    rf"[{_ALWAYS}]"
    rf"|(?<![^\x00-\x7f])[{_BESIDE_LETTERS}](?![^\x00-\x7f])"
    rf"|(?<![\U0001f3f4{_TAGS}])[{_TAGS}]"
)
_IN_IRI: Final = re.compile(f"[{_ALWAYS}{_BESIDE_LETTERS}{_TAGS}]")
# who escapes a joiner means it
_ESCAPED_IN_TEXT: Final = re.compile(f"[{_ALWAYS}{_TAGS}]")
_SUSPECT: Final = re.compile(rf"{_IN_IRI.pattern}|\\[uU]")
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|.)", re.DOTALL)


class Hidden(NamedTuple):
    """A hidden character, and the part of the text that stands for it."""

    start: int
    end: int
    character: str

    @property
    def name(self) -> str:
        """Return its code point and its name in Unicode, if it has one."""
        name = unicodedata.name(self.character, "")
        return f"U+{ord(self.character):04X} {name}".rstrip()


def may_be_in(text: str) -> bool:
    """Return whether a closer look at `text` may find anything."""
    return _SUSPECT.search(text) is not None


def in_text(text: str, start: int = 0, end: int | None = None) -> Hidden | None:
    """Return the first hidden character of a text that is as it is shown."""
    return _raw(_IN_TEXT, text, start, len(text) if end is None else end)


def in_iri(text: str, start: int = 0, end: int | None = None) -> Hidden | None:
    """Return the first character of an IRI that is hidden, all of them being wrong."""
    return _raw(_IN_IRI, text, start, len(text) if end is None else end)


def escaped(text: str, start: int, end: int, *, iri: bool) -> Hidden | None:
    """Return the first hidden character that is escaped in a term of Turtle (§6.4)."""
    pattern = _IN_IRI if iri else _ESCAPED_IN_TEXT
    for escape in _ESCAPE.finditer(text, start, end):
        digits = escape[1] or escape[2]
        if digits and pattern.match(chr(int(digits, 16))):
            return Hidden(*escape.span(), chr(int(digits, 16)))
    return None


def _raw(pattern: re.Pattern[str], text: str, start: int, end: int) -> Hidden | None:
    found = pattern.search(text, start, end)
    return Hidden(*found.span(), found[0]) if found else None
