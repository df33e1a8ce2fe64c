"""Ranges that a number may lie in, as the head of a saved query writes them: 0..90.

Either bound may be left out; a range holds 0, so that it can be said as a pattern.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_RANGE: Final = re.compile(r"(-[0-9]+|0)?\.\.([0-9]+)?")
_WHOLE: Final = "[0-9]{1,18}"
_FRACTION: Final = r"\.[0-9]{1,6}"


@dataclass(frozen=True)
class Range:
    """The numbers from `least` to `most`, both of which it holds; None: no bound."""

    least: int | None = None
    most: int | None = None

    def holds(self, value: Decimal) -> bool:
        """Return whether `value` lies in the range."""
        above = self.least is None or self.least <= value
        return above and (self.most is None or value <= self.most)

    def words(self) -> str:
        """Return the range as it is said behind "a number", or ""."""
        if self.least is None:
            return "" if self.most is None else f" of at most {self.most}"
        if self.most is None:
            return f" of at least {self.least}"
        return f" from {self.least} to {self.most}"

    def pattern(self, *, whole: bool) -> str:
        """Return a regular expression (ECMA-262) of its numbers; `whole` ones alone."""
        below = "" if self.least == 0 else f"|-{_up_to(self.least, whole)}"
        return rf"^(\+?{_up_to(self.most, whole)}{below})$"


ANY: Final = Range()


def parse_range(text: str) -> Range:
    """Return the range that `text` writes; raise `ValueError` where it writes none."""
    found = _RANGE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    least, most = found.groups()
    return Range(
        None if least is None else int(least), None if most is None else int(most)
    )


def _up_to(bound: int | None, whole: bool) -> str:
    """Return a pattern of the numbers from 0 to the size of `bound`."""
    if bound is None:
        return _WHOLE if whole else rf"({_WHOLE}|[0-9]{{1,12}}{_FRACTION})"
    digits = str(abs(bound))
    if whole:
        return f"({'|'.join((*_below(digits), digits))})"
    less = "|".join(_below(digits))
    fewer = rf"({less})({_FRACTION})?|" if less else ""
    return rf"({fewer}{digits}(\.0{{1,6}})?)"


def _below(digits: str) -> list[str]:
    """Return patterns of the whole numbers from 0 to below that of `digits`."""
    count = len(digits)
    shorter = [f"[0-9]{{1,{count - 1}}}"] if count > 1 else []
    same = [
        f"{digits[:place]}[0-{int(digit) - 1}]" + "[0-9]" * (count - place - 1)
        for place, digit in enumerate(digits)
        if digit != "0"
    ]
    return shorter + same
