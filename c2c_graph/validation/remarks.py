"""From what a check remarks to a finding with its file, line and column."""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from functools import cached_property

from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.places import NOWHERE
from c2c_graph.rdf.places import Place
from c2c_graph.rdf.places import Places
from c2c_graph.rdf.prefixes import shorten
from c2c_graph.rdf.terms import TYPE
from c2c_graph.validation import shown
from c2c_graph.validation.as_written import as_written
from c2c_graph.validation.background import Background
from c2c_graph.validation.elsewhere import Elsewhere
from c2c_graph.validation.facts import Published
from c2c_graph.validation.own_keys import with_own_key
from c2c_graph.validation.pointing import place_of
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rules import RULES
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.told_once import told_once
from c2c_graph.validation.wording import Wording

_IRI = re.compile(r"(?<![\w<])https?://[^\s<>\"{}|\\^`)]*[^\s<>\"{}|\\^`).,;:]")


@dataclass(frozen=True)
class Reporter:
    """Puts remarks about `scope` into words of `language`, with their places."""

    scope: Scope
    prefixes: Mapping[str, str]
    language: str
    published: Published | None = None

    def findings(self, remarks: Iterable[Remark]) -> Iterator[Finding]:
        """Yield one finding for each of `remarks` that no other one implies."""
        told = set()
        quads = (one.quad for one in self.scope.statements)
        for remark in told_once(as_written(remarks, quads)):
            finding = self._finding(self._wording.completed(remark))
            # of one predicate with several values the same may be true
            words = replace(finding, value="", repair="")
            if finding.rule not in RULES or words not in told:
                told.add(words)
                yield finding

    def _finding(self, remark: Remark) -> Finding:
        file = remark.file or self._file(remark)
        place = self._place(file, remark)
        elsewhere = self._elsewhere.told(remark, file, self.language)
        # what to write instead stands in that file, under its own prefixes
        prefixes = file.document.prefixes if file and file.path else self.prefixes
        told = self._wording.told(remark, self._message(remark), prefixes)
        return Finding(
            severity=self._severity(remark),
            rule=remark.rule,
            message=" ".join(filter(None, (told.message, elsewhere))),
            source=file.path if file else "",
            line=place.line,
            column=place.column,
            focus=text_of(remark.focus) if remark.focus is not None else "",
            path=remark.path.value if remark.path else "",
            value=str(remark.value) if remark.value is not None else "",
            end_line=place.end_line,
            end_column=place.end_column,
            text=place.text,
            repair=told.repair,
            near=told.near,
            component=remark.component,
        )

    def _severity(self, remark: Remark) -> Severity:
        return remark.severity if remark.message else RULES[remark.rule].severity

    def _message(self, remark: Remark) -> str:
        if remark.message:  # it may be anybody's: on one line, and steering nothing
            words = shown.plain(" ".join(remark.message.split()))
            return with_own_key(_IRI.sub(self._shortened, words), remark.focus)
        name = self._wording.name
        details = {
            key: detail if isinstance(detail, str) else name(detail)
            for key, detail in remark.details.items()
        }
        if remark.value is not None:
            details.setdefault("value", name(remark.value))
        return RULES[remark.rule].message(self.language, details)

    @cached_property
    def _wording(self) -> Wording:
        background = Background(self.scope, self.published)
        return Wording(background, self.prefixes, self.language)

    def _shortened(self, iri: re.Match[str]) -> str:
        name = shorten(iri[0], self.prefixes)
        return iri[0] if name.startswith("<") else name

    def _place(self, file: SourceFile | None, remark: Remark) -> Place:
        if remark.place is not None:
            return remark.place
        return place_of(self._places(file), remark) if file else NOWHERE

    def _places(self, file: SourceFile) -> Places:
        if file.path not in self._cache:
            self._cache[file.path] = Places(file.document)
        return self._cache[file.path]

    @cached_property
    def _elsewhere(self) -> Elsewhere:
        return Elsewhere(self.scope.statements, self._places)

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
