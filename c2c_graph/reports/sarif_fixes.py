"""What an editor may write instead, where a repair fits the place exactly.

A repair reads `predicate value`, to stand after its subject; the place of a finding
is mostly that of the value. It is offered only where both fit: the predicate stands
before the place, and the document declares every prefix as the repair means it.
"""

import re
from functools import lru_cache
from typing import Final

from pyoxigraph import RdfFormat
from pyoxigraph import parse

from c2c_graph.reports.telling import Telling
from c2c_graph.reports.telling import line_told
from c2c_graph.validation.report import Finding

# Turtle §6.5, narrower: prefixes, strings that may hold anything, IRIs
_PREFIX: Final = re.compile(r"@?prefix\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE)
_QUOTED: Final = re.compile(r'"(?:[^"\\]|\\.)*"|<[^<>]*>')
_NAME: Final = re.compile(r"(?<![\w@])([A-Za-z][\w-]*):")
_STATEMENT: Final = re.compile(r"(\S+)\s+(.+)", re.DOTALL)


def replacement(finding: Finding, told: Telling) -> str:
    """Return the text to write over the place of `finding`, "" where none is sure."""
    document = told.documents.get(finding.source)
    line = line_told(finding)
    on_one_line = finding.line and finding.end_line == finding.line and line
    if document is None or not on_one_line or not finding.repair:
        return ""
    found = _STATEMENT.fullmatch(finding.repair)
    before = line[: finding.column - 1].split()
    if not found or not before or before[-1] != found[1]:
        return ""
    names = {name[1] for name in _NAME.finditer(_QUOTED.sub("", finding.repair))}
    declared = _declared(document)
    usual = {**declared, **told.prefixes}
    if any(declared.get(name) != usual.get(name, "") for name in names):
        return ""
    return found[2] if _is_one_value(found[2], declared) else ""


def _is_one_value(text: str, declared: dict[str, str]) -> bool:
    head = "".join(f"PREFIX {n}: <{s}>\n" for n, s in sorted(declared.items()))
    try:
        quads = parse(f"{head}<urn:s> <urn:p> {text} .", format=RdfFormat.TURTLE)
        return len(list(quads)) == 1
    except SyntaxError:
        return False


@lru_cache(4)
def _declared(document: bytes) -> dict[str, str]:
    return dict(_PREFIX.findall(document.decode(errors="replace")))
