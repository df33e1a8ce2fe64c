"""Rules in SPARQL, asked once for all focus nodes instead of once for each.

The engine runs the query of a rule for each focus node in turn: 0.5 ms a node.
Here the nodes that the rule targets are joined in at the front of its query, so
that the store answers for all at once. A test holds both ways to equal reports.
"""

import re
from collections.abc import Collection
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import NamedNode
from pyoxigraph import QuerySolutions
from pyoxigraph import Store
from rdflib import SH
from rdflib import Graph
from rdflib import Literal
from rdflib.term import Node as RdflibNode

from c2c_graph.rdf.terms import Term
from c2c_graph.validation.graphs import severity_of
from c2c_graph.validation.remark import Remark
from c2c_graph.validation.report import Severity
from c2c_graph.validation.sentences import sentence
from c2c_graph.validation.solutions import bound
from c2c_graph.validation.solutions import filled

# so many rows of one rule are looked at for a submission: a few seconds
MOST_ROWS: Final = 250_000
_OPENING: Final = re.compile(r"\bWHERE\s*\{")
_PATTERNS: Final = {
    SH.targetClass: "$this a ?targetClass . "
    "?targetClass <http://www.w3.org/2000/01/rdf-schema#subClassOf>* <{}>",
    SH.targetSubjectsOf: "$this <{}> ?targetObject",
}


@dataclass(frozen=True)
class RuleQuery:
    """The query of one rule, its targets joined in, and its messages by language."""

    rule: str
    text: str
    messages: dict[str, str]
    severity: Severity

    def remarks(self, store: Store, language: str) -> Iterator[Remark]:
        """Yield what the query finds in `store`."""
        for row in self._rows(store):
            yield self._remark(row, language)

    def remarks_on(
        self, nodes: Collection[Term], store: Store, language: str
    ) -> Iterator[Remark]:
        """Yield what the query finds of `nodes`, of each value the last row.

        A rule that compares each with each has a row for each two. Beyond
        `MOST_ROWS` no more are looked at, which is told.
        """
        last: dict[tuple[Term | None, ...], dict[str, Term]] = {}
        rows = self._rows(store)
        for row in islice(rows, MOST_ROWS):
            if row["this"] in nodes:
                last[row["this"], row.get("path"), row.get("value")] = row
        for row in last.values():
            yield self._remark(row, language)
        if next(rows, None) is not None:
            yield self._cut(language)

    def _cut(self, language: str) -> Remark:
        message = sentence("rows-cut", language, {"most": f"{MOST_ROWS:,}"})
        focus = NamedNode(self.rule)
        return Remark(self.rule, focus, message=message, severity=Severity.WARNING)

    def _rows(self, store: Store) -> Iterator[dict[str, Term]]:
        answer = store.query(self.text)
        assert isinstance(answer, QuerySolutions)
        return bound(answer)

    def _remark(self, row: dict[str, Term], language: str) -> Remark:
        path, template = row.get("path"), self.messages.get(language)
        return Remark(
            rule=self.rule,
            focus=row["this"],
            path=path if isinstance(path, NamedNode) else None,
            value=row.get("value", row["this"]),
            details=row,
            message=filled(template or self.messages["en"], row, language),
            severity=self.severity,
            component="SPARQLConstraintComponent",
        )


def take_rule_queries(shapes: Graph) -> list[RuleQuery]:
    """Take the rules that are only a query out of `shapes`, and return them."""
    prefixes = _prefixes(shapes)
    found = []
    for shape, constraint in list(shapes.subject_objects(SH.sparql)):
        opening = _OPENING.search(str(shapes.value(constraint, SH.select)))
        targets = _targets(shapes, shape)
        if opening is None or not targets or not _is_plain(shapes, shape):
            continue
        head, tail = opening.string[: opening.end()], opening.string[opening.end() :]
        found.append(
            RuleQuery(
                str(shape),
                f"{prefixes}{head} {targets} {tail}",
                _messages(shapes, constraint),
                severity_of(shapes.value(shape, SH.severity)),
            )
        )
        shapes.remove((shape, SH.sparql, constraint))
    return found


def _is_plain(shapes: Graph, shape: RdflibNode) -> bool:
    """Return whether `shape` is a node shape with messages, neither off nor shared."""
    used = any((None, verb, shape) in shapes for verb in (SH.node, SH.property))
    odd = any((shape, verb, None) in shapes for verb in (SH.path, SH.deactivated))
    return not used and not odd and (shape, SH.message, None) in shapes


def _targets(shapes: Graph, shape: RdflibNode) -> str:
    """Return the pattern that binds `$this` to each focus node once."""
    parts = [
        "{ " + pattern.format(target) + " }"
        for kind, pattern in _PATTERNS.items()
        for target in sorted(shapes.objects(shape, kind), key=str)
    ]
    union = " UNION ".join(parts)
    return f"{{ SELECT DISTINCT $this WHERE {{ {union} }} }}" if parts else ""


def _messages(shapes: Graph, constraint: RdflibNode) -> dict[str, str]:
    found = shapes.objects(constraint, SH.message)
    return {m.language or "en": str(m) for m in found if isinstance(m, Literal)}


def _prefixes(shapes: Graph) -> str:
    declared = sorted(
        (str(shapes.value(node, SH.prefix)), str(shapes.value(node, SH.namespace)))
        for node in shapes.subjects(SH.prefix)
    )
    return "".join(f"PREFIX {name}: <{space}>\n" for name, space in declared)
