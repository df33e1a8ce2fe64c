"""Tell what an import stated, what it left out, and why."""

import json
from collections import Counter
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import asdict
from dataclasses import dataclass

from c2c_graph.importing.rules import LeftOut


@dataclass(frozen=True)
class Line:
    """One thing to tell about a row: where it stands, and why it is told."""

    line: int
    id: str
    name: str
    column: str
    reason: str


@dataclass(frozen=True)
class Report:
    """The outcome of an import; `found` counts the ways cities were found."""

    table: str
    snapshot: str
    rows: int
    commitments: int
    end_targets: int
    interim_targets: int
    baselines: int
    publications: int
    found: Mapping[str, int]
    minted: tuple[tuple[str, str], ...]
    left_out: tuple[Line, ...]
    doubts: tuple[Line, ...]
    retired: tuple[str, ...]
    files: tuple[str, ...]

    @property
    def targets(self) -> int:
        """Return how many targets were stated, end and interim."""
        return self.end_targets + self.interim_targets


def as_text(report: Report) -> str:
    """Return `report` as plain text for a terminal: counts, no rows."""
    lines = [
        f"{report.table}: {report.rows} rows, snapshot of {report.snapshot}",
        *(f"{count:7d}  {what}" for what, count in _counts(report)),
        "left out, by reason:",
        *(f"{count:7d}  {reason}" for reason, count in _by_reason(report.left_out)),
        "stated, with a doubt:",
        *(f"{count:7d}  {reason}" for reason, count in _by_reason(report.doubts)),
        *(f"no longer in the table, kept as superseded: {i}" for i in report.retired),
        f"files changed: {', '.join(report.files) or 'none'}",
    ]
    return "\n".join(lines)


def as_json(report: Report) -> str:
    """Return `report` as JSON, every row included."""
    return json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n"


def as_markdown(report: Report) -> str:
    """Return `report` as Markdown: counts, then rows.

    Rows without any target are counted and not listed.
    """
    parts = [
        f"# Import of {_cell(report.table)}",
        f"{report.rows} rows, snapshot of {report.snapshot}.",
        _table(("what", "count"), _counts(report)),
        "## Left out, by reason",
        _table(("reason", "count"), _by_reason(report.left_out)),
        "## Stated, with a doubt",
        _table(("doubt", "count"), _by_reason(report.doubts)),
        "## Cities minted",
        _table(("key", "name"), report.minted),
        "## No longer in the table, kept as superseded",
        _table(("thing",), ((iri,) for iri in report.retired)),
        "## Rows left out",
        _rows(line for line in report.left_out if line.reason != LeftOut.NO_TARGET),
        "## Rows with a doubt",
        _rows(report.doubts),
    ]
    return "\n\n".join(parts) + "\n"


def _counts(report: Report) -> Iterator[tuple[str, int]]:
    yield "commitments", report.commitments
    yield "targets", report.targets
    yield "of these end targets", report.end_targets
    yield "of these interim targets", report.interim_targets
    yield "baselines", report.baselines
    yield "publications cited", report.publications
    for way, count in report.found.items():
        yield f"cities found {way}" if way != "minted" else "cities minted", count


def _by_reason(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """Return (reason with its columns, count), most frequent first."""
    columns: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        columns[line.reason][line.column] += 1
    ordered = sorted(columns.items(), key=lambda item: -item[1].total())
    return [
        (f"{reason} ({_listed(counts)})", counts.total()) for reason, counts in ordered
    ]


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{column} {count}" for column, count in sorted(counts.items()))


def _rows(lines: Iterable[Line]) -> str:
    columns = ("line", "id", "name", "column", "reason")
    return _table(columns, (tuple(asdict(line).values()) for line in lines))


def _table(columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    body = [f"| {' | '.join(_cell(value) for value in row)} |" for row in rows]
    if not body:
        return "None."
    head = [f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"]
    return "\n".join(head + body)


def _cell(value: object) -> str:
    # what a table says is shown as text: no markup of its own gets through
    text = " ".join(str(value).split()).replace("&", "&amp;").replace("<", "&lt;")
    return "".join("\\" + c if c in "|\\`*_[]" else c for c in text)
