"""Check a dataset: every rule over it, one report."""

import datetime
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping

from c2c_graph import settings
from c2c_graph.errors import SyntaxFault
from c2c_graph.rdf.dataset import Dataset
from c2c_graph.rdf.dataset import read_dataset
from c2c_graph.rdf.prefixes import load_prefixes
from c2c_graph.validation import composed_text
from c2c_graph.validation import descriptions
from c2c_graph.validation import graphs
from c2c_graph.validation import hidden_characters
from c2c_graph.validation import ill_typed
from c2c_graph.validation import iri_forms
from c2c_graph.validation import kept_literals
from c2c_graph.validation import known_names
from c2c_graph.validation import known_prefixes
from c2c_graph.validation import language_tags
from c2c_graph.validation import misplaced
from c2c_graph.validation import published
from c2c_graph.validation import queries
from c2c_graph.validation import refused
from c2c_graph.validation import reused_terms
from c2c_graph.validation import shapes
from c2c_graph.validation import unreadable
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.remarks import Reporter
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport
from c2c_graph.validation.rules import SYNTAX
from c2c_graph.validation.scope import Scope
from c2c_graph.validation.scope import defines_vocabulary
from c2c_graph.validation.scope import uses_our_names

CHECKS = (
    kept_literals.rewritten_literals,
    language_tags.unknown_language_tags,
    ill_typed.ill_typed_literals,
    composed_text.texts_not_composed,
    known_prefixes.misspelt_namespaces,
    known_names.undefined_terms,
    reused_terms.unread_terms,
    misplaced.misplaced_properties,
    known_names.dangling_iris,
    known_names.untyped_entries,
    hidden_characters.hidden_characters,
    iri_forms.misformed_iris,
    iri_forms.foreign_entries,
    iri_forms.misplaced_kinds,
    refused.blank_nodes,
    refused.same_as,
    refused.http_schema_org,
    refused.local_iris,
    descriptions.entries_described_twice,
)
# what only a whole dataset can be asked
CHECKS_OF_DATASETS = (
    descriptions.undescribed_graphs,
    published.gone_iris,
)


def check(
    dataset: Dataset, *, language: str = "en", today: datetime.date | None = None
) -> ValidationReport:
    """Return everything that is wrong or odd in `dataset`, told in `language`.

    Rules about the past and the future go by `today`, the day of the run without it.

    Where a file could not be read, only that is told: what the file describes
    would be missed everywhere else. A dataset that uses our IRIs without our
    vocabulary is checked against the packaged one. Raise
    `errors.DatasetUnreadable` or `errors.SyntaxFault` where a part of the dataset
    that is not RDF (the register, a check query) cannot be read.
    """
    if dataset.faults:
        prefixes = load_prefixes(dataset.folder)
        return ValidationReport.of(unread(dataset.faults, language, prefixes))
    scope = scope_of(dataset, today)
    reporter = Reporter(scope, load_prefixes(dataset.folder), language)
    return ValidationReport.of(reporter.findings(remarks(scope, language)))


def scope_of(dataset: Dataset, today: datetime.date | None = None) -> Scope:
    """Return what to check of `dataset`, with the packaged one where it leans on it."""
    day = today or datetime.date.today()
    if defines_vocabulary(dataset) or not uses_our_names(dataset):
        return Scope(dataset, None, day)
    return Scope(dataset, read_dataset(settings.packaged_dataset()), day)


def remarks(scope: Scope, language: str) -> Iterator[Remark]:
    """Yield what every rule has to say about `scope`, in no order."""
    # without a name of ours no rule of ours can find anything
    if scope.home or scope.published:
        for one in (*CHECKS, *CHECKS_OF_DATASETS):
            yield from one(scope)
    texts = queries.read_queries(scope.dataset.folder)
    if texts:
        store = graphs.memory_store(shapes.data_quads(scope))
        yield from queries.query_results(texts, store, language)
    yield from shapes.shape_results(scope, language)


def unread(
    faults: Iterable[SyntaxFault], language: str, prefixes: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what is told of documents that could not be read, in `language`."""
    for fault in faults:
        yield Finding(
            Severity.VIOLATION,
            SYNTAX,
            unreadable.told(fault, language, prefixes),
            fault.source,
            fault.line,
            fault.column,
        )
