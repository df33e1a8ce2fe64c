"""Checks that are queries: `sparql/checks/<rule>-violation.rq`, a row a finding.

A query projects `?focusNode ?path ?value ?message`. It gives a message in each
language (`VALUES ?message { "…"@en "…"@fr "…"@es }`), in which braces stand for
any variable that it projects. The end of the file's name is the severity.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal
from pyoxigraph import NamedNode
from pyoxigraph import QuerySolutions
from pyoxigraph import Store

from c2c_graph import errors
from c2c_graph.validation.network import dials_out
from c2c_graph.validation.remarks import Remark
from c2c_graph.validation.report import Severity
from c2c_graph.validation.rule_queries import filled
from c2c_graph.validation.scope import Node
from c2c_graph.validation.scope import text_of

FOLDER: Final = "sparql/checks"
_NAME: Final = re.compile(r"(?P<rule>.+)-(?P<severity>violation|warning|info)\.rq")


def query_results(folder: Path, store: Store, language: str) -> Iterator[Remark]:
    """Yield what the check queries of the dataset in `folder` find in `store`.

    Raise `errors.QuerySyntaxError` where one is not SPARQL, or asks elsewhere.
    """
    for path in sorted((folder / FOLDER).glob("*.rq")):
        name = _NAME.fullmatch(path.name)
        if name is None:
            raise errors.QuerySyntaxError(
                "name a check query <rule>-violation.rq, -warning.rq or -info.rq",
                source=f"{FOLDER}/{path.name}",
            )
        for row in _rows(path, store, language):
            yield _remark(row, name["rule"], Severity(name["severity"]))


def _rows(path: Path, store: Store, language: str) -> Iterator[dict[str, Node]]:
    query, source = path.read_text(encoding="utf-8"), f"{FOLDER}/{path.name}"
    if dials_out(query):
        raise errors.QuerySyntaxError(
            "a check query asks no other endpoint: leave out SERVICE and FROM",
            source=source,
        )
    try:
        answer = store.query(query)
    except SyntaxError as error:
        raise errors.QuerySyntaxError(
            str(error.msg),
            source=source,
            line=error.lineno or 1,
            column=error.offset or 1,
        ) from error
    assert isinstance(answer, QuerySolutions), f"{source} is not a SELECT"
    names = [variable.value for variable in answer.variables]
    for solution in answer:
        row = {n: v for n, v in zip(names, solution, strict=True) if v is not None}
        if _language(row) in {language, None}:
            yield row


def _language(row: dict[str, Node]) -> str | None:
    message = row.get("message")
    return message.language if isinstance(message, Literal) else None


def _remark(row: dict[str, Node], rule: str, severity: Severity) -> Remark:
    path = row.get("path")
    template = text_of(row["message"]) if "message" in row else rule
    return Remark(
        rule=rule,
        focus=row.get("focusNode"),
        path=path if isinstance(path, NamedNode) else None,
        value=row.get("value"),
        message=filled(template, row),
        severity=severity,
    )
