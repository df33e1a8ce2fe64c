"""A report as one page that needs nothing else: no script, no other file."""

from collections.abc import Iterable
from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import Final

from c2c_graph.reports import words
from c2c_graph.reports.html_style import STYLE
from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import printable
from c2c_graph.reports.telling import rule_iri
from c2c_graph.reports.text import message
from c2c_graph.reports.text import pointed_at
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity

# a page that comes from somebody's data runs nothing and asks nobody
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def write(told: Telling) -> bytes:
    """Return the report as an HTML page in UTF-8, findings grouped by document."""
    title = _text(told.phrase("title"))
    page = f"""<!doctype html>
<html lang="{told.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{_summary(told)}
{_filter(told)}
{"".join(_documents(told))}</main>
</body>
</html>
"""
    return page.encode()


def _summary(told: Telling) -> str:
    kind = "conforms" if told.conforms else "fails"
    lines = "".join(f"<p>{_text(line)}</p>\n" for line in told.verdict())
    return f'<div class="verdict {kind}" role="status">\n{lines}</div>'


def _filter(told: Telling) -> str:
    """Return boxes that show and hide a severity by style alone."""
    if not told.report.findings:
        return f"<p>{_text(told.phrase('nothing'))}</p>"
    boxes = "".join(
        f'<label><input type="checkbox" id="show-{severity}" checked> '
        f"{_text(words.counted(told.report.count(severity), severity, told.language))}"
        "</label>\n"
        for severity in Severity
    )
    legend = _text(told.phrase("show"))
    return f'<fieldset class="filter">\n<legend>{legend}</legend>\n{boxes}</fieldset>'


def _documents(told: Telling) -> Iterator[str]:
    grouped = groupby(told.report.findings, key=lambda finding: finding.source)
    for number, (source, findings) in enumerate(grouped, 1):
        name = printable(source) if source else told.phrase("whole")
        heading = f'<h2 id="document-{number}">{_text(name)}</h2>'
        items = "".join(_items(findings, told))
        yield (
            f'<section aria-labelledby="document-{number}">\n{heading}\n'
            f"<ol>\n{items}</ol>\n</section>\n"
        )


def _items(findings: Iterable[Finding], told: Telling) -> Iterator[str]:
    for finding in findings:
        severity = _text(words.SEVERITIES[finding.severity][told.language])
        where = _where(finding, told)
        parts = "".join(_parts(finding, told))
        yield (
            f'<li class="{finding.severity}">\n<p><strong>{severity}</strong>{where} '
            f"{_text(message(finding, told))}</p>\n{parts}</li>\n"
        )


def _where(finding: Finding, told: Telling) -> str:
    if finding.published:
        return f" <em>({_text(told.phrase('published'))})</em>"
    if not finding.line:
        return ""
    return f" <em>({_text(told.phrase('line', line=finding.line))})</em>"


def _parts(finding: Finding, told: Telling) -> Iterator[str]:
    if shown := pointed_at(finding):
        line, mark = shown.split("\n")
        yield (
            f'<pre translate="no" tabindex="0">{_text(line)}\n'
            f'<span class="mark" aria-hidden="true">{mark}</span></pre>\n'
        )
    if finding.repair:
        yield _hint("repair", f"<code>{_text(printable(finding.repair))}</code>", told)
    if finding.near:
        yield _hint("nearest", f"<code>{_text(told.short(finding.near))}</code>", told)
    yield _hint("rule", _rule(finding, told), told)


def _hint(name: str, it: str, told: Telling) -> str:
    return f'<p class="hint">{told.phrase(name, it=it)}</p>\n'


def _rule(finding: Finding, told: Telling) -> str:
    iri, name = rule_iri(finding), f"<code>{_text(told.rule(finding))}</code>"
    # other people's shapes may be named by any scheme, and some run what they name
    if not iri.startswith(("https://", "http://")):
        return name
    return f'<a href="{_text(iri)}">{name}</a>'


def _text(text: str) -> str:
    return escape(printable(text))
