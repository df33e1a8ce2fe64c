"""Point at a place in a line of text, for a terminal or a page in one width."""

import unicodedata
from collections.abc import Iterable
from itertools import chain
from typing import Final
from typing import NamedTuple

# columns of the line that are shown, and of these before the place if there are more
_WIDTH: Final = 78
_BEFORE: Final = 56
_TAB: Final = "    "
_CUT: Final = "…"
# what a terminal would obey, or cannot show: controls, directions, half characters,
# ends of lines
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


class _Cell(NamedTuple):
    shown: str
    width: int


def caret(text: str, column: int, end: int = 0) -> str:
    """Return the line `text` and below it a caret at `column`, which counts from 1.

    With `end`, the column behind the last character that is meant, all from the caret
    to there is underlined. A long line is cut to some 80 columns around the place. The
    caret stands right after tabs and wide characters too, which take several columns,
    and after accents, which take none; what has no form of its own is shown as a
    replacement.
    """
    place = min(max(column - 1, 0), len(text))
    before = [_cell(character) for character in text[max(0, place - _WIDTH) : place]]
    after = [_cell(character) for character in text[place : place + _WIDTH]]
    room = _WIDTH - min(_width(after), _WIDTH - _BEFORE)
    left = _fitting(reversed(before), room)[::-1]
    right = _fitting(after, _WIDTH - _width(left))
    start = _CUT if len(left) < place else ""
    cut = _CUT if len(right) < len(text) - place else ""
    line = "".join(cell.shown for cell in chain(left, right))
    more = "~" * (_width(right[: max(end - place - 1, 1)]) - 1)
    return f"{start}{line}{cut}\n{' ' * (len(start) + _width(left))}^{more}"


def _cell(character: str) -> _Cell:
    category = unicodedata.category(character)
    if character == "\t":
        return _Cell(_TAB, len(_TAB))
    if category in _UNSEEN:
        return _Cell("\ufffd", 1)
    if category in {"Mn", "Me"}:
        return _Cell(character, 0)
    wide = unicodedata.east_asian_width(character) in {"W", "F"}
    return _Cell(character, 2 if wide else 1)


def _width(cells: Iterable[_Cell]) -> int:
    return sum(cell.width for cell in cells)


def _fitting(cells: Iterable[_Cell], room: int) -> list[_Cell]:
    """Return the first of `cells` that together take no more than `room` columns."""
    fitting = []
    for cell in cells:
        room -= cell.width
        if room < 0:
            break
        fitting.append(cell)
    return fitting
