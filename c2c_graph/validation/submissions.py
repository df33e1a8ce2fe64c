"""Check a submission together with the published facts that it touches."""

import datetime
from collections.abc import Iterable
from pathlib import Path

from c2c_graph import settings
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import SourceFile
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.reading import Document
from c2c_graph.validation import checks
from c2c_graph.validation.facts import Published
from c2c_graph.validation.report import ValidationReport
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
    home = read_dataset(settings.packaged_dataset())
    shapes = home.role("ontology", "shapes")
    files = (*_files(submitted.documents), *shapes)
    return checks.check(Dataset(Path("submission"), files), language=language)


def _files(documents: Iterable[Document]) -> Iterable[SourceFile]:
    for document in documents:
        yield SourceFile(document.name, "data", document.name, document)
