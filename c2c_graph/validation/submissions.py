"""Check a submission together with the published facts that it touches."""

import datetime
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from c2c_graph.validation import checks
from c2c_graph.validation.answerable import Answerable
from c2c_graph.validation.changes import Changes
from c2c_graph.validation.duplicates import lookalike_remarks
from c2c_graph.validation.facts import Published
from c2c_graph.validation.lookalikes import Lookalikes
from c2c_graph.validation.lookups import Lookups
from c2c_graph.validation.outcomes import Outcome
from c2c_graph.validation.outcomes import outcome
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.remarks import Reporter
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import ValidationReport
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.seen_together import seen_together
from c2c_graph.validation.submitted import Submitted
from c2c_graph.validation.views import bare


def validate(
    submitted: Submitted,
    published: Published | None = None,
    *,
    language: str = "en",
    today: datetime.date,
    rulebook: Rulebook | None = None,
    lookalikes: Lookalikes | None = None,
) -> ValidationReport:
    """Return what is wrong or odd in `submitted`, told in `language`.

    It is seen together with what is `published`, as the graph would be; without
    that, together with the vocabulary and its concepts alone. Told is what is new
    against what is published, and what was there already but is stated again; `gone`
    is what it would repair. `today` is the date that rules about the past and the
    future go by. Where a document could not be read, only that is told. Whoever
    validates often hands in the same `rulebook` each time, the packaged one without.
    """
    book = rulebook or Rulebook.packaged()
    facts = published or book.vocabulary
    if submitted.faults:
        unread = checks.unread(submitted.faults, language, book.prefixes)
        return ValidationReport.of(unread)  # seen together with nothing
    changes = Changes(submitted, Lookups(facts))
    found_by_shapes = outcome(changes, book, language, today)
    scope = seen_together(changes, book, found_by_shapes.context, today)
    reporter = Reporter(scope, book.prefixes, language, facts)
    remarks = [
        *_by_shapes(found_by_shapes, changes, scope),
        *(remark for check in checks.CHECKS for remark in check(scope)),
        *Answerable(scope, changes, found_by_shapes, book.single_valued).remarks(),
        *_alike(changes, facts, lookalikes, language),
    ]
    report = ValidationReport.of(_marked(reporter.findings(remarks), changes))
    gone = ValidationReport.of(reporter.findings(found_by_shapes.gone)).findings
    return replace(report, against=facts.name, gone=gone)


def _by_shapes(found: Outcome, changes: Changes, scope: Scope) -> Iterator[Remark]:
    """Yield what is new, at the statement that causes it, and what is stated again."""
    homes = {bare(one.quad): one.file for one in scope.statements[::-1]}
    for remark in found.new:
        assert remark.focus is not None
        cause = found.causes.get((remark.rule, remark.focus))
        file = homes.get(cause) if cause is not None else None
        yield replace(remark, file=file, cause=cause) if file else remark
    for remark in found.stay:
        if _is_restated(remark, changes):
            yield remark


def _is_restated(remark: Remark, changes: Changes) -> bool:
    """Return whether the submission says what `remark` is about."""
    said = changes.statements.match(remark.focus, remark.path, None)
    if remark.path is None or remark.value is None:
        return next(said, None) is not None
    return any(quad.object == remark.value for quad in said)


def _alike(
    changes: Changes, facts: Published, index: Lookalikes | None, language: str
) -> Iterator[Remark]:
    quads = changes.statements.quads
    found = index if index is not None else facts.lookalikes
    return lookalike_remarks(quads, facts, found, language)


def _marked(findings: Iterable[Finding], changes: Changes) -> Iterator[Finding]:
    """Yield `findings`, those about what others describe marked as such."""
    for finding in findings:
        node = NamedNode(finding.focus) if ":" in finding.focus else None
        own = node is None or next(changes.statements.match(node, None, None), None)
        yield finding if own else replace(finding, published=True)
