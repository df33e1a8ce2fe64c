"""Read a CSV table so that every fault says where in the file it stands."""

import csv
import difflib
import io
import re
from collections.abc import Collection
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from functools import cached_property
from pathlib import Path

from c2c_graph import errors
from c2c_graph.rdf.text import read_text

# one field of RFC 4180 and what ends it
_FIELD = re.compile(r'((?:"(?:[^"]|"")*")?[^,\r\n]*)(,|\r\n|\r|\n|\Z)')
_SHOWN_FAULTS = 20


@dataclass(frozen=True)
class Row:
    """One record: its number in the file (the header is 0) and its cells by column.

    `line` is the line on which the record begins.
    """

    number: int
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()


@dataclass(frozen=True)
class Table:
    """A CSV file that was read: what messages call it, its columns, its rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    text: str = field(repr=False)

    def fault(self, row: Row, column: str, detail: str) -> errors.SyntaxFault:
        """Return the fault of one cell, with the line and column it begins at."""
        start = self._starts[row.number][self.columns.index(column)]
        line, place = _place(self.text, start)
        detail = f"column {column!r}: {detail}"
        return errors.SyntaxFault(detail, source=self.name, line=line, column=place)

    @cached_property
    def _starts(self) -> list[list[int]]:
        """Where each cell of each record begins in the text."""
        starts: list[list[int]] = [[]]
        for found in _FIELD.finditer(self.text):
            starts[-1].append(found.start())
            if found[2] != ",":
                starts.append([])
        return starts


def read_table(path: Path, required: Collection[str]) -> Table:
    """Return the CSV file at `path`: UTF-8, with at least the columns `required`.

    Raise `errors.DatasetUnreadable` where it cannot be read, and
    `errors.SyntaxFault` where it is not such a table.
    """
    name = str(path)
    text = _without_nul(read_text(path, name=name).removeprefix("\ufeff"), name)
    records = _records(text, name)
    columns = _header(records, name, required)
    rows = tuple(
        _row(number, line, record, columns, name)
        for number, (line, record) in enumerate(records[1:], 1)
        if record
    )
    return Table(name, columns, rows, text)


def raise_all(faults: Sequence[errors.SyntaxFault]) -> None:
    """Raise the first of `faults`, its detail telling the others; none: do nothing."""
    if not faults:
        return
    first, *others = sorted(faults, key=lambda fault: (fault.line, fault.column))
    lines = [first.detail, *(str(fault) for fault in others[: _SHOWN_FAULTS - 1])]
    if len(faults) > _SHOWN_FAULTS:
        lines.append(f"and {len(faults) - _SHOWN_FAULTS} more cells like these")
    raise errors.SyntaxFault(
        "\n".join(lines), source=first.source, line=first.line, column=first.column
    )


def _without_nul(text: str, name: str) -> str:
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        raise errors.SyntaxFault(
            "a NUL character, as in UTF-16 or a spreadsheet file; "
            "save the table as CSV with the encoding UTF-8",
            source=name,
            line=line,
        )
    return text


def _records(text: str, name: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for record in reader:
            found.append((line, record))
            line = reader.line_num + 1
    except csv.Error as error:
        raise errors.SyntaxFault(
            f"the record that begins here cannot be read ({error}); look for a "
            'quotation mark that is not closed or not doubled ("")',
            source=name,
            line=line,
        ) from None
    return found


def _header(
    records: list[tuple[int, list[str]]], name: str, required: Collection[str]
) -> tuple[str, ...]:
    if not records or not any(records[0][1]):
        raise errors.SyntaxFault(
            "no header; the first line names the columns", source=name
        )
    columns = tuple(column.strip() for column in records[0][1])
    twice = sorted({c for c in columns if c and columns.count(c) > 1})
    if twice:
        raise errors.SyntaxFault(
            f"column {twice[0]!r} stands in the header twice; rename or remove one",
            source=name,
        )
    missing = [column for column in required if column not in columns]
    if missing:
        raise errors.SyntaxFault(_missing(missing, columns), source=name)
    return columns


def _missing(missing: list[str], columns: tuple[str, ...]) -> str:
    near = difflib.get_close_matches(missing[0], columns, n=1)
    hint = f"; did you mean to rename {near[0]!r}?" if near else ""
    rest = f" (also missing: {', '.join(missing[1:])})" if missing[1:] else ""
    return f"column {missing[0]!r} is missing from the header{hint}{rest}"


def _row(
    number: int, line: int, record: list[str], columns: tuple[str, ...], name: str
) -> Row:
    if len(record) != len(columns):
        raise errors.SyntaxFault(
            f"{len(record)} cells where the header has {len(columns)} columns; "
            "put a cell that holds a comma or a line break in quotation marks",
            source=name,
            line=line,
        )
    return Row(number, line, dict(zip(columns, record, strict=True)))


def _place(text: str, start: int) -> tuple[int, int]:
    """Return line and column, both from 1, of the character at `start`."""
    # RFC 4180 §2 ends a line with CRLF; for the csv reader LF or CR alone do too
    lines = re.split(r"\r\n|\r|\n", text[:start])
    return len(lines), len(lines[-1]) + 1
