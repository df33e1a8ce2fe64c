"""What a benchmark found, as rows of one table: for people, and as JSON."""

import dataclasses
import json
import os
import platform
import statistics
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final

_HEAD: Final = ("workload", "ours", "theirs", "compared", "bar", "")


@dataclass(frozen=True)
class Row:
    """One line: what was measured of us and of others, how it compares, the bar.

    `compared` is the number that `bar` speaks of; a row without a bar informs only.
    """

    workload: str
    ours: str
    theirs: str
    compared: float | None = None
    bar: str = ""
    holds: bool | None = None


def at_most(workload: str, ours: str, theirs: str, value: float, most: float) -> Row:
    """Return a row whose `value` must not be above `most`."""
    return Row(workload, ours, theirs, value, f"≤ {most:g}", value <= most)


def at_least(workload: str, ours: str, theirs: str, value: float, least: float) -> Row:
    """Return a row whose `value` must not be below `least`."""
    return Row(workload, ours, theirs, value, f"≥ {least:g}", value >= least)


def spread(values: Sequence[float], unit: str, form: str = ",.0f") -> str:
    """Return the median of `values` with its unit, and the smallest and largest."""
    median, low, high = (
        format(value, form)
        for value in (statistics.median(values), min(values), max(values))
    )
    return f"{median} {unit} ({low} to {high})"


def as_text(rows: Iterable[Row]) -> str:
    """Return `rows` as a Markdown table."""
    lines = [" | ".join(_HEAD), " | ".join("---" for _ in _HEAD)]
    lines += [" | ".join(_cells(row)) for row in rows]
    return "\n".join(f"| {line} |" for line in lines)


def as_json(rows: Iterable[Row]) -> str:
    """Return `rows` as JSON, with the machine and versions they were measured on."""
    machine = {
        "cores": os.cpu_count(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        **{name: version(name) for name in ("granian", "oxigraph", "pyoxigraph")},
    }
    values = [dataclasses.asdict(row) for row in rows]
    return json.dumps({"on": machine, "rows": values}, ensure_ascii=False, indent=1)


def _cells(row: Row) -> tuple[str, ...]:
    compared = "" if row.compared is None else f"{row.compared:.2f}"
    verdict = {None: "", True: "holds", False: "MISSED"}[row.holds]
    return (row.workload, row.ours, row.theirs, compared, row.bar, verdict)
