"""A text beside what was found in it: numbered lines, what is meant underlined.

Texts come from anybody. What has no form of its own is written out as Turtle escapes
it; a long text is shown around its findings, a long line around what is meant, and
what is left out is told.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from itertools import pairwise
from typing import Final

from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity

# a text of so many lines is shown whole
WHOLE: Final = 400
# of a longer one, so many lines before and after each finding
AROUND: Final = 3
# a line of so many characters is shown whole
LONGEST_LINE: Final = 600
# of a longer one, so many characters before and after what is meant
BESIDE: Final = 120
_TAB: Final = "\t"
_WEIGHT: Final = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True)
class Piece:
    """A piece of a line: its text, and whether it is meant by a finding.

    `severity` is that of the heaviest finding that means it. `kind` is empty for the
    text itself, `unseen` for an escape that stands for a character, `cut` for the
    number of characters that are left out.
    """

    text: str
    severity: str = ""
    kind: str = ""


@dataclass(frozen=True)
class MarkedLine:
    """A line with its number from 1, in pieces; `severity` of the heaviest finding."""

    number: int
    pieces: tuple[Piece, ...]
    severity: str = ""


@dataclass(frozen=True)
class Block:
    """Lines that begin with one that has findings, and these by their position.

    `skipped` tells how many lines before are left out.
    """

    lines: tuple[MarkedLine, ...]
    findings: tuple[int, ...] = ()
    skipped: int = 0


@dataclass(frozen=True)
class MarkedText:
    """A text in blocks; `after` lines at its end are left out."""

    blocks: tuple[Block, ...]
    after: int = 0


def marked(text: str, findings: Mapping[int, Finding]) -> MarkedText:
    """Return `text` with `findings`, by the number that each is called by.

    A finding counts where its line is one of the text.
    """
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    by_line: dict[int, list[int]] = {}
    for number, finding in findings.items():
        if 0 < finding.line <= len(lines):
            by_line.setdefault(finding.line, []).append(number)
    shown = list(_shown(len(lines), by_line))
    blocks = tuple(_blocks(lines, shown, by_line, findings))
    last = shown[-1] if shown else 0
    return MarkedText(blocks, len(lines) - last)


def escaped(character: str) -> str:
    """Return `character` as Turtle and N-Triples escape it."""
    code = ord(character)
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def visible(text: str) -> str:
    """Return `text` with what has no form of its own written out."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in "\n\t" else escaped(c) for c in text)


def _shown(length: int, by_line: Iterable[int]) -> Iterator[int]:
    """Yield the numbers of the lines that are shown."""
    if length <= WHOLE:
        yield from range(1, length + 1)
        return
    last = 0
    for line in sorted(by_line):
        first = max(last + 1, line - AROUND)
        last = max(last, min(length, line + AROUND))
        yield from range(first, last + 1)
    if not last:
        yield from range(1, AROUND + 1)


def _blocks(
    lines: Sequence[str],
    shown: Sequence[int],
    by_line: Mapping[int, Sequence[int]],
    findings: Mapping[int, Finding],
) -> Iterator[Block]:
    """Yield a block for each line that has findings, or comes after a gap."""
    start, before = 0, 0
    for at in range(1, len(shown) + 1):
        ends = at == len(shown)
        if not ends and shown[at] == shown[at - 1] + 1 and shown[at] not in by_line:
            continue
        numbers = shown[start:at]
        meant = tuple(by_line.get(numbers[0], ()))
        yield Block(
            tuple(
                _line(n, lines[n - 1], [findings[i] for i in by_line.get(n, ())])
                for n in numbers
            ),
            meant,
            numbers[0] - before - 1,
        )
        start, before = at, numbers[-1]


def _line(number: int, text: str, findings: Sequence[Finding]) -> MarkedLine:
    text = text.removesuffix("\r")
    marks = [_extent(finding, len(text)) for finding in findings]
    pieces = tuple(_pieces(text, marks))
    severities = (severity for _, _, severity in marks)
    return MarkedLine(number, pieces, min(severities, key=_weight, default=""))


def _extent(finding: Finding, length: int) -> tuple[int, int, str]:
    """Return where in its line `finding` begins and ends, and its severity."""
    start = min(max(finding.column - 1, 0), length)
    end = finding.end_column - 1 if finding.end_line == finding.line else length
    if not finding.end_line:
        end = start + 1
    return start, max(end, start + 1), finding.severity.value


def _pieces(text: str, marks: Sequence[tuple[int, int, str]]) -> Iterator[Piece]:
    kept = list(_kept(len(text), marks))
    at = 0
    for first, last in kept:
        if first > at:
            yield Piece(str(first - at), kind="cut")
        yield from _meant(text, first, last, marks)
        at = last
    if at < len(text):
        yield Piece(str(len(text) - at), kind="cut")


def _kept(
    length: int, marks: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int]]:
    """Yield the parts of a line that are shown, each from and to."""
    if length <= LONGEST_LINE:
        yield 0, length
        return
    at = 0
    for start, end, _ in sorted(marks):
        first = max(at, start - BESIDE)
        last = min(length, min(end, start + LONGEST_LINE) + BESIDE)
        if last > first:
            yield first, last
            at = last
    if not at:
        yield 0, LONGEST_LINE


def _meant(
    text: str, first: int, last: int, marks: Sequence[tuple[int, int, str]]
) -> Iterator[Piece]:
    """Yield the pieces from `first` to `last`, split where a mark begins or ends."""
    edges = {first, last}
    for start, end, _ in marks:
        edges |= {edge for edge in (start, end) if first < edge < last}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        over = (mark[2] for mark in marks if mark[0] <= start and end <= mark[1])
        severity = min(over, key=_weight, default="")
        yield from _seen(text[start:end], severity)
    # what is missing at the end of a line is meant there
    for start, _, severity in marks:
        if start == last == len(text):
            yield Piece(" ", severity)
            return


def _seen(text: str, severity: str) -> Iterator[Piece]:
    for seen, characters in groupby(text, lambda c: c.isprintable() or c == _TAB):
        if seen:
            yield Piece("".join(characters), severity)
        else:
            for character in characters:
                yield Piece(escaped(character), severity, "unseen")


def _weight(severity: str) -> int:
    return _WEIGHT[Severity(severity)]
