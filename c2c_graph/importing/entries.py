"""Read the Net Zero Tracker's rows: cells in, typed entries out."""

import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from decimal import InvalidOperation
from typing import Final
from typing import TypeVar

from c2c_graph import errors
from c2c_graph.importing.addresses import Addresses
from c2c_graph.importing.addresses import read_addresses
from c2c_graph.importing.table import Row
from c2c_graph.importing.table import Table
from c2c_graph.importing.table import raise_all

END: Final = "end_target"
INTERIM: Final = "interim_target"
_OF_A_TARGET = ("", "_year", "_percentage_reduction", "_baseline_year")
REQUIRED: Final = (
    "id_code",
    "name",
    "country",
    *(target + part for target in (END, INTERIM) for part in _OF_A_TARGET),
    "end_target_status",
    "source_url",
    "gasses_coverage",
    "territorial_emissions",
    "consumption_emissions",
)
NO_TARGET: Final = "No target"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")

_LONGEST_NAME: Final = 200

Read = TypeVar("Read")


@dataclass(frozen=True)
class Aim:
    """One target of a row; `role` is the column it stands in, `kind` its words.

    `percent` is a reduction in percent; `amount` tells whether the row also gives
    emissions, for which the tracker names no unit.
    """

    role: str
    kind: str
    year: int | None
    percent: Decimal | None
    baseline_year: int | None
    amount: bool


@dataclass(frozen=True)
class Entry:
    """One row of the tracker: who, and what it says of their targets."""

    line: int
    id: str
    name: str
    iso2: str
    city_slug: str
    actor: str
    status: str
    gases: str
    territorial: str
    consumption: str
    sources: Addresses
    aims: tuple[Aim, ...]


def read_entries(table: Table, countries: Mapping[str, str]) -> tuple[Entry, ...]:
    """Return the entries of `table`, in its order.

    `countries` gives the ISO 3166-1 alpha-2 code of each alpha-2 and alpha-3 code
    that is known. Raise `errors.SyntaxFault` telling every cell that cannot be read.
    """
    reader = _Reader(table, countries)
    entries = tuple(reader.entry(row) for row in table.rows)
    raise_all(reader.faults)
    return entries


class _Reader:
    def __init__(self, table: Table, countries: Mapping[str, str]) -> None:
        self.table = table
        self.countries = countries
        self.faults: list[errors.SyntaxFault] = []
        self.lines: dict[str, int] = {}

    def entry(self, row: Row) -> Entry:
        return Entry(
            line=row.line,
            id=self.id(row),
            name=self.needed(row, "name", _name),
            iso2=self.iso2(row),
            city_slug=self.cell(row, "city_slug", _slug),
            actor=row["actor_type"],
            status=row["end_target_status"],
            gases=row["gasses_coverage"],
            territorial=row["territorial_emissions"],
            consumption=row["consumption_emissions"],
            sources=read_addresses(row["source_url"]),
            aims=(self.aim(row, END), self.aim(row, INTERIM)),
        )

    def cell(self, row: Row, column: str, read: Callable[[str], Read]) -> Read:
        try:
            return read(row[column])
        except ValueError as error:
            self.faults.append(self.table.fault(row, column, str(error)))
            return read("")

    def id(self, row: Row) -> str:
        text = self.needed(row, "id_code", _id)
        first = self.lines.setdefault(text, row.line)
        if text and first != row.line:
            detail = f"{text!r} also stands on line {first}; give each row its own"
            self.faults.append(self.table.fault(row, "id_code", detail))
        return text

    def needed(self, row: Row, column: str, read: Callable[[str], str]) -> str:
        if not row[column]:
            self.faults.append(self.table.fault(row, column, "is empty; fill it in"))
        return self.cell(row, column, read)

    def iso2(self, row: Row) -> str:
        # "NA" is Namibia, not a missing value
        column = "iso2" if row["iso2"] else "country"
        code = row[column].upper()
        if code not in self.countries:
            detail = (
                f"{row[column]!r} is no ISO 3166-1 code; write one such as SE or SWE"
            )
            self.faults.append(self.table.fault(row, column, detail))
        return self.countries.get(code, "")

    def aim(self, row: Row, role: str) -> Aim:
        amounts = (row[role + "_target_emissions"], row[role + "_bau_emissions"])
        return Aim(
            role=role,
            kind=row[role],
            year=self.cell(row, role + "_year", _year),
            percent=self.cell(row, role + "_percentage_reduction", _number),
            baseline_year=self.cell(row, role + "_baseline_year", _year),
            amount=any(amounts),
        )


def _id(text: str) -> str:
    if text and not _ID.fullmatch(text):
        raise ValueError(f"{text!r} is no row id; write one such as CIT-0001")
    return text


def _name(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError(f"{text!r} holds a line break or control character; remove it")
    if len(text) > _LONGEST_NAME:
        raise ValueError(f"{text[:20]!r}… is longer than {_LONGEST_NAME} characters")
    return text


def _slug(text: str) -> str:
    if text and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text):
        raise ValueError(f"{text!r} is no key; write one such as cape-town")
    return text


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text) if text else None
    except InvalidOperation:
        number = Decimal("NaN")
    if number is not None and not number.is_finite():
        raise ValueError(f"{text!r} is no number; write one such as 55 or 13.57")
    return number


def _year(text: str) -> int | None:
    number = None if re.search(r"[eE]", text) else _finite(text)
    if text and (number is None or number != int(number) or not 0 < number < 10000):
        raise ValueError(f"{text!r} is no year; write one such as 2030")
    return int(number) if number is not None else None


def _finite(text: str) -> Decimal | None:
    try:
        return _number(text)
    except ValueError:
        return None
