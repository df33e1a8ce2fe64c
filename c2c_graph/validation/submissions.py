"""Check a submission together with the published facts that it touches."""

import datetime
from collections.abc import Iterable
from collections.abc import Iterator

from c2c_graph import namespaces
from c2c_graph import settings
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.rdf.reading import Document
from c2c_graph.validation import checks
from c2c_graph.validation import graphs
from c2c_graph.validation import shapes
from c2c_graph.validation.facts import Published
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.remarks import Reporter
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport
from c2c_graph.validation.rules import SYNTAX
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.submitted import Submitted


def validate(
    submitted: Submitted,
    published: Published | None = None,
    *,
    language: str = "en",
    today: datetime.date,
) -> ValidationReport:
    """Return what is wrong or odd in `submitted`, told in `language`.

    It is seen together with what is `published`, as the graph would be; without
    that, together with the vocabulary and its concepts alone. `today` is the date
    that rules about the past and the future go by. Where a document could not be
    read, only that is told.
    """
    if submitted.faults:
        return ValidationReport.of(_unread(submitted))
    home = read_dataset(settings.packaged_dataset())
    files = tuple(_files(submitted.documents))
    scope = Scope(Dataset(home.folder, files), home, today)
    reporter = Reporter(scope, load_prefixes(home.folder), language)
    return ValidationReport.of(reporter.findings(_remarks(scope, home, language)))


def _remarks(scope: Scope, home: Dataset, language: str) -> Iterator[Remark]:
    for one in checks.CHECKS:
        yield from one(scope)
    dataset = Dataset(home.folder, (*home.files, *scope.files))
    whole = Scope(dataset, today=scope.today)
    quads = shapes.data_quads(whole)
    data = graphs.memory_store(quads)
    rules = shapes.shapes_graph(whole)
    for remark in shapes.results(data, quads, rules, language):
        if remark.focus is not None and text_of(remark.focus) in scope.subjects:
            yield remark


def _files(documents: Iterable[Document]) -> Iterable[SourceFile]:
    for number, document in enumerate(documents):
        graph = f"{namespaces.GRAPHS}submission/{number}"
        yield SourceFile(document.name, "data", graph, document)


def _unread(submitted: Submitted) -> Iterator[Finding]:
    for fault in submitted.faults:
        yield Finding(
            Severity.VIOLATION,
            SYNTAX,
            fault.detail,
            fault.source,
            fault.line,
            fault.column,
        )
