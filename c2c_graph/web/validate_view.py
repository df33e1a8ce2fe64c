"""What validation found, as the page `/validate` shows it: beside the text, and listed.

Findings are shown in full up to a number, folded beyond it, and counted beyond that;
nothing goes untold. Every text of a submission is shown as text alone.
"""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from c2c_graph import namespaces
from c2c_graph.rdf.formats import graph_format
from c2c_graph.reports import words
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import rule_id
from c2c_graph.reports.telling import rule_iri
from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Level
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport
from c2c_graph.web import addresses
from c2c_graph.web.marked_text import MarkedText
from c2c_graph.web.marked_text import marked
from c2c_graph.web.marked_text import visible

# findings shown in full, and those shown folded besides
IN_FULL: Final = 300
FOLDED: Final = 2_000
# a longer message is cut; the downloads have it whole
_LONGEST: Final = 2_000
_WEIGHT: Final = {severity: weight for weight, severity in enumerate(Severity)}


@dataclass(frozen=True)
class ShownFinding:
    """A finding in words; `document` is the number of its text, 0 for none."""

    number: int
    severity: str
    weight: str
    message: str
    document: int
    line: int
    column: int
    repair: str
    near: str
    near_href: str
    rule: str
    rule_href: str
    about: str


@dataclass(frozen=True)
class ShownDocument:
    """A document as it was handed in, with its text marked where it has findings."""

    number: int
    name: str
    syntax: str
    text: str
    whole: bool
    marked: MarkedText | None = None
    rows: int = 20


@dataclass(frozen=True)
class ShownRule:
    """A rule, how often it was broken, and the findings on this page."""

    name: str
    href: str
    severity: str
    count: int
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True)
class Found:
    """A report for its page.

    `beside` are findings by number, shown beside the text; `elsewhere` those without
    a place in it, `published` those about published entries, `gone` what it would
    repair; `folded` come after these, and `left_out` are not shown.
    """

    conforms: bool
    verdict: tuple[str, ...]
    counts: tuple[tuple[str, str, int], ...]
    levels: tuple[tuple[str, bool], ...]
    documents: tuple[ShownDocument, ...]
    beside: Mapping[int, ShownFinding]
    elsewhere: tuple[ShownFinding, ...]
    published: tuple[ShownFinding, ...]
    gone: tuple[ShownFinding, ...]
    folded: tuple[ShownFinding, ...]
    left_out: int
    rules: tuple[ShownRule, ...]


def documents_of(parts: Iterable[Part]) -> tuple[ShownDocument, ...]:
    """Return `parts` to be shown and handed in again."""
    return tuple(_document(number, part) for number, part in enumerate(parts, 1))


def found(
    report: ValidationReport,
    parts: Sequence[Part],
    options: Options,
    prefixes: Mapping[str, str],
    knows: Iterable[str],
) -> Found:
    """Return `report` on `parts` for its page; `knows` are shapes that have a place."""
    contents = {part.name: part.content for part in parts}
    telling = Telling(report, contents, prefixes, options.language, options.level)
    return _Finder(telling, documents_of(parts), frozenset(knows)).found()


class _Finder:
    """Sorts the findings of a report to where the page shows them."""

    def __init__(
        self,
        telling: Telling,
        documents: Sequence[ShownDocument],
        knows: frozenset[str],
    ) -> None:
        self._telling = telling
        self._documents = documents
        self._knows = knows
        self._numbers = {d.name: d.number for d in reversed(documents)}

    def found(self) -> Found:
        report, telling = self._telling.report, self._telling
        ordered = sorted(report.findings, key=lambda f: _WEIGHT[f.severity])
        numbered = dict(enumerate(ordered, 1))
        full = {n: f for n, f in numbered.items() if n <= IN_FULL}
        shown = {n: self._shown(n, f) for n, f in numbered.items() if n <= FOLDED}
        beside = {n: shown[n] for n, f in full.items() if self._is_placed(f)}
        others = {n: f for n, f in full.items() if n not in beside}
        return Found(
            conforms=telling.conforms,
            verdict=tuple(visible(line) for line in telling.verdict()),
            counts=tuple(self._counts()),
            levels=tuple((level.value, report.conforms_to(level)) for level in Level),
            documents=tuple(self._marked(full)),
            beside=beside,
            elsewhere=tuple(shown[n] for n, f in others.items() if not f.published),
            published=tuple(shown[n] for n, f in others.items() if f.published),
            gone=tuple(self._shown(0, finding) for finding in report.gone[:IN_FULL]),
            folded=tuple(one for n, one in shown.items() if n > IN_FULL),
            left_out=max(0, len(ordered) - FOLDED) + report.left_out,
            rules=tuple(self._rules(ordered, shown)),
        )

    def _counts(self) -> Iterator[tuple[str, str, int]]:
        for severity in Severity:
            number = self._telling.report.count(severity)
            told = words.counted(number, severity, self._telling.language)
            yield severity.value, told, number

    def _is_placed(self, finding: Finding) -> bool:
        return bool(finding.line) and finding.source in self._numbers

    def _marked(self, full: Mapping[int, Finding]) -> Iterator[ShownDocument]:
        for document in self._documents:
            own = {
                number: finding
                for number, finding in full.items()
                if self._is_placed(finding)
                and self._numbers[finding.source] == document.number
            }
            text = marked(document.text, own) if own else None
            yield ShownDocument(**{**vars(document), "marked": text})

    def _shown(self, number: int, finding: Finding) -> ShownFinding:
        telling = self._telling
        about = telling.short(finding.focus) if finding.focus else ""
        document = self._numbers.get(finding.source, 0) if finding.line else 0
        return ShownFinding(
            number=number,
            severity=finding.severity.value,
            weight=words.SEVERITIES[finding.severity][telling.language],
            message=_cut(finding.message),
            document=document,
            line=finding.line,
            column=finding.column,
            repair=_cut(finding.repair),
            near=_cut(telling.short(finding.near)) if finding.near else "",
            near_href=_ours(finding.near),
            rule=_cut(rule_id(finding)),
            rule_href=self._rule_href(finding),
            about=_cut(about) if about not in finding.message else "",
        )

    def _rule_href(self, finding: Finding) -> str:
        iri = rule_iri(finding)
        return addresses.document_path(iri) if iri in self._knows else ""

    def _rules(
        self, ordered: Iterable[Finding], shown: Mapping[int, ShownFinding]
    ) -> Iterator[ShownRule]:
        counts = Counter(rule_id(finding) for finding in ordered)
        first: dict[str, list[ShownFinding]] = {}
        for one in shown.values():
            if one.number <= IN_FULL:
                first.setdefault(one.rule, []).append(one)
        for rule, findings in first.items():
            one = findings[0]
            number = counts[rule]
            yield ShownRule(rule, one.rule_href, one.severity, number, tuple(findings))


def _document(number: int, part: Part) -> ShownDocument:
    text = part.content.decode(errors="replace")
    format = graph_format(part.media_type)
    syntax = format.name if format else "turtle"
    return ShownDocument(
        number=number,
        name=part.name,
        syntax=syntax,
        text=text,
        whole=text.encode(errors="replace") == part.content,
        rows=min(max(text[:10_000].count("\n") + 2, 8), 24),
    )


def _cut(text: str) -> str:
    return visible(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")


def _ours(iri: str) -> str:
    """Return where the page links for `iri`: to this server alone."""
    return addresses.document_path(iri) if namespaces.is_ours(iri) else ""
