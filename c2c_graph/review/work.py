"""Do what a validator is asked to do; the process around it may be killed."""

import datetime
import gc
from typing import Final

from c2c_graph import errors
from c2c_graph.rdf.reading import Document
from c2c_graph.review import by_shapes
from c2c_graph.review import wire
from c2c_graph.review.limits import out_of_memory
from c2c_graph.review.published import PublishedReleases
from c2c_graph.review.reading import read_part
from c2c_graph.review.reading import require_few
from c2c_graph.review.task import Part
from c2c_graph.review.task import Task
from c2c_graph.settings import Settings
from c2c_graph.validation import submissions
from c2c_graph.validation.report import ValidationReport
from c2c_graph.validation.rulebook import Rulebook
from c2c_graph.validation.submitted import Submitted

# so many findings are listed; nobody reads on, and all are held as text
MOST_FINDINGS: Final = 5_000
_NEXT_TO_NOTHING: Final = Part(
    "example.ttl", "text/turtle", b"<https://example.org/a> a <https://example.org/B> ."
)


class Workbench:
    """Holds what stays from one task to the next."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._rulebook: Rulebook | None = None
        self._published = PublishedReleases(settings.home)

    def prepare(self) -> None:
        """Validate next to nothing once, so that the next one need not wait."""
        if self._rulebook is None:
            self.done(Task((_NEXT_TO_NOTHING,)))
            # what stays is not looked through for garbage again and again
            gc.collect()
            gc.freeze()

    def done(self, task: Task) -> bytes:
        """Return the answer to `task`, faults included; see `wire`.

        Memory that is used up raises `MemoryError`.
        """
        try:
            if task.shapes:
                report = by_shapes.report(task, self._settings)
                return wire.Tag.GRAPH + report
            return wire.report_bytes(self._report(task))
        except RecursionError:  # Python's own limit, far before the stack's end
            return wire.fault_bytes(out_of_memory(self._settings))
        except errors.C2CError as fault:
            return wire.fault_bytes(fault)

    def _report(self, task: Task) -> ValidationReport:
        documents: list[Document] = []
        faults: list[errors.SyntaxFault] = []
        for part in task.documents:
            try:
                documents.append(read_part(part, self._settings))
            except errors.DocumentTooLarge:
                raise
            except errors.SyntaxFault as fault:
                faults.append(fault)
        require_few(documents, self._settings)
        options = task.options
        if self._rulebook is None:
            self._rulebook = Rulebook.packaged()
        report = submissions.validate(
            Submitted(tuple(documents), tuple(faults), frozenset(options.replaces)),
            self._published.of(options.against),
            language=options.language,
            today=options.today or datetime.date.today(),
            rulebook=self._rulebook,
        )
        return report.cut(MOST_FINDINGS)
