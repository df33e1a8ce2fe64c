"""From what a check remarks to a finding with its file, line and column."""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal
from pyoxigraph import NamedNode

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.places import Places
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.rdf.terms import STRING
from c2c_graph.rdf.terms import TYPE
from c2c_graph.rdf.terms import Term
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rules import RULES
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of

_IRI = re.compile(r"(?<![\w<])https?://[^\s<>\"{}|\\^`)]*[^\s<>\"{}|\\^`).,;:]")


@dataclass(frozen=True)
class Reporter:
    """Puts remarks about `scope` into words of `language`, with their places."""

    scope: Scope
    prefixes: Mapping[str, str]
    language: str

    def findings(self, remarks: Iterable[Remark]) -> Iterator[Finding]:
        """Yield one finding for each of `remarks`."""
        for remark in remarks:
            yield self._finding(remark)

    def _finding(self, remark: Remark) -> Finding:
        file = remark.file or self._file(remark)
        line, column = self._place(file, remark)
        return Finding(
            severity=self._severity(remark),
            rule=remark.rule,
            message=self._message(remark),
            source=file.path if file else "",
            line=line,
            column=column,
            focus=text_of(remark.focus) if remark.focus is not None else "",
            path=remark.path.value if remark.path else "",
            value=str(remark.value) if remark.value is not None else "",
        )

    def _severity(self, remark: Remark) -> Severity:
        return remark.severity if remark.message else RULES[remark.rule].severity

    def _message(self, remark: Remark) -> str:
        if remark.message:
            return _IRI.sub(self._shortened, remark.message)
        details = {
            key: detail if isinstance(detail, str) else self.name(detail)
            for key, detail in remark.details.items()
        }
        if remark.value is not None:
            details.setdefault("value", self.name(remark.value))
        return RULES[remark.rule].message(self.language, details)

    def _shortened(self, iri: re.Match[str]) -> str:
        name = shorten(iri[0], self.prefixes)
        return iri[0] if name.startswith("<") else name

    def name(self, node: Term) -> str:
        """Return `node` as a curator would write it."""
        if isinstance(node, Literal):
            text = str(Literal(node.value))
            if node.language:
                return f"{text}@{node.language}"
            if node.datatype == STRING:
                return text
            return f"{text}^^{shorten(node.datatype.value, self.prefixes)}"
        if isinstance(node, NamedNode):
            return shorten(node.value, self.prefixes)
        return str(node)

    def _place(self, file: SourceFile | None, remark: Remark) -> tuple[int, int]:
        if remark.place is not None:
            return (remark.place.line, remark.place.column)
        if file is None or remark.focus is None:
            return (0, 0)
        place = self._places(file).of(remark.focus, remark.path, remark.value)
        return (place.line, place.column)

    def _places(self, file: SourceFile) -> Places:
        if file.path not in self._cache:
            self._cache[file.path] = Places(file.document)
        return self._cache[file.path]

    @cached_property
    def _cache(self) -> dict[str, Places]:
        return {}

    def _file(self, remark: Remark) -> SourceFile | None:
        """Return the file of the remark's statement, else that of its subject."""
        homes = self._homes.get(remark.focus, {}) if remark.focus is not None else {}
        stated = homes.get((remark.path, remark.value)) if remark.path else None
        by_path = homes.get((remark.path, None)) if remark.path else None
        return stated or by_path or homes.get((TYPE, None)) or homes.get(None)

    @cached_property
    def _homes(self) -> dict[object, dict[object, SourceFile]]:
        """Return, by subject, the first file of each statement and predicate."""
        found: dict[object, dict[object, SourceFile]] = {}
        for statement in self.scope.statements:
            quad, file = statement.quad, statement.file
            homes = found.setdefault(quad.subject, {})
            homes.setdefault((quad.predicate, quad.object), file)
            homes.setdefault((quad.predicate, None), file)
            homes.setdefault(None, file)
        return found
