"""Read texts from files; what cannot be read or is not UTF-8 is told by its place."""

import re
from itertools import islice
from pathlib import Path
from typing import Final
from typing import TypeVar

from c2c_graph import errors

# characters of a line that are kept with a place in it
LONGEST_LINE: Final = 4096
# what ends a line of Turtle (§6.4) and of XML (§2.11)
_END: Final = re.compile(rb"\r\n?|\n")
_TEXT_END: Final = re.compile(r"\r\n?|\n")

_Fault = TypeVar("_Fault", bound=errors.SyntaxFault)


def read_bytes(path: Path, *, name: str) -> bytes:
    """Return the content of the file at `path`, which messages call `name`.

    Raise `errors.DatasetUnreadable` where it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or error
        raise errors.DatasetUnreadable(f"{name}: cannot be read: {reason}") from error


def read_text(path: Path, *, name: str) -> str:
    """Return the UTF-8 text in the file at `path`; raise as `read_bytes`, `decoded`."""
    return decoded(read_bytes(path, name=name), name=name)


def decoded(
    text: bytes, *, name: str, fault: type[errors.SyntaxFault] = errors.SyntaxFault
) -> str:
    """Return `text` decoded from UTF-8; raise `fault` at the first byte that is not."""
    try:
        return text.decode()
    except UnicodeDecodeError as error:
        detail = (
            f"byte 0x{text[error.start]:02X} is not UTF-8; "
            "save the file again with the encoding UTF-8"
        )
        raise fault_at(text, error.start, detail, name, fault) from None


def fault_at(
    text: bytes, offset: int, detail: str, name: str, kind: type[_Fault]
) -> _Fault:
    """Return the fault `kind` at the byte at `offset` of `text`, called `name`."""
    line, column = place_at(text, offset)
    return kind(
        detail,
        source=name,
        line=line,
        column=column,
        text=line_of(text, line, column),
    )


def place_at(text: bytes, offset: int) -> tuple[int, int]:
    """Return the line and column, both from 1, of the byte at `offset`."""
    line, start = 1, 0
    for end in _END.finditer(text, 0, offset):
        # the CR of a CR LF ends nothing where only it is before the place
        if text[end.start() : end.end() + 1] != b"\r\n" or end.end() < offset:
            line, start = line + 1, end.end()
    column = len(text[start:offset].decode(errors="replace")) + 1
    return line, column


def offset_of(text: str, line: int, column: int) -> int:
    """Return the offset of the character at `line` and `column`, both from 1."""
    ends = islice(_TEXT_END.finditer(text), line - 1)
    start = max((end.end() for end in ends), default=0)
    return start + column - 1


def line_of(text: bytes, line: int, column: int = 1) -> str:
    """Return line number `line` (from 1) of `text`, without its end.

    Of a very long line only the first `LONGEST_LINE` characters are given, and
    nothing where `column` is behind them.
    """
    start = 0
    if line > 1:
        before = next(islice(_END.finditer(text), line - 2, None), None)
        if before is None:
            return ""
        start = before.end()
    # a character has at most four bytes
    most = start + 4 * LONGEST_LINE
    end = _END.search(text, start, most)
    piece = text[start : end.start() if end else most]
    return cut_line(piece.decode(errors="replace"), column)


def cut_line(line: str, column: int) -> str:
    """Return `line` without its end, cut as in `line_of`."""
    return line.removesuffix("\r")[:LONGEST_LINE] if column <= LONGEST_LINE else ""
