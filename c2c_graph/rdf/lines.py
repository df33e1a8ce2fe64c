"""From an offset into a text to its line and column."""

import re
from bisect import bisect_right
from functools import cached_property

from c2c_graph.rdf.text import LONGEST_LINE
from c2c_graph.rdf.text import cut_line

# as Turtle §6.4 has it, and as the engine counts
_END = re.compile(r"\r\n?|\n")


class Lines:
    """The lines of a text; they end with LF, CR LF or CR, as the engine counts them."""

    def __init__(self, text: str) -> None:
        self._text = text

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of the character at `offset`, both from 1."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def line(self, number: int, column: int = 1) -> str:
        """Return line `number` (from 1) without its end, cut as `text.line_of` does."""
        start = self._starts[number - 1]
        end = _END.search(self._text, start, start + LONGEST_LINE)
        piece = self._text[start : end.start() if end else start + LONGEST_LINE]
        return cut_line(piece, column)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in _END.finditer(self._text))]
