"""Checks that are queries: `sparql/checks/<rule>-violation.rq`, a row a finding.

A query projects `?focusNode ?path ?value ?message`. It gives a message in each
language (`VALUES ?message { "…"@en "…"@fr "…"@es }`), in which braces stand for
any variable that it projects. The end of the file's name is the severity.
"""

import re
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import QuerySolutions
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph.rdf.terms import Term
from c2c_graph.rdf.text import read_text
from c2c_graph.validation.network import dials_out
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.report import Severity
from c2c_graph.validation.scope import text_of
from c2c_graph.validation.solutions import bound
from c2c_graph.validation.solutions import filled

FOLDER: Final = "sparql/checks"
_NAME: Final = re.compile(r"(?P<rule>.+)-(?P<severity>violation|warning|info)\.rq")


@dataclass(frozen=True)
class CheckQuery:
    """A query file: `source` is its path in the dataset."""

    source: str
    rule: str
    severity: Severity
    text: str

    def rows(self, store: Store) -> Iterator[dict[str, Term]]:
        """Return the solutions in `store`; raise `errors.QuerySyntaxError`."""
        try:
            answer = store.query(self.text)
        except SyntaxError as error:
            raise errors.QuerySyntaxError(
                str(error.msg),
                source=self.source,
                line=error.lineno or 1,
                column=error.offset or 1,
            ) from error
        if not isinstance(answer, QuerySolutions):
            raise errors.QuerySyntaxError(
                "a check query is a SELECT of ?focusNode ?path ?value ?message",
                source=self.source,
            )
        return bound(answer)


def read_queries(folder: Path) -> list[CheckQuery]:
    """Return the check queries of the dataset in `folder`.

    Raise `errors.QuerySyntaxError` where one's name does not tell its severity,
    or where it would ask another endpoint, and as `rdf.text.read_text`.
    """
    paths = sorted((folder / FOLDER).glob("*.rq"))
    return [_read(path, f"{FOLDER}/{path.name}") for path in paths]


def query_results(
    queries: Iterable[CheckQuery], store: Store, language: str
) -> Iterator[Remark]:
    """Yield what `queries` find in `store`; raise `errors.QuerySyntaxError`."""
    for query in queries:
        for row in query.rows(store):
            if _language(row) in {language, None}:
                yield _remark(row, query)


def _read(path: Path, source: str) -> CheckQuery:
    name = _NAME.fullmatch(path.name)
    if name is None:
        raise errors.QuerySyntaxError(
            "name a check query <rule>-violation.rq, -warning.rq or -info.rq",
            source=source,
        )
    text = read_text(path, name=source)
    if dials_out(text):
        raise errors.QuerySyntaxError(
            "a check query asks no other endpoint: leave out SERVICE and FROM",
            source=source,
        )
    return CheckQuery(source, name["rule"], Severity(name["severity"]), text)


def _language(row: dict[str, Term]) -> str | None:
    message = row.get("message")
    return message.language if isinstance(message, Literal) else None


def _remark(row: dict[str, Term], query: CheckQuery) -> Remark:
    path = row.get("path")
    template = text_of(row["message"]) if "message" in row else query.rule
    return Remark(
        rule=query.rule,
        focus=row.get("focusNode"),
        path=path if isinstance(path, NamedNode) else None,
        value=row.get("value"),
        details=row,
        message=filled(template, row, _language(row) or "en"),
        severity=query.severity,
    )
