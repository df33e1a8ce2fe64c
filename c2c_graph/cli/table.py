"""Show the solutions of a SELECT as a table for people."""

import unicodedata
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import islice
from typing import Final

from pyoxigraph import BlankNode
from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import QuerySolutions

from c2c_graph.rdf.prefixes import shorten

_GAP: Final = "  "
_NARROWEST: Final = 6
# column widths are those of the first rows; later ones may stand out
_MEASURED: Final = 2_000
_ELLIPSIS: Final = "…"

Row = Sequence[str]


def lines(
    solutions: QuerySolutions, prefixes: dict[str, str], width: int | None
) -> Iterator[str]:
    """Yield the lines of a table, at most `width` columns wide, and a count.

    Without `width` no value is cut. With it the last line says how many were.
    """
    names = [variable.value for variable in solutions.variables]
    rows = ([_text(value, prefixes) for value in row] for row in solutions)
    return laid_out(names, rows, width, whole="with --format csv")


def laid_out(
    names: Row, rows: Iterator[Row], width: int | None, *, whole: str
) -> Iterator[str]:
    """Yield `rows` under the column `names`, as `lines` does.

    `whole` says how to see uncut what had to be cut.
    """
    first = list(islice(rows, _MEASURED))
    widths = _widths([names, *first], width)
    yield _line(names, widths)
    yield _GAP.join("─" * w for w in widths)
    count = cut = 0
    for block in (first, rows):
        for row in block:
            count += 1
            if width is not None:
                cut += sum(_columns(v) > w for v, w in zip(row, widths, strict=True))
                row = [_cut(v, w) for v, w in zip(row, widths, strict=True)]
            yield _line(row, widths)
    yield _summary(count, cut, whole)


def _summary(count: int, cut: int, whole: str) -> str:
    rows = f"{count:,} row" + ("" if count == 1 else "s")
    values = f"{cut:,} value" + ("" if cut == 1 else "s")
    return f"{rows}; {values} cut, whole {whole}" if cut else rows


def _text(term: object, prefixes: dict[str, str]) -> str:
    if isinstance(term, NamedNode):
        text = shorten(term.value, prefixes)
    elif isinstance(term, Literal):
        text = f"{term.value}@{term.language}" if term.language else term.value
    else:
        text = "" if term is None else str(term)
        assert term is None or isinstance(term, BlankNode) or text.startswith("<<")
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    """Return `character`, or an escape for what would steer the terminal."""
    if unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"}:
        return character.encode("unicode_escape").decode()
    return character


def _widths(rows: Sequence[Row], width: int | None) -> list[int]:
    widest = [max(map(_columns, column)) for column in zip(*rows, strict=True)]
    if width is None:
        return widest
    room = max(width - len(_GAP) * (len(widest) - 1), _NARROWEST * len(widest))
    for left in range(len(widest), 0, -1):  # the narrow columns first, whole
        narrow = sorted(widest)[: len(widest) - left]
        share = max((room - sum(narrow)) // left, _NARROWEST)
        if all(w <= share for w in sorted(widest)[: len(widest) - left + 1]):
            continue
        return [min(w, share) for w in widest]
    return widest


def _line(row: Row, widths: Sequence[int]) -> str:
    padded = (v + " " * (w - _columns(v)) for v, w in zip(row, widths, strict=True))
    return _GAP.join(padded).rstrip()


def _cut(text: str, width: int) -> str:
    if _columns(text) <= width:
        return text
    kept = ""
    for character in text:
        if _columns(kept + character) > width - 1:
            break
        kept += character
    return kept + _ELLIPSIS


def _columns(text: str) -> int:
    """Return how many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_character_columns(c) for c in text)


def _character_columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
