"""Do what a validator is asked to do; the process around it may be killed."""

import datetime

from c2c_graph import errors
from c2c_graph.rdf.reading import Document
from c2c_graph.review import by_shapes
from c2c_graph.review import wire
from c2c_graph.review.limits import out_of_memory
from c2c_graph.review.reading import read_part
from c2c_graph.review.reading import require_few
from c2c_graph.review.task import Task
from c2c_graph.settings import Settings
from c2c_graph.validation import submissions
from c2c_graph.validation.report import ValidationReport
from c2c_graph.validation.submitted import Submitted


class Workbench:
    """Holds what stays from one task to the next."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

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
        submitted = Submitted(
            tuple(documents), tuple(faults), frozenset(options.replaces)
        )
        return submissions.validate(
            submitted,
            language=options.language,
            today=options.today or datetime.date.today(),
        )
